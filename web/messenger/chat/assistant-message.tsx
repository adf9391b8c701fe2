import '../styles/assistant.css';
import book from 'icon:book-open';
import bot from 'icon:bot';
import alert from 'icon:triangle-exclamation-point';
import type { JSX } from 'react';
import type { CustomerConversation } from '../../../src/contract/conversation.ts';
import type { ArticleRef } from '../../../src/core/assistant/reply.ts';
import { type Locale, RTL_LOCALES } from '../../../src/core/vocabulary.ts';
import { turnArrows } from '../../kit/locale/turn-arrows.ts';
import type { TimelineMessage } from '../../kit/state/timeline.ts';
import { t } from '../app/locale.ts';
import { show } from '../app/messenger.ts';
import { state } from '../app/state.ts';
import { fullMoment, timeOfDay } from '../app/time.ts';
import { Icon } from '../parts/icon.tsx';
import { articlePart } from '../screens/article-part.ts';
import { PlainBlocks } from './plain-blocks.tsx';

/** The article that the words were taken from; opened in place. */
const Source = ({ article }: { article: ArticleRef }): JSX.Element => (
  <button
    type="button"
    className="source"
    onPointerEnter={articlePart.preload}
    onFocus={articlePart.preload}
    onClick={() => show({ name: 'article', id: article.articleId, back: state.get().screen })}
  >
    <Icon d={book} size={18} />
    <span className="source-words">
      <small>{t('assistant.source')}</small>
      <bdi className="source-title" lang={article.locale}>
        {article.title}
      </bdi>
      <small>
        <bdi dir="ltr">
          {article.articleId} v{article.version}
        </bdi>
      </small>
    </span>
  </button>
);

/** To the card that has changed, which stands further up. */
const CardLink = ({ cardId }: { cardId: string }): JSX.Element => (
  <button
    type="button"
    className="card-link"
    onClick={() => {
      const card = document.querySelector<HTMLElement>(`[data-card-id="${cardId}"]`);
      card?.scrollIntoView({ block: 'center' });
      card?.focus();
    }}
  >
    {t('assistant.show_card')}
  </button>
);

/** Steps count from the side on which their language begins. */
const directionOf = (locale: Locale): 'rtl' | 'ltr' =>
  RTL_LOCALES.includes(locale) ? 'rtl' : 'ltr';

interface AssistantMessageProps {
  readonly message: TimelineMessage;
  readonly view: CustomerConversation;
  readonly isLast: boolean;
}

/** What the assistant says: never to be taken for a person. An emergency's first step stands out. */
export const AssistantMessage = (props: AssistantMessageProps): JSX.Element => {
  const { message, view, isLast } = props;
  const reply = message.turn?.reply;
  const isUrgent = reply?.kind === 'handover' && reply.emergency !== null;
  const locale = reply?.kind === 'answer' ? reply.article.locale : view.locale;
  return (
    <div className="message assistant" data-turn={message.turn?.id} tabIndex={-1}>
      <p className="assistant-name">
        <Icon d={bot} size={14} />
        {t('assistant.name')}
      </p>
      <div className="bubble-row">
        <div className={isUrgent ? 'bubble urgent' : 'bubble'} dir={directionOf(locale)}>
          {isUrgent && (
            <p className="urgent-title">
              <Icon d={alert} size={18} />
              {t('assistant.urgent')}
            </p>
          )}
          <PlainBlocks text={turnArrows(message.text ?? '', locale)} />
          {reply?.kind === 'answer' && <Source article={reply.article} />}
          {reply?.kind === 'update' && <CardLink cardId={reply.cardId} />}
        </div>
      </div>
      {isLast && (
        <p className="meta">
          <time title={fullMoment(message.at)}>{timeOfDay(message.at)}</time>
        </p>
      )}
    </div>
  );
};

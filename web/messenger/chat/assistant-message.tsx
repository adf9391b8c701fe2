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
import { Judgement, Options } from './assistant-taps.tsx';
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

/** Steps count from the side on which their language begins. */
const directionOf = (locale: Locale): 'rtl' | 'ltr' =>
  RTL_LOCALES.includes(locale) ? 'rtl' : 'ltr';

interface AssistantMessageProps {
  readonly message: TimelineMessage;
  readonly view: CustomerConversation;
  readonly isLast: boolean;
  readonly mayTap: boolean;
}

/** What the assistant says: never to be taken for a person. An emergency's first step stands out. */
export const AssistantMessage = (props: AssistantMessageProps): JSX.Element => {
  const { message, view, isLast, mayTap } = props;
  const reply = message.turn?.reply;
  const isUrgent = reply?.kind === 'handover' && reply.emergency !== null;
  const { assistant } = view;
  const locale = reply?.kind === 'answer' ? reply.article.locale : view.locale;
  const offered =
    reply?.kind === 'clarify' && assistant?.active
      ? reply.options.filter(({ articleId }) => assistant.offered.includes(articleId))
      : [];
  const isOpen = message.turn !== undefined && assistant?.openTurnId === message.turn.id;
  return (
    <div className="message assistant">
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
        </div>
      </div>
      {isLast && (
        <p className="meta">
          <time title={fullMoment(message.at)}>{timeOfDay(message.at)}</time>
        </p>
      )}
      {mayTap && offered.length > 0 && <Options id={view.id} options={offered} />}
      {mayTap && isOpen && message.turn !== undefined && (
        <Judgement id={view.id} turnId={message.turn.id} />
      )}
    </div>
  );
};

import type { JSX } from 'react';
import type { CustomerConversationRow } from '../../../src/contract/conversation.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { t } from '../app/locale.ts';
import { show } from '../app/messenger.ts';
import { fullMoment, shortMoment } from '../app/time.ts';
import { chatPart } from '../screens/parts.ts';
import { CATEGORY_ICONS } from './category-icons.ts';
import { Icon } from './icon.tsx';
import { plainLine } from './text-tokens.ts';

const statusKey = ({ conversation }: CustomerConversationRow): string => {
  const { status, waiting } = conversation;
  if (conversation.assistant?.active && isActive(status)) return 'status.assistant';
  if (status === 'pending') return 'status.pending';
  if (waiting) return 'status.waiting';
  return `status.${status}`;
};

/** Who said it, and the words in a direction of their own: they are cut where they end, not where the line does. */
const lastLine = (row: CustomerConversationRow): JSX.Element => {
  const { lastLine: line, lastLineBy, conversation } = row;
  const words = plainLine(line, (kind) => t(`secret.${kind}`)) || t('home.no_words');
  const name = conversation.agent?.name;
  const said = lastLineBy === 'assistant' ? t('home.assistant') : name;
  const by =
    lastLineBy !== 'agent' && lastLineBy !== 'assistant'
      ? t('home.you_said', { words: '' })
      : said === undefined
        ? ''
        : t('home.agent_said', { name: said, words: '' });
  return (
    <>
      {by !== '' && <span>{by.trim()}</span>}
      <bdi>{words}</bdi>
    </>
  );
};

/** A request in a list: what it is about, what was said last, and how it stands. A tap opens its conversation. */
export const RequestRow = ({
  row,
  className,
}: {
  row: CustomerConversationRow;
  className: string;
}): JSX.Element => {
  const { conversation, unread } = row;
  const at = conversation.lastMessageAt ?? conversation.createdAt;
  return (
    <button
      type="button"
      className={className}
      onPointerEnter={chatPart.preload}
      onFocus={chatPart.preload}
      onClick={() => show({ name: 'chat', id: conversation.id })}
    >
      <span className="tile">
        <Icon d={CATEGORY_ICONS[conversation.category]} />
      </span>
      <span className="card-words">
        <span className="card-top">
          <span className="card-title">{t(`category.${conversation.category}`)}</span>
          <time className="card-time" title={fullMoment(at)}>
            {shortMoment(at)}
          </time>
        </span>
        <span className="card-line">{lastLine(row)}</span>
        <span className="card-foot">
          <span className={`status status-${conversation.status}`}>{t(statusKey(row))}</span>
          <bdi dir="ltr" className="number">
            {conversation.number}
          </bdi>
        </span>
      </span>
      {unread > 0 && (
        <span className="count">
          <span aria-hidden="true">{Math.min(unread, 99)}</span>
          <span className="unseen">{t('home.unread', { count: unread })}</span>
        </span>
      )}
    </button>
  );
};

import { Bot, Check, MessageCircle, ShieldAlert, UserRound, UserRoundX } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { DeskConversationRow } from '../../../src/contract/conversation.ts';
import { useLocale, useText } from '../locale/text.ts';
import { Chip } from '../parts/chip.tsx';
import { Moment } from '../parts/moment.tsx';
import { DueClock } from '../sla/due-clock.tsx';
import { useMe } from '../state/me.ts';
import { useRow } from '../state/rows.ts';
import { PassesChip } from '../tasks/passes-chip.tsx';
import { customerLabel, TierChip, WaitClock, waitOf } from './row-parts.tsx';

interface RowProps {
  readonly id: string;
  readonly position: number;
  /** Rows in the whole list; -1 while not all are known. */
  readonly of: number;
  readonly top: number;
  readonly height: number;
  readonly selected: boolean;
  readonly active: boolean;
  readonly departed: boolean;
  readonly compact: boolean;
  /** Selected for a change of many. */
  readonly chosen: boolean;
  /** Something in the list is selected: then every row shows its box. */
  readonly selecting: boolean;
  readonly onSelect: (id: string, range: boolean) => void;
  readonly onOpen: (id: string) => void;
}

export const rowElementId = (id: string): string => `row-${id}`;

const Assignee = ({ id }: { readonly id: string }) => {
  const text = useText();
  const me = useMe();
  const row = useRow(id);
  if (row === undefined) return null;
  const { assignee, accepted, assistant } = row.conversation;
  if (assignee === null && assistant?.active === true) {
    return (
      <span
        data-testid="row-assistant"
        className="inline-flex items-center gap-1 text-12 text-muted"
      >
        <Bot aria-hidden size={12} />
        {text('assistant')}
      </span>
    );
  }
  if (assignee === null) {
    return (
      <span className="inline-flex items-center gap-1 text-12 text-muted">
        <UserRoundX aria-hidden size={12} />
        {text('unassigned')}
      </span>
    );
  }
  return (
    <span className="inline-flex min-w-0 items-center gap-1 text-12 text-muted">
      <UserRound aria-hidden size={12} className="shrink-0" />
      <bdi className="truncate">{assignee.id === me.agentId ? text('you') : assignee.name}</bdi>
      {!accepted && <span>({text('offered')})</span>}
    </span>
  );
};

/** The beginning of what was said last, in the direction of its own script. */
const LastLine = ({ row }: { readonly row: DeskConversationRow }) => {
  const text = useText();
  return (
    <p className="flex min-w-0 gap-1 text-12 text-muted">
      {row.lastLineBy === 'agent' && <span className="shrink-0">{text('row.us')}</span>}
      {row.lastLineBy === 'assistant' && <span className="shrink-0">{text('row.assistant')}</span>}
      <span dir="auto" className="min-w-0 flex-1 truncate ltr:text-left rtl:text-right">
        {row.lastLine === '' ? text('row.no_words') : row.lastLine}
      </span>
    </p>
  );
};

/** What the conversation is about; under the pointer, and while something is selected, the box that selects it. */
const SelectBox = ({
  id,
  chosen,
  selecting,
  onSelect,
  children,
}: Pick<RowProps, 'id' | 'chosen' | 'selecting' | 'onSelect'> & {
  readonly children: ReactNode;
}) => (
  // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the key x does the same
  <span
    data-testid="select-row"
    className="group/box -m-1 inline-flex size-6 shrink-0 items-center justify-center p-1"
    onClick={(event) => {
      event.stopPropagation();
      onSelect(id, event.shiftKey);
    }}
  >
    <span className={selecting ? 'hidden' : 'group-hover/box:hidden'}>{children}</span>
    <span
      aria-hidden
      className={`size-4 items-center justify-center rounded-4 border ${chosen ? 'border-accent bg-accent text-accent-fg' : 'border-input bg-bg'} ${selecting ? 'flex' : 'hidden group-hover/box:flex'}`}
    >
      {chosen && <Check size={12} />}
    </span>
  </span>
);

/** One conversation in the list; rendered again only when its own row changes. */
export const ConversationRow = memo((props: RowProps) => {
  const text = useText();
  const locale = useLocale();
  const row = useRow(props.id);
  if (row === undefined) return null;
  const { conversation, unread } = row;
  const security = conversation.category === 'security';
  const Category = security ? ShieldAlert : MessageCircle;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the listbox has the focus and the keys
    <div
      role="option"
      id={rowElementId(props.id)}
      data-testid="conversation-row"
      data-conversation-id={props.id}
      aria-selected={props.selected}
      aria-checked={props.selecting ? props.chosen : undefined}
      data-chosen={props.chosen}
      aria-posinset={props.position}
      aria-setsize={props.of}
      onClick={(event) => {
        if (event.shiftKey || event.metaKey || event.ctrlKey) {
          event.preventDefault();
          props.onSelect(props.id, event.shiftKey);
        } else props.onOpen(props.id);
      }}
      className={`absolute inset-x-0 top-0 flex cursor-pointer select-none flex-col justify-center gap-0.5 border-b border-line px-3 text-start hover:bg-surface aria-selected:bg-sel ${props.active ? '-outline-offset-2 outline-accent group-focus-visible/list:outline-2' : ''}`}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
    >
      <div className="flex min-w-0 items-center gap-1.5">
        <SelectBox {...props}>
          <Category
            aria-hidden
            size={14}
            className={`shrink-0 ${security ? 'text-danger' : 'text-muted'}`}
          />
        </SelectBox>
        <bdi className={`truncate ${unread > 0 ? 'font-semibold' : 'font-medium'}`}>
          {customerLabel(row, text)}
        </bdi>
        {conversation.customerKind === 'visitor' && row.customerName !== null && (
          <Chip>{text('visitor')}</Chip>
        )}
        <TierChip tier={conversation.tier} />
        <PassesChip passes={conversation.case.passes} always={false} />
        {conversation.locale !== locale && (
          <Chip title={text(`locale.${conversation.locale}`)}>
            {conversation.locale.toUpperCase()}
          </Chip>
        )}
        <span className="flex-1" />
        {unread > 0 && (
          <span
            data-testid="unread"
            className="flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-11 font-semibold text-accent-fg tabular-nums"
          >
            <span aria-hidden>{unread > 99 ? '99+' : unread}</span>
            <span className="sr-only">{text('row.unread', { count: unread })}</span>
          </span>
        )}
        {waitOf(conversation) === null ? (
          <Moment
            at={conversation.lastMessageAt ?? conversation.createdAt}
            form="short"
            className="text-12 text-muted"
          />
        ) : (
          <WaitClock conversation={conversation} />
        )}
      </div>
      {props.compact ? (
        <div className="flex min-w-0 items-center gap-2">
          <div className="min-w-0 flex-1">
            <LastLine row={row} />
          </div>
          {row.clock !== null && <DueClock clock={row.clock} />}
        </div>
      ) : (
        <>
          <LastLine row={row} />
          <div className="flex min-w-0 items-center gap-2 text-12 text-muted">
            <span className={security ? 'font-medium text-danger' : ''}>
              {text(`category.${conversation.category}`)}
            </span>
            <span aria-hidden>·</span>
            {props.departed ? (
              <span className="font-medium">{text('row.departed')}</span>
            ) : (
              <Assignee id={props.id} />
            )}
            <span className="flex-1" />
            {row.clock !== null && <DueClock clock={row.clock} />}
          </div>
        </>
      )}
    </div>
  );
});

import down from 'icon:chevron-down';
import {
  Fragment,
  type JSX,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { CustomerConversation } from '../../../src/contract/conversation.ts';
import type { OutboxItem } from '../../kit/state/outbox.ts';
import type {
  Timeline,
  TimelineCard,
  TimelineEntry,
  TimelineMessage,
} from '../../kit/state/timeline.ts';
import { useCell } from '../app/cell.ts';
import { loadEarlier } from '../app/chats.ts';
import { markRead } from '../app/chatting.ts';
import { rich, t } from '../app/locale.ts';
import { state } from '../app/state.ts';
import { dayName, sameDay } from '../app/time.ts';
import { Icon } from '../parts/icon.tsx';
import { AssistantMessage } from './assistant-message.tsx';
import { LeavingMessage, Message } from './message.tsx';
import { cardPart, networkCardPart } from './parts.ts';
import { lineOf } from './system-line.ts';
import { choicesIn, turnEnds } from './turn-ends.ts';
import { TurnTaps } from './turn-taps.tsx';

/** So near to the end counts as being there, pixels. */
const NEAR_PX = 48;

const Line = ({
  entry,
  before,
  entries,
}: {
  entry: Extract<TimelineEntry, { kind: 'event' }>;
  before: TimelineEntry | undefined;
  entries: readonly TimelineEntry[];
}) => {
  const { event } = entry.logged;
  if (event.type === 'step_taken' && event.step.kind === 'network_check')
    return <networkCardPart.Part result={event.step.result} />;
  if (event.type === 'step_taken' && event.step.kind === 'choice') {
    const { cardId } = event.step;
    const chosen = entries.find(
      (each): each is TimelineCard => each.kind === 'card' && each.cardId === cardId,
    );
    return chosen === undefined ? null : <cardPart.Part id="" entry={chosen} isChosen />;
  }
  const line = lineOf(entry.logged, before?.kind === 'event' ? before.logged : undefined);
  if (line === null) return null;
  return (
    <p className="line">
      {rich(line.key, {
        name: <bdi key="name">{line.name}</bdi>,
        category: line.category === undefined ? '' : t(line.category),
        score: line.score ?? 0,
        wish: line.wish === undefined ? '' : t(line.wish),
      })}
    </p>
  );
};

const sameSide = (a: TimelineMessage, b: TimelineEntry | undefined): boolean =>
  b?.kind === 'message' && b.by === a.by && b.at - a.at < 5 * 60_000;

interface MessageListProps {
  readonly timeline: Timeline<CustomerConversation> | null;
  readonly waiting: readonly OutboxItem[];
  /** Who is about to say something. */
  readonly typing: 'agent' | 'assistant' | null;
  readonly loadingEarlier: boolean;
  readonly mayChange: boolean;
  readonly onEdit: (message: TimelineMessage) => void;
  /** After the last message: queue, rating. */
  readonly children?: ReactNode;
}

/** Keeps the end in view while one is there, and one's place while history comes in above. */
const useScroll = (timeline: MessageListProps['timeline'], waiting: number, isTyping: boolean) => {
  const box = useRef<HTMLElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const [unseen, setUnseen] = useState(false);
  const kept = useRef({ height: 0, first: 0 });
  const first = timeline?.events[0]?.seq ?? 0;
  const last = timeline?.lastSeq ?? 0;
  const toEnd = (): void => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
    setUnseen(false);
  };
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    if (kept.current.first > first && first > 0) {
      element.scrollTop += element.scrollHeight - kept.current.height;
    }
    kept.current = { height: element.scrollHeight, first };
  }, [first]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the first known event changes
  useLayoutEffect(() => {
    if (isAtEnd) toEnd();
    else setUnseen(true);
  }, [last, waiting]);
  // One's own words always bring one to the end.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something was added
  useLayoutEffect(toEnd, [waiting]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something of one’s own was added
  useLayoutEffect(() => {
    if (isAtEnd) toEnd();
  }, [isTyping]);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (
        element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX * 8 &&
        isAtEnd
      ) {
        element.scrollTo({ top: element.scrollHeight });
      }
    });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [isAtEnd]);
  const onScroll = (): void => {
    const element = box.current;
    if (element === null) return;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    setAtEnd(atEnd);
    if (atEnd) setUnseen(false);
    if (element.scrollTop < NEAR_PX * 2 && timeline !== null) {
      kept.current.height = element.scrollHeight;
      void loadEarlier(timeline.view.id);
    }
  };
  return { box, isAtEnd, unseen, toEnd, onScroll };
};

/** Tells the server that everything was seen, while it really is. */
const useReading = (id: string | undefined, lastSeq: number, isAtEnd: boolean): void => {
  const isOpen = useCell(state, (each) => each.isOpen);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new end is read anew
  useEffect(() => {
    if (id === undefined || !isAtEnd || !isOpen) return;
    const read = (): void => {
      if (!document.hidden) markRead(id);
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [id, lastSeq, isAtEnd, isOpen]);
};

const newestOwnOf = (entries: readonly TimelineEntry[]): TimelineMessage | undefined =>
  entries.findLast(
    (entry): entry is TimelineMessage => entry.kind === 'message' && entry.by === 'customer',
  );

export const MessageList = (props: MessageListProps): JSX.Element => {
  const { timeline, waiting, typing, loadingEarlier, mayChange, onEdit, children } = props;
  const { box, isAtEnd, unseen, toEnd, onScroll } = useScroll(
    timeline,
    waiting.length,
    typing !== null,
  );
  useReading(timeline?.view.id, timeline?.lastSeq ?? 0, isAtEnd);
  const entries = timeline?.entries ?? [];
  const ends = turnEnds(entries);
  const choices = choicesIn(entries);
  const newestOwn = newestOwnOf(entries);
  // What has arrived is in the log under the same id: it is not shown twice while the outbox is being emptied.
  const stored = new Set(
    entries.map((entry) => (entry.kind === 'message' ? entry.clientMessageId : '')),
  );
  const leaving = waiting.filter(({ clientMessageId }) => !stored.has(clientMessageId));
  return (
    <div className="list-frame">
      <section
        className="scroll"
        ref={box}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('chat.messages')}
      >
        <div className="list">
          {loadingEarlier && <p className="line">{t('chat.loading_earlier')}</p>}
          <div
            role="log"
            aria-live={loadingEarlier ? 'off' : 'polite'}
            aria-label={t('chat.messages')}
          >
            {entries.map((entry, place) => {
              const before = entries[place - 1];
              const ended = ends.get(place);
              return (
                <Fragment key={entry.seq}>
                  {(before === undefined || !sameDay(before.at, entry.at)) && (
                    <p className="day">
                      <span>{dayName(entry.at)}</span>
                    </p>
                  )}
                  {entry.kind === 'card' ? (
                    !choices.has(entry.cardId) && (
                      <cardPart.Part
                        id={timeline?.view.id ?? ''}
                        entry={entry}
                        mayTap={mayChange}
                      />
                    )
                  ) : entry.kind === 'event' ? (
                    <Line entry={entry} before={before} entries={entries} />
                  ) : entry.by === 'assistant' && timeline !== null ? (
                    <AssistantMessage
                      message={entry}
                      view={timeline.view}
                      isLast={!sameSide(entry, entries[place + 1])}
                    />
                  ) : (
                    <Message
                      message={entry}
                      conversationId={timeline?.view.id ?? ''}
                      marks={timeline?.marks as NonNullable<typeof timeline>['marks']}
                      isLast={!sameSide(entry, entries[place + 1])}
                      isNewestOwn={entry === newestOwn}
                      mayChange={mayChange}
                      onEdit={onEdit}
                    />
                  )}
                  {ended !== undefined && timeline !== null && (
                    <TurnTaps message={ended} view={timeline.view} mayTap={mayChange} />
                  )}
                </Fragment>
              );
            })}
            {leaving.map((item) => (
              <LeavingMessage key={item.clientMessageId} item={item} />
            ))}
          </div>
          {typing !== null && (
            <p className={typing === 'agent' ? 'typing' : 'typing thinking'}>
              <span className="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              <span className="unseen">
                {t(typing === 'agent' ? 'chat.typing' : 'assistant.thinking')}
              </span>
            </p>
          )}
          {children}
        </div>
      </section>
      {unseen && !isAtEnd && (
        <button type="button" className="pill" onClick={toEnd}>
          <Icon d={down} size={16} />
          {t('chat.new_messages')}
        </button>
      )}
    </div>
  );
};

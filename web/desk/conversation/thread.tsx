import { ArrowDown, ArrowUp, RotateCw } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { DeskConversation } from '../../../src/contract/conversation.ts';
import { reachOf, type Timeline } from '../../kit/state/timeline.ts';
import { useAction } from '../actions/handlers.ts';
import { useLocale, useText } from '../locale/text.ts';
import { dayOf } from '../locale/time.ts';
import { Button } from '../parts/button.tsx';
import { type Held, loadEarlier } from '../state/conversations.ts';
import { useMe } from '../state/me.ts';
import { useSecond } from '../state/now.ts';
import { outbox } from '../state/send.ts';
import { useStore } from '../state/store.ts';
import { arrange, firstUnread, type Part } from './arrange.ts';
import { ArticleTitles, titlesOf } from './article-titles.ts';
import { CardItem } from './card-item.tsx';
import { EventGroup } from './event-group.tsx';
import { eventElementId, findOpenHandover } from './find-handover.ts';
import { MessageItem } from './message-item.tsx';
import { PendingItem } from './pending-item.tsx';
import { useLeadTo } from './use-lead-to.ts';

interface ThreadProps {
  readonly conversationId: string;
  readonly held: Held;
  readonly timeline: Timeline<DeskConversation>;
  readonly customer: string;
  /** How far had been read when it was opened. */
  readonly readAtOpen: number;
}

const NEAR_END_PX = 48;

/** Room for the line of the day, which stays at the top. */
const BELOW_DAY_PX = 40;

/** Up to an element that lies above what is seen. True when it had to be scrolled to. */
const scrollUpTo = (box: HTMLElement, id: string | null): boolean => {
  const element = id === null ? null : document.getElementById(id);
  if (element === null) return false;
  const above = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (above >= BELOW_DAY_PX) return false;
  box.scrollTop += above - BELOW_DAY_PX;
  return true;
};

/**
 * Begins at the end, or at `start` (an element's id) where that lies above; stays at the end while the reader is
 * there, and keeps the reader's place when history comes in above.
 */
const useScroll = (first: number | undefined, end: string, start: string | null) => {
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const last = useRef({ first, height: 0 });
  const [missed, setMissed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: run when either end of the thread has changed
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const before = last.current;
    if (before.first !== undefined && first !== undefined && first < before.first) {
      box.scrollTop += box.scrollHeight - before.height;
    } else if (atEnd.current) {
      box.scrollTop = box.scrollHeight;
      if (before.height === 0 && scrollUpTo(box, start)) atEnd.current = false;
    } else setMissed(true);
    last.current = { first, height: box.scrollHeight };
  }, [first, end]);
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const watch = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
    });
    watch.observe(box);
    return () => watch.disconnect();
  }, []);
  const onScroll = (): void => {
    const box = scroller.current;
    if (box === null) return;
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
    if (atEnd.current) setMissed(false);
  };
  const toEnd = (): void => {
    const box = scroller.current;
    if (box !== null) box.scrollTop = box.scrollHeight;
  };
  return { scroller, onScroll, missed, toEnd };
};

const Writing = ({ until, customer }: { readonly until: number; readonly customer: string }) => {
  const text = useText();
  const now = useSecond();
  return (
    <p
      role="status"
      data-testid="customer-writes"
      className="min-h-5 px-4 py-0.5 text-12 text-muted"
    >
      {until > now && <bdi>{text('conversation.writes', { name: customer })}</bdi>}
    </p>
  );
};

const Earlier = ({ id, held }: { readonly id: string; readonly held: Held }) => {
  const text = useText();
  if (held.timeline?.hasEarlier !== true) return null;
  const failed = held.earlier === 'failed';
  return (
    <div className="flex items-center justify-center gap-2 py-2">
      {failed && <span className="text-danger">{text('failed.earlier')}</span>}
      <Button
        tone="quiet"
        icon={failed ? RotateCw : ArrowUp}
        busy={held.earlier === 'loading'}
        data-testid="load-earlier"
        onClick={() => void loadEarlier(id)}
      >
        {text(failed ? 'retry' : 'conversation.earlier')}
      </Button>
    </div>
  );
};

const DayLine = ({ at }: { readonly at: number }) => {
  const locale = useLocale();
  return (
    <p className="sticky top-0 z-[1] flex justify-center bg-bg py-2">
      <span className="rounded-full border border-line bg-bg px-2 text-11 text-muted">
        {dayOf(at, locale)}
      </span>
    </p>
  );
};

const UnreadLine = () => {
  const text = useText();
  return (
    <p
      id="first-unread"
      className="mt-3 flex items-center gap-2 px-4 text-11 font-semibold text-accent before:h-px before:flex-1 before:bg-accent after:h-px after:flex-1 after:bg-accent"
    >
      {text('conversation.unread')}
    </p>
  );
};

type PartProps = Pick<ThreadProps, 'conversationId' | 'timeline' | 'customer'> & {
  readonly part: Part;
};

const PartView = ({ part, conversationId, timeline, customer }: PartProps) => {
  const me = useMe();
  if (part.kind === 'day') return <DayLine at={part.at} />;
  if (part.kind === 'unread') return <UnreadLine />;
  if (part.kind === 'events') return <EventGroup entries={part.entries} />;
  if (part.kind === 'card')
    return <CardItem entry={part.entry} mine={part.entry.agent?.id === me.agentId} />;
  return (
    <MessageItem
      conversationId={conversationId}
      message={part.message}
      customer={customer}
      mine={part.message.agent?.id === me.agentId}
      reach={reachOf(part.message, timeline.marks.customer)}
      follows={part.follows}
    />
  );
};

const Parts = ({
  unreadId,
  ...props
}: Omit<PartProps, 'part'> & { readonly unreadId: string | null }) => {
  const { entries } = props.timeline;
  const parts = useMemo(() => arrange(entries, unreadId), [entries, unreadId]);
  const titles = useMemo(() => titlesOf(entries), [entries]);
  return (
    <ArticleTitles value={titles}>
      {parts.map((part) => (
        <PartView key={part.key} part={part} {...props} />
      ))}
    </ArticleTitles>
  );
};

/** Everything said and done, oldest first; what is on its way last. */
export const Thread = (props: ThreadProps) => {
  const text = useText();
  const { timeline, held } = props;
  const pending = useStore(outbox).filter((one) => one.conversationId === props.conversationId);
  const [unreadId] = useState(() => firstUnread(timeline.entries, props.readAtOpen)?.id ?? null);
  const [handover] = useState(() => findOpenHandover(timeline.entries));
  const { scroller, onScroll, missed, toEnd } = useScroll(
    timeline.events[0]?.seq,
    `${timeline.lastSeq} ${pending.map((one) => one.clientMessageId + one.state).join()}`,
    handover === null ? null : eventElementId(handover),
  );
  const toUnread = (): void =>
    document.getElementById('first-unread')?.scrollIntoView({ block: 'start' });
  useAction('first_unread', unreadId === null ? null : toUnread);
  const leading = useLeadTo(props.conversationId, held);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        onScroll={onScroll}
        role="log"
        aria-label={text('conversation.log')}
        // History that is read in is no news.
        aria-live={held.earlier === 'loading' ? 'off' : 'polite'}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        data-testid="thread"
        className="scroll h-full outline-offset-[-2px]"
      >
        <Earlier id={props.conversationId} held={held} />
        <Parts
          conversationId={props.conversationId}
          timeline={timeline}
          customer={props.customer}
          unreadId={unreadId}
        />
        {pending.map((one) => (
          <PendingItem key={one.clientMessageId} one={one} />
        ))}
        <Writing until={held.customerWritesUntil} customer={props.customer} />
      </div>
      {leading !== null && (
        <p
          role="status"
          data-testid={`found-${leading}`}
          className="absolute inset-x-0 top-2 z-10 mx-auto w-fit max-w-[90%] rounded-full border border-line bg-bg px-3 py-1 text-12 shadow-lift"
        >
          {text(`found.${leading}`)}
        </p>
      )}
      {missed && (
        <button
          type="button"
          data-testid="new-messages"
          onClick={toEnd}
          className="enter absolute inset-x-0 bottom-3 mx-auto flex h-8 w-fit items-center gap-1.5 rounded-full bg-accent px-3 font-medium text-accent-fg shadow-lift pointer-coarse:h-11"
        >
          <ArrowDown aria-hidden size={14} />
          {text('conversation.new_messages')}
        </button>
      )}
    </div>
  );
};

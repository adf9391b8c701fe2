import type { ConversationEvent, LoggedEvent } from '../conversation/event.ts';
import type { AtMs } from '../ids.ts';
import type { Status } from '../vocabulary.ts';
import type { SlaFacts, SlaTarget } from './policy.ts';
import { consumedOf, dueOf, isRunning, paused, resumed, type Span } from './span.ts';
import type { Timeline } from './timeline.ts';

/** A conversation's promises, as far as its log has been read: a fold, so that no log is read twice. */
export interface SlaProgress {
  readonly facts: SlaFacts;
  readonly status: Status;
  /** The assistant answers, and has said something that waits for the customer. */
  readonly assistant: 'none' | 'owes' | 'waits';
  /** Everything up to here is counted. */
  readonly countedTo: AtMs;
  readonly spans: readonly Span[];
}

type Started = Extract<ConversationEvent, { type: 'conversation_started' }>;

const begin = (event: Started, at: AtMs): SlaProgress => ({
  facts: {
    category: event.category,
    priority: event.priority,
    tier: event.tier,
    channel: event.channel,
    locale: event.locale,
    teamId: event.teamId,
  },
  status: 'new',
  assistant: 'none',
  countedTo: at,
  spans: [opened('first_response', 'first_response', at), opened('resolution', 'resolution', at)],
});

const opened = (
  target: SlaTarget,
  key: string,
  at: AtMs,
  departmentId: string | null = null,
): Span => ({
  target,
  key,
  departmentId,
  startedAt: at,
  runs: [[at, null]],
  endedAt: null,
  late: null,
  final: null,
  warned: false,
  breachTold: false,
});

/**
 * Whether a span becomes late in `[from, to]` while nothing that it is counted by changes. Late is what is past its due
 * time, not what meets it: an answer at the very due time is in time.
 */
const lateIn = (
  progress: SlaProgress,
  span: Span,
  timeline: Timeline,
  from: AtMs,
  to: AtMs,
): Span => {
  if (span.late !== null || !isRunning(span)) return span;
  const { hours, targetMs } = timeline.termsAt(from, progress.facts, span);
  const dueAt = targetMs === null ? null : dueOf(span.runs, hours, targetMs);
  if (dueAt === null) return span;
  const at = Math.max(dueAt, from);
  return at < to ? { ...span, late: { at, dueAt } } : span;
};

/** Counts on to a time, through every version of the book that begins to hold on the way. */
export const countTo = (progress: SlaProgress, timeline: Timeline, to: AtMs): SlaProgress => {
  if (to <= progress.countedTo) return progress;
  const stops = [...timeline.changesBetween(progress.countedTo, to), to];
  let { countedTo: from, spans } = progress;
  for (const stop of stops) {
    spans = spans.map((span) => lateIn(progress, span, timeline, from, stop));
    from = stop;
  }
  return { ...progress, spans, countedTo: to };
};

const ended = (progress: SlaProgress, span: Span, timeline: Timeline, at: AtMs): Span => {
  if (span.endedAt !== null) return span;
  const { hours, targetMs } = timeline.termsAt(at, progress.facts, span);
  const closed = paused(span, at);
  return {
    ...closed,
    endedAt: at,
    final: {
      targetMs,
      consumedMs: consumedOf(closed.runs, hours, at),
      dueAt: targetMs === null ? null : dueOf(span.runs, hours, targetMs),
    },
  };
};

const endWhere = (
  progress: SlaProgress,
  timeline: Timeline,
  at: AtMs,
  which: (span: Span) => boolean,
): SlaProgress => ({
  ...progress,
  spans: progress.spans.map((span) => (which(span) ? ended(progress, span, timeline, at) : span)),
});

const isTalk = ({ target }: Span): boolean =>
  target === 'first_response' || target === 'next_response';

/** What concerns the customer waits with the customer; a department's part goes on. */
const ownPause = ({ target }: Span): boolean => target !== 'department';

const isWaiting = ({ status, assistant }: SlaProgress): boolean =>
  assistant === 'waits' ||
  status === 'pending' ||
  status === 'on_hold' ||
  status === 'solved' ||
  status === 'closed';

const settlePauses = (progress: SlaProgress, at: AtMs): SlaProgress => {
  const wait = isWaiting(progress);
  return {
    ...progress,
    spans: progress.spans.map((span) => {
      if (span.endedAt !== null || !ownPause(span)) return span;
      return wait ? paused(span, at) : resumed(span, at);
    }),
  };
};

/** The customer waits for a word. Of the answers that were given, the log keeps the account; here the last is enough. */
const askedAgain = (progress: SlaProgress, seq: number, at: AtMs): SlaProgress => {
  if (progress.spans.some((span) => isTalk(span) && span.endedAt === null)) return progress;
  const kept = progress.spans.filter(
    (span) => span.target !== 'next_response' || (span.late !== null && !span.breachTold),
  );
  return { ...progress, spans: [...kept, opened('next_response', `next_response:${seq}`, at)] };
};

const moved = (
  progress: SlaProgress,
  { from, to }: { readonly from: Status; readonly to: Status },
  timeline: Timeline,
  { at, seq }: LoggedEvent,
): SlaProgress => {
  const next = { ...progress, status: to };
  if (to === 'solved' || to === 'closed')
    return endWhere(next, timeline, at, (span) => span.target !== 'department');
  if (from !== 'solved') return next;
  // Opened again, the matter goes on where it ended, and the customer waits for a word.
  const spans = next.spans.map((span) =>
    span.target === 'resolution' ? { ...span, endedAt: null, final: null } : span,
  );
  return askedAgain({ ...next, spans }, seq, at);
};

const told = (
  progress: SlaProgress,
  key: string,
  what: Partial<Pick<Span, 'warned' | 'breachTold'>>,
): SlaProgress => ({
  ...progress,
  spans: progress.spans.map((span) => (span.key === key ? { ...span, ...what } : span)),
});

const said = (progress: SlaProgress, logged: LoggedEvent, timeline: Timeline): SlaProgress => {
  const { actor, at, seq } = logged;
  if (actor.kind === 'agent') return endWhere(progress, timeline, at, isTalk);
  const heard: SlaProgress =
    progress.assistant === 'waits' ? { ...progress, assistant: 'owes' } : progress;
  return askedAgain(heard, seq, at);
};

const apply = (progress: SlaProgress, logged: LoggedEvent, timeline: Timeline): SlaProgress => {
  const { event, at } = logged;
  const { facts, assistant } = progress;
  switch (event.type) {
    case 'message_sent':
      return said(progress, logged, timeline);
    case 'status_changed':
      return moved(progress, event, timeline, logged);
    case 'category_changed':
      return { ...progress, facts: { ...facts, category: event.to, teamId: event.teamId } };
    case 'priority_changed':
      return { ...progress, facts: { ...facts, priority: event.to } };
    case 'conversation_transferred':
      return { ...progress, facts: { ...facts, teamId: event.toTeamId } };
    case 'conversation_queued':
      return { ...progress, assistant: 'none', facts: { ...facts, teamId: event.teamId } };
    case 'conversation_assigned':
      return event.accepted ? { ...progress, assistant: 'none' } : progress;
    case 'assignment_accepted':
      return { ...progress, assistant: 'none' };
    case 'assistant_engaged':
      return { ...progress, assistant: 'owes' };
    case 'assistant_replied': {
      const waits = event.reply.kind !== 'update' && event.reply.kind !== 'handover';
      return waits && assistant !== 'none' ? { ...progress, assistant: 'waits' } : progress;
    }
    case 'step_taken':
      return assistant === 'none' ? progress : { ...progress, assistant: 'owes' };
    case 'answer_judged':
      return assistant === 'none' || event.settled ? progress : { ...progress, assistant: 'owes' };
    case 'task_opened':
      return {
        ...progress,
        spans: [
          ...progress.spans,
          opened('department', `department:${event.taskId}`, at, event.departmentId),
        ],
      };
    case 'task_ended':
      return endWhere(progress, timeline, at, ({ key }) => key === `department:${event.taskId}`);
    case 'sla_warned':
      return told(progress, event.span, { warned: true });
    case 'sla_breached':
      return told(progress, event.span, { warned: true, breachTold: true });
    default:
      return progress;
  }
};

/**
 * Takes the next event of the log. The first must be `conversation_started`. Everything before the event is counted by
 * what held before it; a change of category, priority, team or book then counts the whole of what still runs anew, and
 * leaves what has ended or become late as it was.
 */
export const takeEvent = (
  progress: SlaProgress | undefined,
  logged: LoggedEvent,
  timeline: Timeline,
): SlaProgress => {
  const { event, at } = logged;
  if (progress === undefined) {
    if (event.type !== 'conversation_started')
      throw new Error(`log of ${logged.conversationId} does not begin with its start`);
    return begin(event, at);
  }
  return settlePauses(apply(countTo(progress, timeline, at), logged, timeline), at);
};

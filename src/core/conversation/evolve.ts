import type { AtMs, ConversationId } from '../ids.ts';
import { NEW_CASE } from './case.ts';
import type { CaseEvent } from './case-event.ts';
import type { ConversationEvent, LoggedEvent } from './event.ts';
import { evolveAssistant, silenced } from './evolve-assistant.ts';
import { evolveCase } from './evolve-case.ts';
import type { Conversation } from './state.ts';
import { isActive } from './transitions.ts';

type Started = Extract<ConversationEvent, { type: 'conversation_started' }>;
type Change = Partial<Conversation>;

const start = (id: ConversationId, event: Started, at: number): Conversation => ({
  id,
  number: event.number,
  customerId: event.customerId,
  customerKind: event.customerKind,
  channel: event.channel,
  locale: event.locale,
  category: event.category,
  tier: event.tier,
  priority: event.priority,
  status: 'new',
  teamId: event.teamId,
  assignee: null,
  accepted: false,
  assignedAt: null,
  queuedAt: null,
  waitingSince: null,
  waitedFrom: null,
  preferredAgentId: null,
  turnedDownBy: [],
  snoozedUntil: null,
  customerAway: false,
  notifyBy: [],
  createdAt: at,
  lastMessageAt: null,
  lastMessageBy: null,
  lastCustomerSeq: 0,
  firstResponseAt: null,
  solvedAt: null,
  closedAt: null,
  rating: null,
  aboutArticleId: event.aboutArticleId,
  assistant: null,
  case: NEW_CASE,
  lastSeq: 0,
  lastPublicSeq: 0,
});

const sent = (state: Conversation, logged: LoggedEvent): Change => {
  if (logged.actor.kind === 'agent') {
    return {
      lastMessageAt: logged.at,
      lastMessageBy: 'agent',
      firstResponseAt: state.firstResponseAt ?? logged.at,
    };
  }
  return { lastMessageAt: logged.at, lastMessageBy: 'customer', lastCustomerSeq: logged.seq };
};

const statusChange = (
  event: Extract<ConversationEvent, { type: 'status_changed' }>,
  at: number,
): Change => {
  const base: Change = { status: event.to };
  if (event.to === 'solved') return { ...base, solvedAt: at, ...notWaiting, customerAway: false };
  if (event.to === 'closed') return { ...base, closedAt: at, ...notWaiting };
  return event.from === 'solved' ? { ...base, solvedAt: null, rating: null } : base;
};

/** Somebody has taken it up. Since when it waited is kept, should that agent be lost. */
const taken = (state: Conversation): Change => ({
  waitingSince: null,
  waitedFrom: state.waitingSince ?? state.waitedFrom,
  turnedDownBy: [],
});

/** Not in the queue until its time comes; how long it waited counts again then. */
const resting = (state: Conversation): Change => ({
  queuedAt: null,
  waitingSince: null,
  waitedFrom: state.waitingSince ?? state.waitedFrom,
});

/** It slept out of the queue: nobody has it, and nobody is asked for it. */
const restsFromQueue = (state: Conversation): boolean =>
  isActive(state.status) &&
  state.assignee === null &&
  state.queuedAt === null &&
  state.assistant?.active !== true;

/** Where it would stand had it not slept. */
const backInQueue = (state: Conversation, at: AtMs): Change => ({
  queuedAt: at,
  waitingSince: state.waitedFrom ?? at,
});

const notWaiting = {
  queuedAt: null,
  waitingSince: null,
  waitedFrom: null,
  turnedDownBy: [],
} as const;

type QueueReason = Extract<ConversationEvent, { type: 'conversation_queued' }>['reason'];

/** Losing an agent is not the customer's doing: the place earned by waiting is kept. */
const KEEPS_PLACE: ReadonlySet<QueueReason> = new Set([
  'no_answer',
  'agent_dropped',
  'agent_unavailable',
  'released',
  'reassigned',
  'handed_over',
  'liveness',
]);
/** The agent let it go: it is not offered to them again while it waits. */
const TURNS_DOWN: ReadonlySet<QueueReason> = new Set(['no_answer', 'released']);

const queue = (
  state: Conversation,
  event: Extract<ConversationEvent, { type: 'conversation_queued' }>,
  at: number,
): Change => {
  const turnedDownBy =
    TURNS_DOWN.has(event.reason) && state.assignee !== null
      ? [...state.turnedDownBy, state.assignee.id]
      : state.turnedDownBy;
  return {
    ...silenced(state),
    teamId: event.teamId,
    queuedAt: at,
    waitingSince: KEEPS_PLACE.has(event.reason)
      ? (state.waitingSince ?? state.waitedFrom ?? at)
      : at,
    preferredAgentId: event.preferredAgentId,
    turnedDownBy,
    assignee: null,
    accepted: false,
    assignedAt: null,
    ...(PASSES.has(event.reason) ? { case: { ...state.case, passes: state.case.passes + 1 } } : {}),
  };
};

const assigned = (
  state: Conversation,
  event: Extract<
    ConversationEvent,
    { type: 'conversation_assigned' } | { type: 'assignment_accepted' }
  >,
  at: number,
): Change => {
  if (event.type === 'assignment_accepted')
    return {
      ...silenced(state),
      assignee: event.agent,
      accepted: true,
      queuedAt: null,
      ...taken(state),
    };
  const { agent: assignee, accepted } = event;
  return {
    assignee,
    accepted,
    assignedAt: at,
    queuedAt: null,
    // An offer that nobody has taken up silences nobody: customers do not see it.
    ...(accepted ? { ...silenced(state), ...taken(state) } : {}),
  };
};

/** The newest of what was said counts, wherever it was said. */
const carried = (
  state: Conversation,
  { by, sentAt }: Extract<CaseEvent, { type: 'message_carried' }>,
  seq: number,
): Change => ({
  ...(sentAt > (state.lastMessageAt ?? 0) && {
    lastMessageAt: sentAt,
    lastMessageBy: by === 'system' ? state.lastMessageBy : by,
  }),
  ...(by === 'customer' && { lastCustomerSeq: seq }),
});

/** What happens to the case beside the talk; an event that moves nothing changes nothing. */
const happened = (state: Conversation, event: CaseEvent, { at, seq }: LoggedEvent): Change => {
  if (event.type === 'notice_given') return { lastMessageAt: at };
  if (event.type === 'message_carried') return carried(state, event, seq);
  const part = evolveCase(state.case, event, at);
  return part === state.case ? {} : { case: part };
};

/** The customer is passed on, or has to come back: counted, because nobody likes either. */
const PASSES: ReadonlySet<QueueReason> = new Set(['transferred', 'reopened']);

const change = (state: Conversation, logged: LoggedEvent): Change => {
  const { event, at } = logged;
  switch (event.type) {
    case 'conversation_started':
    case 'note_added':
    case 'note_edited':
    case 'note_deleted':
    case 'message_edited':
    case 'message_recalled':
    case 'message_deleted':
    case 'card_shown':
    case 'card_updated':
    case 'conversation_unassigned':
      // An unassignment is always followed by a queueing in the same commit; that one clears the assignee,
      // so that those who see only public events arrive at the same state.
      return {};
    case 'assistant_engaged':
    case 'assistant_replied':
    case 'option_chosen':
    case 'answer_judged':
    case 'step_taken':
    case 'conversation_handed_over':
      return evolveAssistant(state, event, at);
    case 'message_sent':
      return sent(state, logged);
    case 'status_changed':
      return statusChange(event, at);
    case 'category_changed':
      return { category: event.to, teamId: event.teamId };
    case 'priority_changed':
      return { priority: event.to };
    case 'conversation_queued':
      return queue(state, event, at);
    case 'conversation_assigned':
    case 'assignment_accepted':
      return assigned(state, event, at);
    case 'conversation_transferred':
      return { teamId: event.toTeamId };
    case 'conversation_snoozed':
      return { snoozedUntil: event.until, ...(state.queuedAt === null ? {} : resting(state)) };
    case 'snooze_ended':
      return { snoozedUntil: null, ...(restsFromQueue(state) ? backInQueue(state, at) : {}) };
    case 'customer_left':
      return { customerAway: true, notifyBy: event.notifyBy };
    case 'customer_returned':
      return { customerAway: false };
    case 'conversation_rated':
      return { rating: event.score };
    default:
      return happened(state, event, logged);
  }
};

/**
 * Applies one event. The first must be `conversation_started`.
 * Works alike on the whole log and on the part of it that customers see.
 */
export const evolve = (state: Conversation | undefined, logged: LoggedEvent): Conversation => {
  const before =
    state ??
    (logged.event.type === 'conversation_started'
      ? start(logged.conversationId, logged.event, logged.at)
      : undefined);
  if (before === undefined)
    throw new Error(`log of ${logged.conversationId} does not begin with its start`);
  return {
    ...before,
    ...change(before, logged),
    lastSeq: logged.seq,
    lastPublicSeq: logged.audience === 'everyone' ? logged.seq : before.lastPublicSeq,
  };
};

/** True while a person should be working on it or about to. */
export const needsOwner = (state: Conversation): boolean =>
  isActive(state.status) &&
  state.assignee === null &&
  state.queuedAt === null &&
  state.snoozedUntil === null &&
  state.assistant?.active !== true;

/** The assistant owes an answer for longer than this: a person is asked for. Many times what an answer takes. */
const ASSISTANT_SILENT_MS = 20_000;

/** For how long the assistant has owed an answer, ms. */
const owesFor = (state: Conversation, now: AtMs): number => {
  const asked = state.lastMessageBy === 'customer' ? state.lastMessageAt : null;
  const tapped = state.assistant?.owesSince ?? null;
  return Math.max(asked === null ? 0 : now - asked, tapped === null ? 0 : now - tapped);
};

/** The same with time: as well where the assistant fell silent. */
export const needsPerson = (state: Conversation, now: AtMs): boolean =>
  needsOwner(state) ||
  (isActive(state.status) &&
    state.assistant?.active === true &&
    owesFor(state, now) > ASSISTANT_SILENT_MS);

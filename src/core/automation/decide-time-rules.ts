import type { LoggedEvent } from '../conversation/event.ts';
import type { AtMs, TeamId } from '../ids.ts';
import type { CompiledRule, RuleBook } from './compile-rules.ts';
import type { Due } from './decide-rules.ts';
import type { Moment, Trigger } from './rule.ts';
import type { Situation } from './situation.ts';

/** Business time of a team, as the calendars have it. */
export interface BusinessTime {
  /** The instant at which `ms` of business time have passed since `from`; null beyond any horizon. */
  readonly add: (teamId: TeamId, from: AtMs, ms: number) => AtMs | null;
}

const UNIT_MS = {
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  business_hours: 3_600_000,
} as const;

/** When the moment was that a rule counts from; null while there is none. */
const momentOf = ({ state, memory }: Situation, moment: Moment): AtMs | null => {
  switch (moment) {
    case 'opened':
      return state.createdAt;
    case 'customer_wrote':
      return memory.customerWroteAt;
    case 'agent_wrote':
      return memory.agentWroteAt;
    case 'status_set':
      return memory.statusSince;
    case 'pending':
    case 'on_hold':
      return state.status === moment ? memory.statusSince : null;
    case 'solved':
      return state.solvedAt;
    case 'waiting':
      return state.waitingSince;
    case 'assigned':
      return state.assignedAt;
  }
};

type OnTime = Extract<Trigger, { kind: 'time' }>;

/** When a rule on time falls due for this request as it stands; null while what it counts from has not come. */
const dueAtOf = (trigger: OnTime, situation: Situation, hours: BusinessTime): AtMs | null => {
  const from = momentOf(situation, trigger.since);
  if (from === null) return null;
  const ms = trigger.amount * UNIT_MS[trigger.unit];
  return trigger.unit === 'business_hours'
    ? hours.add(situation.state.teamId, from, ms)
    : from + ms;
};

/** A rule on time with the moment at which it falls due. */
export interface Timed {
  readonly compiled: CompiledRule;
  readonly dueAt: AtMs;
}

/** What falls due for this request as it stands, past and to come; what fell due before a rule was live is none. */
export const timedRules = (
  book: RuleBook,
  situation: Situation,
  hours: BusinessTime,
): readonly Timed[] => {
  const timed: Timed[] = [];
  for (const compiled of book.onTime) {
    const { trigger } = compiled.rule.definition;
    const dueAt = trigger.kind === 'time' ? dueAtOf(trigger, situation, hours) : null;
    if (dueAt !== null && dueAt >= compiled.rule.liveSince) timed.push({ compiled, dueAt });
  }
  return timed;
};

/** The next moment after `after`; null where none will come, as things stand. */
export const nextDue = (timed: readonly Timed[], after: AtMs): AtMs | null => {
  let next: AtMs | null = null;
  for (const { dueAt } of timed) if (dueAt > after && (next === null || dueAt < next)) next = dueAt;
  return next;
};

/**
 * The rules that act of those that have fallen due: in the order of time, and at one moment in the order of rules, up
 * to one that ends the asking. `holds` says whether the rule's condition held when it fell due, and still does.
 */
export const decideTimeRules = (
  fallen: readonly Timed[],
  holds: (timed: Timed) => boolean,
): readonly Due[] => {
  const inOrder = fallen.toSorted(
    (a, b) => a.dueAt - b.dueAt || a.compiled.place - b.compiled.place,
  );
  const due: Due[] = [];
  let ended: AtMs | null = null;
  for (const timed of inOrder) {
    const { rule } = timed.compiled;
    if (timed.dueAt === ended || !holds(timed)) continue;
    due.push({ rule, cause: { kind: 'time', dueAt: timed.dueAt }, chain: [rule.ruleId] });
    if (rule.definition.stop) ended = timed.dueAt;
  }
  return due;
};

type EventType = LoggedEvent['event']['type'];

/** Which events bring a moment that rules on time count from. */
const BROUGHT_BY: Readonly<Record<Moment, readonly EventType[]>> = {
  opened: ['conversation_started'],
  customer_wrote: ['message_sent'],
  agent_wrote: ['message_sent'],
  status_set: ['conversation_started', 'status_changed'],
  pending: ['status_changed'],
  on_hold: ['status_changed'],
  solved: ['status_changed'],
  waiting: ['conversation_queued'],
  assigned: ['conversation_assigned', 'assignment_accepted'],
};

/** Whether one of these events brought a moment that a rule on time counts from. */
export const movesTimers = (book: RuleBook, logged: readonly LoggedEvent[]): boolean => {
  const awaited = new Set(
    book.onTime.flatMap(({ rule: { definition } }) =>
      definition.trigger.kind === 'time' ? BROUGHT_BY[definition.trigger.since] : [],
    ),
  );
  return awaited.size > 0 && logged.some(({ event }) => awaited.has(event.type));
};

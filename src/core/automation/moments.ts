import type { LoggedEvent } from '../conversation/event.ts';
import type { RuleEvent } from './rule.ts';

/** What one commit brought. Events of one commit bear the same time and the same actor, and follow each other. */
export interface Happening {
  readonly logged: readonly LoggedEvent[];
  /** Of its first event: it names the whole. */
  readonly seq: number;
  /** The rules that brought it about, the nearest last; empty where people, the clock or the assistant did. */
  readonly chain: readonly string[];
  /** The rule whose commit it is. */
  readonly ruleId: string | null;
}

const sameCommit = (a: LoggedEvent, b: LoggedEvent): boolean =>
  a.at === b.at && a.actor.kind === b.actor.kind && a.event.type !== 'rule_applied';

const happening = (logged: readonly LoggedEvent[], first: LoggedEvent): Happening => {
  const last = logged.at(-1)?.event;
  const ruled = last?.type === 'rule_applied' ? last : null;
  return { logged, seq: first.seq, chain: ruled?.chain ?? [], ruleId: ruled?.ruleId ?? null };
};

/** Cuts a stretch of a log into what was committed together. */
export const happeningsOf = (logged: readonly LoggedEvent[]): readonly Happening[] => {
  const found: Happening[] = [];
  let open: LoggedEvent[] = [];
  for (const entry of logged) {
    const [first] = open;
    const last = open.at(-1);
    if (first !== undefined && last !== undefined && !sameCommit(last, entry)) {
      found.push(happening(open, first));
      open = [];
    }
    open.push(entry);
  }
  const [first] = open;
  if (first !== undefined) found.push(happening(open, first));
  return found;
};

/** What people call an event; several names are possible, and for most of the log there is none. */
export const namesOf = ({ event, actor }: LoggedEvent): readonly RuleEvent[] => {
  switch (event.type) {
    case 'conversation_started':
      return ['opened'];
    case 'message_sent':
      return [actor.kind === 'customer' ? 'customer_wrote' : 'agent_wrote'];
    case 'assistant_replied':
      return ['assistant_answered'];
    case 'note_added':
      return ['note_left'];
    case 'conversation_handed_over':
      return ['handed_over'];
    case 'conversation_queued':
      if (event.reason === 'transferred') return ['queued', 'transferred'];
      return event.reason === 'reopened' ? ['queued', 'reopened'] : ['queued'];
    case 'conversation_assigned':
      return event.accepted ? ['assigned', 'taken_up'] : ['assigned'];
    case 'assignment_accepted':
      return ['taken_up'];
    case 'promise_ended':
      return event.outcome === 'lapsed' ? ['promise_lapsed'] : [];
    case 'merged_from':
      return ['merged'];
    case 'conversation_rated':
      return ['rated'];
    case 'status_changed':
    case 'priority_changed':
    case 'category_changed':
    case 'tags_changed':
    case 'field_changed':
    case 'snooze_ended':
    case 'escalated':
    case 'task_opened':
    case 'task_ended':
    case 'sla_warned':
    case 'sla_breached':
    case 'promise_made':
    case 'incident_attached':
    case 'incident_detached':
    case 'customer_left':
    case 'complaint_opened':
      return [event.type];
    default:
      return [];
  }
};

/** All that a happening may have a rule asked for, each name once. */
export const triggersOf = ({ logged }: Happening): readonly RuleEvent[] => [
  ...new Set(logged.flatMap(namesOf)),
];

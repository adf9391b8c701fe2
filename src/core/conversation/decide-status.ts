import type { AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import type { Command } from './command.ts';
import type { ConversationEvent } from './event.ts';
import type { Conversation } from './state.ts';
import { isActive, mayBecome, REOPEN_WITHIN_DAYS } from './transitions.ts';

type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type Decision = Outcome<readonly ConversationEvent[]>;

const DAY_MS = 86_400_000;

/** Until when its customer may open it again; null when there is nothing to open. */
export const reopenUntil = (state: Pick<Conversation, 'status' | 'solvedAt'>): AtMs | null =>
  state.status === 'solved' && state.solvedAt !== null
    ? state.solvedAt + REOPEN_WITHIN_DAYS * DAY_MS
    : null;

/** A solved conversation is work again. */
export const backToWork = (state: Conversation): readonly ConversationEvent[] => [
  { type: 'status_changed', from: 'solved', to: 'open' },
  {
    type: 'conversation_queued',
    teamId: state.teamId,
    reason: 'reopened',
    preferredAgentId: state.assignee?.id ?? state.preferredAgentId,
  },
];

/** A solved conversation becomes work again; its last agent is asked first. */
export const reopening = (state: Conversation, at: AtMs): Decision => {
  if (state.status === 'closed') return fail('precondition', 'conversation_closed');
  const until = reopenUntil(state);
  if (until === null) return fail('precondition', 'conversation_not_solved');
  if (at > until) return fail('precondition', 'reopen_expired');
  return ok(backToWork(state));
};

export const decideSetStatus = (state: Conversation, command: Of<'set_status'>): Decision => {
  const { agent, to } = command;
  if (to === state.status) return ok([]);
  if (!mayBecome(state.status, to) || to === 'closed') {
    return fail('precondition', 'transition_not_allowed', { from: state.status, to });
  }
  // Opened again, it needs room with somebody: the queue finds it, and asks its last agent first.
  if (state.status === 'solved') return ok(backToWork(state));
  if (state.assignee !== null && state.assignee.id !== agent.id && !agent.leads) {
    return fail('conflict', 'assigned_to_other', { agent: state.assignee.name });
  }
  if (state.assignee === null && to !== 'solved') return fail('precondition', 'not_assigned');
  const accepting: ConversationEvent[] =
    state.assignee !== null && !state.accepted
      ? [{ type: 'assignment_accepted', agent: state.assignee }]
      : [];
  return ok([...accepting, { type: 'status_changed', from: state.status, to }]);
};

/** The customer says that it is done. */
export const decideEnd = (state: Conversation): Decision =>
  isActive(state.status)
    ? ok([{ type: 'status_changed', from: state.status, to: 'solved' }])
    : fail('precondition', 'conversation_solved');

/** Time closes what stayed solved. */
export const decideClose = (state: Conversation, at: AtMs): Decision => {
  const until = reopenUntil(state);
  return until !== null && at >= until
    ? ok([{ type: 'status_changed', from: 'solved', to: 'closed' }])
    : ok([]);
};

export const decideSnooze = (state: Conversation, command: Of<'snooze'>, at: AtMs): Decision => {
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  const { agent } = command;
  if (agent !== null && state.assignee?.id !== agent.id && !agent.leads)
    return fail('precondition', 'not_assigned');
  if (command.until === null) {
    return ok(state.snoozedUntil === null ? [] : [{ type: 'snooze_ended', cause: 'agent' }]);
  }
  if (command.until <= at) return fail('invalid', 'snooze_in_the_past');
  return ok([{ type: 'conversation_snoozed', until: command.until }]);
};

export const decideEndSnooze = (state: Conversation, at: AtMs): Decision =>
  ok(
    state.snoozedUntil !== null && state.snoozedUntil <= at
      ? [{ type: 'snooze_ended', cause: 'due' }]
      : [],
  );

export const decideLeave = (state: Conversation, command: Of<'leave'>): Decision =>
  isActive(state.status)
    ? ok([{ type: 'customer_left', notifyBy: command.notifyBy }])
    : fail('precondition', 'conversation_solved');

export const decideReturn = (state: Conversation): Decision =>
  ok(state.customerAway ? [{ type: 'customer_returned' }] : []);

export const decideRate = (state: Conversation, command: Of<'rate'>): Decision => {
  if (state.status !== 'solved') return fail('precondition', 'rate_when_solved');
  const { score, reasons, commentId } = command;
  return ok([{ type: 'conversation_rated', score, reasons, commentId }]);
};

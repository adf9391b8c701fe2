import type { AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import type { CaseCommand } from './case-command.ts';
import { backToWork, reopenUntil } from './decide-status.ts';
import type { ConversationEvent } from './event.ts';
import type { Conversation } from './state.ts';
import { isActive } from './transitions.ts';

type Of<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>;
type Decision = Outcome<readonly ConversationEvent[]>;

const isWithPerson = ({ assignee, accepted }: Conversation): boolean =>
  assignee !== null && accepted;

/** It is people's work again, from wherever it rested. */
const toPeople = (state: Conversation): readonly ConversationEvent[] => {
  const woken: ConversationEvent[] = [
    ...(state.snoozedUntil === null ? [] : [{ type: 'snooze_ended', cause: 'customer' } as const]),
    ...(state.status === 'pending' || state.status === 'on_hold'
      ? [{ type: 'status_changed', from: state.status, to: 'open' } as const]
      : []),
  ];
  if (isWithPerson(state)) return woken;
  const handed: ConversationEvent[] =
    state.assistant?.active === true
      ? [{ type: 'conversation_handed_over', reason: 'not_settled', summaryId: null }]
      : [];
  if (state.queuedAt !== null || state.assignee !== null) return [...woken, ...handed];
  const { teamId, preferredAgentId } = state;
  return [
    ...woken,
    ...handed,
    { type: 'conversation_queued', teamId, reason: 'handed_over', preferredAgentId },
  ];
};

/** Settled: it ends. Not settled: it is work for people, whoever had it before. Answered already: nothing is left. */
export const decideAnswerIncident = (
  state: Conversation,
  { incidentId, settled }: Of<'answer_incident'>,
  at: AtMs,
): Decision => {
  if (!state.case.incidentIds.includes(incidentId)) return ok([]);
  const answered: ConversationEvent = { type: 'incident_answered', incidentId, settled };
  if (settled)
    return ok([
      answered,
      ...(isActive(state.status)
        ? [{ type: 'status_changed', from: state.status, to: 'solved' } as const]
        : []),
    ]);
  if (isActive(state.status)) return ok([answered, ...toPeople(state)]);
  const until = reopenUntil(state);
  if (until === null || at > until) return fail('precondition', 'reopen_expired');
  return ok([answered, ...backToWork(state)]);
};

/** Only while nobody has taken it up: whoever is being answered needs no offer. */
export const decideTakeOffer = (
  state: Conversation,
  { answerBy, callAt, notifyBy }: Of<'take_offer'>,
  at: AtMs,
): Decision => {
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  if (isWithPerson(state)) return fail('precondition', 'person_answers');
  if (answerBy <= at || (callAt !== null && callAt <= at)) return fail('invalid', 'offer_lapsed');
  return ok([
    { type: 'customer_left', notifyBy },
    ...(callAt === null ? [] : [{ type: 'conversation_snoozed', until: callAt } as const]),
    {
      type: 'promise_made',
      promise: {
        step: 'answer',
        owner: { kind: 'team', teamId: state.teamId },
        dueAt: answerBy,
      },
      because: 'busier',
      was: state.case.promise?.dueAt ?? null,
    },
  ]);
};

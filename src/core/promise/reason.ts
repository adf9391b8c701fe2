import type { CasePromise, PromiseReason } from '../conversation/case.ts';
import type { LoggedEvent } from '../conversation/event.ts';
import type { ExpectedStep } from './step.ts';

const happened = (since: readonly LoggedEvent[], type: LoggedEvent['event']['type']): boolean =>
  since.some(({ event }) => event.type === type);

/** Whether it was passed on since: queued for another team, or handed to somebody else. */
const passedOn = (since: readonly LoggedEvent[]): boolean =>
  since.some(
    ({ event }) =>
      event.type === 'conversation_transferred' ||
      (event.type === 'conversation_queued' && event.reason === 'transferred') ||
      (event.type === 'category_changed' && event.from !== event.to),
  );

/** Why another step is promised than before. */
export const reasonOfStep = (
  before: CasePromise | null,
  { step }: ExpectedStep,
  since: readonly LoggedEvent[],
): PromiseReason => {
  if (step === 'department_result') return 'department';
  if (step === 'decision') return 'escalated';
  if (before === null) return step === 'first_answer' ? 'started' : reasonOfTalk(step);
  if (before.step === 'department_result' && happened(since, 'task_ended'))
    return 'department_done';
  if (happened(since, 'escalated')) return 'escalated';
  return reasonOfTalk(step);
};

const reasonOfTalk = (step: ExpectedStep['step']): PromiseReason =>
  step === 'answer' || step === 'first_answer' ? 'customer_answered' : 'answered';

const sameOwner = (a: CasePromise['owner'], b: CasePromise['owner']): boolean => {
  if (a.kind === 'agent' && b.kind === 'agent') return a.agent.id === b.agent.id;
  if (a.kind === 'team' && b.kind === 'team') return a.teamId === b.teamId;
  if (a.kind === 'department' && b.kind === 'department') return a.departmentId === b.departmentId;
  return a.kind === b.kind;
};

/** Why somebody else owes the same step now; null where the owner is the same. */
export const reasonOfOwner = (
  before: CasePromise,
  { owner }: ExpectedStep,
  since: readonly LoggedEvent[],
): PromiseReason | null => {
  if (sameOwner(before.owner, owner)) return null;
  if (owner.kind === 'department') return 'department';
  if (happened(since, 'escalated')) return 'escalated';
  if (passedOn(since)) return 'transferred';
  if (owner.kind === 'agent') return before.owner.kind === 'team' ? 'taken_up' : 'transferred';
  return owner.kind === 'team' ? 'given_back' : 'transferred';
};

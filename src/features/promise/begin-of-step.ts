import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import type { AtMs } from '../../core/ids.ts';
import type { ExpectedStep } from '../../core/promise/step.ts';

const firstMessage = (since: readonly LoggedEvent[]): AtMs | undefined =>
  since.find(({ event, actor }) => event.type === 'message_sent' && actor.kind === 'customer')?.at;

/** Since when the step is waited for: not since it was noticed, but since the customer began to wait. */
export const beginOfStep = (
  expected: ExpectedStep,
  state: Conversation,
  since: readonly LoggedEvent[],
  now: AtMs,
): AtMs => {
  switch (expected.step) {
    case 'first_answer':
      return state.waitingSince ?? (state.assistant === null ? state.createdAt : now);
    case 'answer':
      return firstMessage(since) ?? state.waitingSince ?? now;
    case 'department_result': {
      const { owner } = expected;
      const task = state.case.tasks.find(
        ({ departmentId }) => owner.kind === 'department' && departmentId === owner.departmentId,
      );
      return task?.since ?? now;
    }
    default:
      return now;
  }
};

import { fail, type Outcome, ok } from '../outcome.ts';
import type { CaseCommand } from './case-command.ts';
import type { ConversationEvent } from './event.ts';
import type { Conversation } from './state.ts';
import { isActive, mayBecome } from './transitions.ts';

type Of<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>;
type Decision = Outcome<readonly ConversationEvent[]>;

const TASKS_MAX = 10;

const has = (state: Conversation, taskId: string): boolean =>
  state.case.tasks.some((task) => task.taskId === taskId);

/** A department gets a piece of work. Held, the case waits for it as for any third party. */
export const decideOpenTask = (state: Conversation, command: Of<'open_task'>): Decision => {
  if (!isActive(state.status)) return fail('precondition', 'conversation_solved');
  const { taskId, departmentId, expectedAt, hold } = command;
  if (has(state, taskId)) return ok([]);
  if (state.case.tasks.length >= TASKS_MAX)
    return fail('limit_reached', 'too_many_tasks', { most: TASKS_MAX });
  const holding: ConversationEvent[] =
    hold && mayBecome(state.status, 'on_hold')
      ? [{ type: 'status_changed', from: state.status, to: 'on_hold' }]
      : [];
  return ok([{ type: 'task_opened', taskId, departmentId, expectedAt }, ...holding]);
};

export const decideRescheduleTask = (
  state: Conversation,
  { taskId, expectedAt }: Of<'reschedule_task'>,
): Decision => {
  const task = state.case.tasks.find((each) => each.taskId === taskId);
  if (task === undefined) return fail('not_found', 'task_not_found');
  return ok(
    task.expectedAt === expectedAt ? [] : [{ type: 'task_rescheduled', taskId, expectedAt }],
  );
};

/** The last task that comes back makes it our move again: whoever owns the case is woken. */
export const decideEndTask = (
  state: Conversation,
  { taskId, outcome }: Of<'end_task'>,
): Decision => {
  if (!has(state, taskId)) return ok([]);
  const waking: ConversationEvent[] =
    state.status === 'on_hold' && (state.case.tasks.length === 1 || outcome === 'returned')
      ? [{ type: 'status_changed', from: 'on_hold', to: 'open' }]
      : [];
  return ok([{ type: 'task_ended', taskId, outcome }, ...waking]);
};

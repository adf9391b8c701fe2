import type { CaseCommand } from '../conversation/case-command.ts';
import type { AgentId, AtMs } from '../ids.ts';
import { type Failure, fail, type Outcome, ok } from '../outcome.ts';
import { type Expectation, expectedAt } from './expectation.ts';
import { isUnderWay, type Task, type TaskActor } from './task.ts';

export type TaskCommand =
  | { readonly type: 'take' }
  /** Null: back to the department's queue. */
  | { readonly type: 'assign'; readonly to: AgentId | null; readonly toIsMember: boolean }
  | { readonly type: 'say' }
  | { readonly type: 'check'; readonly itemId: string; readonly done: boolean }
  | {
      readonly type: 'reschedule';
      readonly dueAt: AtMs;
      readonly expectation: Expectation;
    }
  | { readonly type: 'return' }
  | { readonly type: 'finish' }
  | { readonly type: 'withdraw' }
  | { readonly type: 'send_again'; readonly dueAt: AtMs; readonly expectation: Expectation }
  | { readonly type: 'grant' };

export type TaskVerb = TaskCommand['type'];

type ParentCommand = Extract<CaseCommand, { type: 'open_task' | 'reschedule_task' | 'end_task' }>;

/** What becomes of the task, and what its conversation is told. */
export interface TaskStep {
  readonly task: Task;
  readonly parent: ParentCommand | null;
  /** Nothing changes: it stands so already. */
  readonly same?: true;
}

type Decision = Outcome<TaskStep>;
const refuse = (failureClass: Failure['class'], code: string, details?: Failure['details']) =>
  fail(failureClass, code, details);

const MINUTE_MS = 60_000;
/** As far as a due time may lie ahead. */
const FURTHEST_MS = 90 * 24 * 60 * MINUTE_MS;

/** Failure: `due_out_of_range`. */
export const checkDue = (dueAt: AtMs, at: AtMs): Outcome<null> =>
  dueAt < at + MINUTE_MS || dueAt > at + FURTHEST_MS
    ? refuse('invalid', 'due_out_of_range')
    : ok(null);

const ofDepartment = (actor: TaskActor): boolean => actor.isMember || actor.leads;

/** The owner, or somebody who leads. */
const inCharge = (task: Task, actor: TaskActor): boolean =>
  actor.leads || (actor.isMember && task.ownerId === actor.agentId);

/** Whoever asked for it and still sees the case, or has the case now. */
const asks = (task: Task, actor: TaskActor): boolean =>
  actor.hasCase || (actor.seesCase && task.openedBy === actor.agentId);

const same = (task: Task): Decision => ok({ task, parent: null, same: true });
const ended = refuse('precondition', 'task_ended');
const notYours = refuse('forbidden', 'task_not_yours');

const take = (task: Task, actor: TaskActor): Decision => {
  if (!actor.isMember) return refuse('forbidden', 'not_a_member');
  if (task.state === 'taken')
    return task.ownerId === actor.agentId ? same(task) : refuse('conflict', 'task_taken');
  if (task.state !== 'open') return ended;
  return ok({ task: { ...task, state: 'taken', ownerId: actor.agentId }, parent: null });
};

const assign = (
  task: Task,
  actor: TaskActor,
  { to, toIsMember }: Extract<TaskCommand, { type: 'assign' }>,
): Decision => {
  if (!isUnderWay(task.state)) return ended;
  const free = task.state === 'open' && actor.isMember;
  if (!free && !inCharge(task, actor)) return notYours;
  if (to === task.ownerId && (to === null) === (task.state === 'open')) return same(task);
  if (to === null) return ok({ task: { ...task, state: 'open', ownerId: null }, parent: null });
  if (!toIsMember) return refuse('invalid', 'not_a_member');
  return ok({ task: { ...task, state: 'taken', ownerId: to }, parent: null });
};

const check = (
  task: Task,
  actor: TaskActor,
  { itemId, done }: Extract<TaskCommand, { type: 'check' }>,
  at: AtMs,
): Decision => {
  if (!isUnderWay(task.state)) return ended;
  if (!inCharge(task, actor)) return notYours;
  const item = task.checklist.find((each) => each.itemId === itemId);
  if (item === undefined) return refuse('not_found', 'checklist_item_not_found');
  if ((item.doneAt !== null) === done) return same(task);
  const checklist = task.checklist.map((each) =>
    each.itemId === itemId
      ? { ...each, doneAt: done ? at : null, doneBy: done ? actor.agentId : null }
      : each,
  );
  return ok({ task: { ...task, checklist }, parent: null });
};

const reschedule = (
  task: Task,
  actor: TaskActor,
  { dueAt, expectation }: Extract<TaskCommand, { type: 'reschedule' }>,
  at: AtMs,
): Decision => {
  if (!isUnderWay(task.state)) return ended;
  const byDepartment = inCharge(task, actor);
  if (!byDepartment && !asks(task, actor)) return notYours;
  const due = checkDue(dueAt, at);
  if (!due.ok) return due;
  // The department knows best when it will be done; whoever only asks does not make it faster.
  const expected = byDepartment ? dueAt : expectedAt(dueAt, task.sentAt, expectation);
  if (dueAt === task.dueAt && expected === task.expectedAt) return same(task);
  const { taskId } = task;
  return ok({
    task: { ...task, dueAt, expectedAt: expected },
    parent:
      expected === task.expectedAt
        ? null
        : { type: 'reschedule_task', taskId, expectedAt: expected },
  });
};

const end = (
  task: Task,
  state: 'done' | 'returned' | 'withdrawn',
  ownerId: AgentId | null,
): Decision =>
  ok({
    task: { ...task, state, ownerId },
    parent: { type: 'end_task', taskId: task.taskId, outcome: state },
  });

const finish = (task: Task, actor: TaskActor): Decision => {
  if (!isUnderWay(task.state)) return ended;
  if (task.state === 'open') return refuse('precondition', 'task_not_taken');
  if (!inCharge(task, actor)) return notYours;
  const open = task.checklist.filter(({ required, doneAt }) => required && doneAt === null);
  if (open.length > 0)
    return refuse('precondition', 'checklist_open', { items: open.map(({ itemId }) => itemId) });
  return end(task, 'done', task.ownerId);
};

/** A member may send back at once what belongs elsewhere, without taking it first. */
const giveBack = (task: Task, actor: TaskActor): Decision => {
  if (!isUnderWay(task.state)) return ended;
  if (task.state === 'open' && ofDepartment(actor)) return end(task, 'returned', actor.agentId);
  return inCharge(task, actor) ? end(task, 'returned', task.ownerId) : notYours;
};

const withdraw = (task: Task, actor: TaskActor): Decision => {
  if (!isUnderWay(task.state) && task.state !== 'returned') return ended;
  if (!asks(task, actor)) return notYours;
  const step = end(task, 'withdrawn', task.ownerId);
  // Returned, it is off the conversation already.
  return step.ok && task.state === 'returned' ? ok({ ...step.value, parent: null }) : step;
};

const sendAgain = (
  task: Task,
  actor: TaskActor,
  { dueAt, expectation }: Extract<TaskCommand, { type: 'send_again' }>,
  at: AtMs,
): Decision => {
  if (task.state !== 'returned') return refuse('precondition', 'task_not_returned');
  if (!asks(task, actor)) return notYours;
  const due = checkDue(dueAt, at);
  if (!due.ok) return due;
  const expected = expectedAt(dueAt, at, expectation);
  const { taskId, departmentId } = task;
  return ok({
    task: {
      ...task,
      state: 'open',
      ownerId: null,
      sentAt: at,
      dueAt,
      expectedAt: expected,
    },
    parent: { type: 'open_task', taskId, departmentId, expectedAt: expected, hold: true },
  });
};

/**
 * What may be done with a task. Failures: `task_ended`, `task_taken` (by somebody else), `task_not_taken`,
 * `task_not_returned`, `task_not_yours`, `not_a_member`, `checklist_open`, `checklist_item_not_found`, `due_out_of_range`.
 */
export const decideTask = (
  task: Task,
  actor: TaskActor,
  command: TaskCommand,
  at: AtMs,
): Decision => {
  switch (command.type) {
    case 'take':
      return take(task, actor);
    case 'assign':
      return assign(task, actor, command);
    case 'say':
      return task.state === 'done' || task.state === 'withdrawn'
        ? ended
        : ok({ task, parent: null });
    case 'check':
      return check(task, actor, command, at);
    case 'reschedule':
      return reschedule(task, actor, command, at);
    case 'return':
      return giveBack(task, actor);
    case 'finish':
      return finish(task, actor);
    case 'withdraw':
      return withdraw(task, actor);
    case 'send_again':
      return sendAgain(task, actor, command, at);
    case 'grant':
      if (!asks(task, actor)) return notYours;
      return task.state === 'done' || task.state === 'withdrawn'
        ? ended
        : ok({ task, parent: null });
  }
};

/** What this person may do now: the buttons of a screen. A finish that only lacks ticks counts. */
export const allowedVerbs = (task: Task, actor: TaskActor, at: AtMs): readonly TaskVerb[] => {
  const dueAt = at + FURTHEST_MS;
  const expectation: Expectation = { ms: 0, source: 'default' };
  const nextItem = task.checklist[0];
  const tries: readonly TaskCommand[] = [
    { type: 'take' },
    { type: 'assign', to: task.state === 'open' ? actor.agentId : null, toIsMember: true },
    { type: 'say' },
    ...(nextItem === undefined
      ? []
      : [{ type: 'check', itemId: nextItem.itemId, done: nextItem.doneAt === null } as const]),
    { type: 'reschedule', dueAt, expectation },
    { type: 'return' },
    { type: 'finish' },
    { type: 'withdraw' },
    { type: 'send_again', dueAt, expectation },
    { type: 'grant' },
  ];
  return tries.flatMap((command) => {
    const decided = decideTask(task, actor, command, at);
    if (decided.ok) return decided.value.same === true ? [] : [command.type];
    return decided.failure.code === 'checklist_open' ? [command.type] : [];
  });
};

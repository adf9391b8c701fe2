import type { OpenTask, PromiseOwner, PromiseStep } from '../conversation/case.ts';
import type { LoggedEvent } from '../conversation/event.ts';
import type { Conversation } from '../conversation/state.ts';
import { isActive } from '../conversation/transitions.ts';
import type { AtMs } from '../ids.ts';

/** What the customer may expect next, and of whom. */
export interface ExpectedStep {
  readonly step: PromiseStep;
  readonly owner: PromiseOwner;
  /** When it was said already by whoever owes it; null: to be estimated. */
  readonly saidFor: AtMs | null;
}

const own = (state: Conversation): PromiseOwner =>
  state.assignee !== null && state.accepted
    ? { kind: 'agent', agent: state.assignee }
    : { kind: 'team', teamId: state.teamId };

/** Of several departments the one whose result is expected first. */
const firstTask = (tasks: readonly OpenTask[]): OpenTask | undefined =>
  [...tasks].sort((a, b) => (a.expectedAt ?? Infinity) - (b.expectedAt ?? Infinity))[0];

const waitsForAnswer = ({ firstResponseAt, lastMessageBy }: Conversation): boolean =>
  firstResponseAt === null || lastMessageBy === 'customer';

/**
 * The step that comes next; null where nothing is owed: the case is over, or the assistant answers at once.
 * `decisionDueAt`: when an open complaint has to be decided; null without one.
 */
export const expectedStep = (
  state: Conversation,
  decisionDueAt: AtMs | null,
): ExpectedStep | null => {
  if (!isActive(state.status) || state.case.mergedInto !== null) return null;
  if (state.assistant?.active === true) return null;
  if (state.status === 'pending')
    return { step: 'customer_move', owner: { kind: 'customer' }, saidFor: null };
  if (state.status !== 'on_hold' && waitsForAnswer(state)) {
    const step = state.firstResponseAt === null ? 'first_answer' : 'answer';
    return { step, owner: own(state), saidFor: null };
  }
  const task = firstTask(state.case.tasks);
  if (task !== undefined) {
    const { departmentId, expectedAt } = task;
    return {
      step: 'department_result',
      owner: { kind: 'department', departmentId },
      saidFor: expectedAt,
    };
  }
  if (decisionDueAt !== null)
    return { step: 'decision', owner: own(state), saidFor: decisionDueAt };
  return { step: 'resolution', owner: own(state), saidFor: null };
};

/** How a step ended: `done`, what was promised came about; `moot`, it was no longer needed. */
export interface StepEnd {
  readonly at: AtMs;
  readonly by: 'done' | 'moot';
}

const endsAnswer = ({ event, actor }: LoggedEvent): StepEnd['by'] | null => {
  if (event.type === 'message_sent' && actor.kind === 'agent') return 'done';
  if (event.type === 'assistant_engaged' || event.type === 'merged_into') return 'moot';
  if (event.type !== 'status_changed') return null;
  if (event.to === 'solved') return actor.kind === 'agent' ? 'done' : 'moot';
  return event.to === 'pending' || event.to === 'on_hold' || event.to === 'closed' ? 'moot' : null;
};

const endsDepartment = ({ event, actor }: LoggedEvent): StepEnd['by'] | null => {
  if (event.type === 'task_ended') return event.outcome === 'withdrawn' ? 'moot' : 'done';
  if (event.type === 'message_sent' && actor.kind === 'customer') return 'moot';
  if (event.type === 'merged_into') return 'moot';
  if (event.type !== 'status_changed') return null;
  return event.to === 'on_hold' || event.to === 'open' ? null : 'moot';
};

const endsResolution = ({ event, actor }: LoggedEvent): StepEnd['by'] | null => {
  if (event.type === 'message_sent' && actor.kind === 'customer') return 'moot';
  if (event.type === 'task_opened' || event.type === 'merged_into') return 'moot';
  if (event.type === 'complaint_opened') return 'moot';
  if (event.type !== 'status_changed') return null;
  if (event.to === 'solved') return 'done';
  return event.to === 'pending' || event.to === 'closed' ? 'moot' : null;
};

const endsDecision = (logged: LoggedEvent): StepEnd['by'] | null => {
  const { event } = logged;
  if (event.type === 'complaint_decided') return 'done';
  if (event.type === 'message_sent' && logged.actor.kind === 'customer') return 'moot';
  if (event.type === 'task_opened' || event.type === 'merged_into') return 'moot';
  return event.type === 'status_changed' && event.to !== 'open' && event.to !== 'on_hold'
    ? 'moot'
    : null;
};

const RULES: Readonly<
  Record<Exclude<PromiseStep, 'customer_move'>, (logged: LoggedEvent) => StepEnd['by'] | null>
> = {
  first_answer: endsAnswer,
  answer: endsAnswer,
  department_result: endsDepartment,
  resolution: endsResolution,
  decision: endsDecision,
};

/** How the step ended, by what the log holds after its beginning; null while it goes on. */
export const endOf = (
  step: Exclude<PromiseStep, 'customer_move'>,
  since: readonly LoggedEvent[],
): StepEnd | null => {
  for (const logged of since) {
    const by = RULES[step](logged);
    if (by !== null) return { at: logged.at, by };
  }
  return null;
};

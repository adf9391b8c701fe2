import type { AgentId, AtMs, DepartmentId, TaskId } from '../ids.ts';
import type { Labels } from './department.ts';

/** `returned`: with a question or a refusal; it can be sent again. */
export const TASK_STATES = ['open', 'taken', 'done', 'returned', 'withdrawn'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export interface CheckedItem {
  readonly itemId: string;
  readonly labels: Labels;
  readonly required: boolean;
  /** Null while it is not done. */
  readonly doneAt: AtMs | null;
  readonly doneBy: AgentId | null;
}

/** All that decisions need to know of a task. */
export interface Task {
  readonly taskId: TaskId;
  readonly departmentId: DepartmentId;
  readonly state: TaskState;
  /** Whose it is while it is taken, or was when it ended. */
  readonly ownerId: AgentId | null;
  readonly openedBy: AgentId;
  readonly sentAt: AtMs;
  readonly dueAt: AtMs;
  readonly expectedAt: AtMs;
  readonly checklist: readonly CheckedItem[];
}

/** Who acts, as far as it matters to a task. */
export interface TaskActor {
  readonly agentId: AgentId;
  /** Belongs to the task's department. */
  readonly isMember: boolean;
  /** Supervisors and administrators. */
  readonly leads: boolean;
  /** May see the conversation behind it. */
  readonly seesCase: boolean;
  /** Has the conversation in hand. */
  readonly hasCase: boolean;
}

export const isUnderWay = (state: TaskState): boolean => state === 'open' || state === 'taken';

/** Whether what was granted of the conversation may be read: as long as somebody may still have to answer. */
export const showsGranted = (state: TaskState): boolean =>
  isUnderWay(state) || state === 'returned';

/** Whether the task exists for somebody. To everybody else it does not. */
export const maySeeTask = (actor: TaskActor): boolean =>
  actor.isMember || actor.leads || actor.seesCase;

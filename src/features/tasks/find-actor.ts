import type { StaffPrincipal } from '../../contract/principal.ts';
import type { Conversation } from '../../core/conversation/state.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { DepartmentId, TaskId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { maySeeTask, type TaskActor } from '../../core/tasks/task.ts';
import { isLeadRole } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';
import { findConversation } from '../conversation/index.ts';
import { departmentsOf } from '../departments/index.ts';
import { findTask, type TaskRecord } from './store.ts';

/** What somebody is to a task of this department and conversation. */
export const actorOf = (
  staff: StaffPrincipal,
  departmentId: DepartmentId,
  state: Pick<Conversation, 'teamId' | 'assignee'>,
  mine: readonly DepartmentId[],
): TaskActor => {
  const leads = isLeadRole(staff.role);
  return {
    agentId: staff.agentId,
    isMember: mine.includes(departmentId),
    leads,
    seesCase: staffMaySee(staff, state),
    hasCase: leads || state.assignee?.id === staff.agentId,
  };
};

export interface Found {
  readonly record: TaskRecord;
  readonly actor: TaskActor;
  readonly state: Conversation;
}

const NOT_FOUND = fail('not_found', 'task_not_found');

/** The task, for those for whom it exists. Failure: `task_not_found`. */
export const findFor = async (
  connection: Connection,
  staff: StaffPrincipal,
  taskId: TaskId,
): Promise<Outcome<Found>> => {
  const record = await findTask(connection, taskId);
  if (record === undefined) return NOT_FOUND;
  const state = await findConversation(connection, record.conversationId);
  if (state === undefined) return NOT_FOUND;
  const mine = await departmentsOf(connection, staff.agentId);
  const actor = actorOf(staff, record.departmentId, state, mine);
  return maySeeTask(actor) ? ok({ record, actor, state }) : NOT_FOUND;
};

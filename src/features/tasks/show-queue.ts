import type { StaffPrincipal } from '../../contract/principal.ts';
import { staffMaySee } from '../../core/conversation/visibility.ts';
import type { ConversationId } from '../../core/ids.ts';
import { fail, ok } from '../../core/outcome.ts';
import { isLeadRole } from '../../core/vocabulary.ts';
import { findConversation, listAssigned } from '../conversation/index.ts';
import { departmentsOf, listDepartments } from '../departments/index.ts';
import type { TasksDeps } from './deps.ts';
import { peopleIn, presentPeople, presentRows } from './present.ts';
import { countTasks, listTasks, listTasksOfConversation, type TaskView } from './store.ts';

const ROWS = 200;

/** The department's queue, as its members and those who lead see it; or what this person asked of departments. */
export const showQueue = async (
  deps: TasksDeps,
  staff: StaffPrincipal,
  { view, departmentId }: { readonly view: TaskView; readonly departmentId?: string | undefined },
) => {
  const { database } = deps;
  const theirs = isLeadRole(staff.role)
    ? (await listDepartments(database)).map((department) => department.departmentId)
    : await departmentsOf(database, staff.agentId);
  const departmentIds = theirs.filter((id) => departmentId === undefined || id === departmentId);
  const conversationIds = (await listAssigned(database, staff.agentId)).map(({ id }) => id);
  const filter = { agentId: staff.agentId, departmentIds, conversationIds };
  const [records, counts] = await Promise.all([
    listTasks(database, { ...filter, view }, ROWS + 1),
    countTasks(database, filter),
  ]);
  const rows = await presentRows(deps, database, staff, records.slice(0, ROWS));
  // Whoever asked for something and may no longer see the case is not told what became of it.
  const tasks =
    view === 'asked' ? rows.filter(({ parent }) => parent.conversationId !== null) : rows;
  const people = await presentPeople(deps, database, peopleIn(tasks));
  return ok({ tasks, counts: { ...counts }, people, isCut: records.length > ROWS });
};

/** The tasks of a conversation, newest first. Failure: `conversation_not_found`. */
export const showTasksOf = async (
  deps: TasksDeps,
  staff: StaffPrincipal,
  conversationId: ConversationId,
) => {
  const { database } = deps;
  const state = await findConversation(database, conversationId);
  if (state === undefined || !staffMaySee(staff, state))
    return fail('not_found', 'conversation_not_found');
  const records = await listTasksOfConversation(database, conversationId);
  const tasks = await presentRows(deps, database, staff, records);
  return ok({ tasks, people: await presentPeople(deps, database, peopleIn(tasks)) });
};

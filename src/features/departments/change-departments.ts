import type { AgentId, DepartmentId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { checkTerms, type DepartmentTerms } from '../../core/tasks/department.ts';
import { writeAudit } from '../audit/index.ts';
import type { DepartmentsDeps } from './deps.ts';
import {
  findDepartment,
  insertDepartment,
  listMembers,
  replaceMembers,
  updateDepartment,
} from './store.ts';

/** Ids and numbers alone: names are in the row itself. */
const summaryOf = (terms: DepartmentTerms) => ({
  fields: terms.fields.map(({ fieldId, kind, required }) => ({ fieldId, kind, required })),
  checklist: terms.checklist.map(({ itemId, required }) => ({ itemId, required })),
  defaultMinutes: terms.defaultMinutes,
});

/** Failures: those of `checkTerms`, `department_exists`. */
export const createDepartment = (
  deps: DepartmentsDeps,
  agentId: AgentId,
  departmentId: DepartmentId,
  terms: DepartmentTerms,
): Promise<Outcome<null>> =>
  deps.database.transaction().execute(async (trx) => {
    const fits = checkTerms(terms, deps.defaultLocale);
    if (!fits.ok) return fits;
    if (!(await insertDepartment(trx, departmentId, terms)))
      return fail('conflict', 'department_exists');
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'department_created',
      subject: { kind: 'department', id: departmentId },
      data: summaryOf(terms),
    });
    return ok(null);
  });

/** Failures: those of `checkTerms`, `department_not_found`, `department_changed_meanwhile`. */
export const changeDepartment = (
  deps: DepartmentsDeps,
  agentId: AgentId,
  departmentId: DepartmentId,
  {
    version,
    archived,
    ...terms
  }: DepartmentTerms & { readonly version: number; readonly archived: boolean },
): Promise<Outcome<null>> =>
  deps.database.transaction().execute(async (trx) => {
    const fits = checkTerms(terms, deps.defaultLocale);
    if (!fits.ok) return fits;
    if ((await findDepartment(trx, departmentId)) === undefined)
      return fail('not_found', 'department_not_found');
    if (!(await updateDepartment(trx, departmentId, terms, { version, archived })))
      return fail('conflict', 'department_changed_meanwhile');
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'department_changed',
      subject: { kind: 'department', id: departmentId },
      data: { ...summaryOf(terms), archived, version: version + 1 },
    });
    return ok(null);
  });

/** Failures: `department_not_found`, `agent_not_found`. */
export const setMembers = (
  deps: DepartmentsDeps,
  agentId: AgentId,
  departmentId: DepartmentId,
  memberIds: readonly AgentId[],
): Promise<Outcome<null>> =>
  deps.database.transaction().execute(async (trx) => {
    if ((await findDepartment(trx, departmentId)) === undefined)
      return fail('not_found', 'department_not_found');
    const before = (await listMembers(trx)).get(departmentId) ?? [];
    const working = await deps.workingStaff(trx, memberIds);
    // Whoever belonged to it may stay, also when the account rests.
    if (memberIds.some((id) => !working.has(id) && !before.includes(id)))
      return fail('invalid', 'agent_not_found');
    await replaceMembers(trx, departmentId, memberIds);
    await writeAudit(trx, {
      actor: { kind: 'staff', id: agentId },
      action: 'department_members_set',
      subject: { kind: 'department', id: departmentId },
      data: { memberIds: [...memberIds], before: [...before] },
    });
    return ok(null);
  });

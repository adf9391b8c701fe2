import { sql } from 'kysely';
import type { AgentId, AtMs, DepartmentId } from '../../core/ids.ts';
import type { DepartmentTerms } from '../../core/tasks/department.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface DepartmentsTable {
  department_id: DepartmentId;
  names: DepartmentTerms['names'];
  fields: DepartmentTerms['fields'];
  checklist: DepartmentTerms['checklist'];
  default_minutes: number;
  version: number;
  created_at: Date;
  archived_at: Date | null;
}

interface DepartmentMembersTable {
  department_id: DepartmentId;
  agent_id: AgentId;
}

declare module '../../ports/database.ts' {
  interface Tables {
    departments: DepartmentsTable;
    department_members: DepartmentMembersTable;
  }
}

export interface DepartmentRow extends DepartmentTerms {
  readonly departmentId: DepartmentId;
  readonly version: number;
  /** Null while it gets new tasks. */
  readonly archivedAt: AtMs | null;
}

const toRow = (row: DepartmentsTable): DepartmentRow => ({
  departmentId: row.department_id,
  names: row.names,
  fields: row.fields,
  checklist: row.checklist,
  defaultMinutes: row.default_minutes,
  version: row.version,
  archivedAt: row.archived_at?.getTime() ?? null,
});

const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`;

/** All departments, those that are closed too, in the order in which they were made. */
export const listDepartments = async (
  connection: Connection,
): Promise<readonly DepartmentRow[]> => {
  const rows = await connection
    .selectFrom('departments')
    .selectAll()
    .orderBy('created_at')
    .orderBy('department_id')
    .execute();
  return rows.map(toRow);
};

export const findDepartment = async (
  connection: Connection,
  departmentId: DepartmentId,
): Promise<DepartmentRow | undefined> => {
  const row = await connection
    .selectFrom('departments')
    .selectAll()
    .where('department_id', '=', departmentId)
    .executeTakeFirst();
  return row && toRow(row);
};

/** False where the id is taken. */
export const insertDepartment = async (
  connection: Connection,
  departmentId: DepartmentId,
  terms: DepartmentTerms,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    INSERT INTO departments (department_id, names, fields, checklist, default_minutes)
    VALUES (${departmentId}, ${json(terms.names)}, ${json(terms.fields)}, ${json(terms.checklist)},
      ${terms.defaultMinutes}) ON CONFLICT DO NOTHING`.execute(connection);
  return (numAffectedRows ?? 0n) > 0n;
};

/** False where it is not, or no longer, at that version. */
export const updateDepartment = async (
  connection: Connection,
  departmentId: DepartmentId,
  terms: DepartmentTerms,
  { version, archived }: { readonly version: number; readonly archived: boolean },
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    UPDATE departments SET names = ${json(terms.names)}, fields = ${json(terms.fields)},
      checklist = ${json(terms.checklist)}, default_minutes = ${terms.defaultMinutes},
      version = version + 1,
      archived_at = CASE WHEN ${archived}::boolean THEN coalesce(archived_at, clock_timestamp()) END
    WHERE department_id = ${departmentId} AND version = ${version}`.execute(connection);
  return (numAffectedRows ?? 0n) > 0n;
};

/** Nobody else makes departments meanwhile. True where there are none yet. */
export const lockWhereNone = async (trx: Transaction): Promise<boolean> => {
  await sql`LOCK TABLE departments IN SHARE ROW EXCLUSIVE MODE`.execute(trx);
  const { rows } = await sql`SELECT 1 FROM departments LIMIT 1`.execute(trx);
  return rows.length === 0;
};

export const replaceMembers = async (
  trx: Transaction,
  departmentId: DepartmentId,
  memberIds: readonly AgentId[],
): Promise<void> => {
  await trx.deleteFrom('department_members').where('department_id', '=', departmentId).execute();
  if (memberIds.length === 0) return;
  const rows = [...new Set(memberIds)].map((agent_id) => ({
    department_id: departmentId,
    agent_id,
  }));
  await trx.insertInto('department_members').values(rows).execute();
};

export const addMember = async (
  connection: Connection,
  departmentId: DepartmentId,
  agentId: AgentId,
): Promise<void> => {
  await connection
    .insertInto('department_members')
    .values({ department_id: departmentId, agent_id: agentId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** For each department those who belong to it, whether or not their accounts still work. */
export const listMembers = async (
  connection: Connection,
): Promise<ReadonlyMap<DepartmentId, readonly AgentId[]>> => {
  const rows = await connection
    .selectFrom('department_members')
    .selectAll()
    .orderBy('agent_id')
    .execute();
  const members = new Map<DepartmentId, AgentId[]>();
  for (const { department_id, agent_id } of rows)
    members.set(department_id, [...(members.get(department_id) ?? []), agent_id]);
  return members;
};

/** The departments that somebody belongs to. */
export const departmentsOf = async (
  connection: Connection,
  agentId: AgentId,
): Promise<readonly DepartmentId[]> => {
  const rows = await connection
    .selectFrom('department_members')
    .select('department_id')
    .where('agent_id', '=', agentId)
    .execute();
  return rows.map((row) => row.department_id);
};

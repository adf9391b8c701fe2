import { type RawBuilder, sql } from 'kysely';
import type {
  AgentId,
  AtMs,
  ConversationId,
  CustomerId,
  DepartmentId,
  TaskId,
} from '../../core/ids.ts';
import type { FormField } from '../../core/tasks/department.ts';
import type { Measured } from '../../core/tasks/expectation.ts';
import type { Task } from '../../core/tasks/task.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import type { TasksTable } from './tables.ts';

/** A task with where it belongs. */
export interface TaskRecord extends Task {
  readonly conversationId: ConversationId;
  readonly customerId: CustomerId;
  /** The how-manieth of its conversation. */
  readonly ordinal: number;
  readonly openedAt: AtMs;
  readonly endedAt: AtMs | null;
  readonly grantsTranscript: boolean;
  readonly fields: readonly FormField[];
  readonly sealed: Uint8Array | null;
  /** Came back, and nobody who asked for it or has the case has opened it since. */
  readonly unseen: boolean;
}

const toRecord = (row: TasksTable): TaskRecord => ({
  taskId: row.task_id,
  conversationId: row.conversation_id,
  customerId: row.customer_id,
  ordinal: row.ordinal,
  departmentId: row.department_id,
  state: row.state,
  ownerId: row.owner_id,
  openedBy: row.opened_by,
  openedAt: row.opened_at.getTime(),
  sentAt: row.sent_at.getTime(),
  dueAt: row.due_at.getTime(),
  expectedAt: row.expected_at.getTime(),
  endedAt: row.ended_at?.getTime() ?? null,
  grantsTranscript: row.grants_transcript,
  checklist: row.checklist,
  fields: row.fields,
  sealed: row.sealed,
  unseen: row.unseen,
});

const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`;

export const insertTask = async (trx: Transaction, task: TaskRecord): Promise<void> => {
  await sql`
    INSERT INTO tasks (task_id, conversation_id, customer_id, ordinal, department_id, state, owner_id, opened_by,
      opened_at, sent_at, due_at, expected_at, grants_transcript, checklist, fields, sealed)
    VALUES (${task.taskId}, ${task.conversationId}, ${task.customerId}, ${task.ordinal}, ${task.departmentId},
      ${task.state}, ${task.ownerId}, ${task.openedBy}, ${new Date(task.openedAt)}, ${new Date(task.sentAt)},
      ${new Date(task.dueAt)}, ${new Date(task.expectedAt)}, ${task.grantsTranscript}, ${json(task.checklist)},
      ${json(task.fields)}, ${task.sealed})`.execute(trx);
};

export const findTask = async (
  connection: Connection,
  taskId: TaskId,
): Promise<TaskRecord | undefined> => {
  const row = await connection
    .selectFrom('tasks')
    .selectAll()
    .where('task_id', '=', taskId)
    .executeTakeFirst();
  return row && toRecord(row);
};

/** The row is locked until the transaction ends. Lock the conversation before it, where both are needed. */
export const lockTask = async (
  trx: Transaction,
  taskId: TaskId,
): Promise<TaskRecord | undefined> => {
  const row = await trx
    .selectFrom('tasks')
    .selectAll()
    .where('task_id', '=', taskId)
    .forUpdate()
    .executeTakeFirst();
  return row && toRecord(row);
};

/** Writes how the task stands now; `endedAt` is the time of the change where it has ended by it. */
export const updateTask = async (
  trx: Transaction,
  task: Task & Pick<TaskRecord, 'endedAt' | 'unseen'>,
): Promise<void> => {
  await sql`
    UPDATE tasks SET state = ${task.state}, owner_id = ${task.ownerId}, sent_at = ${new Date(task.sentAt)},
      due_at = ${new Date(task.dueAt)}, expected_at = ${new Date(task.expectedAt)},
      checklist = ${json(task.checklist)}, ended_at = ${task.endedAt === null ? null : new Date(task.endedAt)},
      unseen = ${task.unseen}
    WHERE task_id = ${task.taskId}`.execute(trx);
};

/** Whoever it came back to has opened it. False where that was known. */
export const markSeen = async (trx: Transaction, taskId: TaskId): Promise<boolean> => {
  const { numAffectedRows } =
    await sql`UPDATE tasks SET unseen = false WHERE task_id = ${taskId} AND unseen`.execute(trx);
  return (numAffectedRows ?? 0n) > 0n;
};

export const listTasksOfConversation = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<readonly TaskRecord[]> => {
  const rows = await connection
    .selectFrom('tasks')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('ordinal', 'desc')
    .execute();
  return rows.map(toRecord);
};

export type TaskView = 'asked' | 'mine' | 'open' | 'returned' | 'all';

export interface TaskFilter {
  readonly view: TaskView;
  readonly agentId: AgentId;
  readonly departmentIds: readonly DepartmentId[];
  /** The cases that this person has. */
  readonly conversationIds: readonly ConversationId[];
}

/** Returned ones stay on the department's list for a while, so that it sees what became of them. */
const RETURNED_FOR = sql`interval '14 days'`;

const matching = ({
  view,
  agentId,
  departmentIds,
  conversationIds,
}: TaskFilter): RawBuilder<unknown> => {
  const theirs = sql`department_id = ANY(${[...departmentIds]}::text[])`;
  switch (view) {
    case 'asked':
      return sql`(opened_by = ${agentId} OR conversation_id = ANY(${[...conversationIds]}::uuid[]))
        AND (ended_at IS NULL OR unseen
          OR (state = 'returned' AND ended_at > clock_timestamp() - ${RETURNED_FOR}))`;
    case 'mine':
      return sql`${theirs} AND owner_id = ${agentId} AND ended_at IS NULL`;
    case 'open':
      return sql`${theirs} AND state = 'open' AND ended_at IS NULL`;
    case 'all':
      return sql`${theirs} AND ended_at IS NULL`;
    case 'returned':
      return sql`${theirs} AND state = 'returned' AND ended_at > clock_timestamp() - ${RETURNED_FOR}`;
  }
};

const newsFirst = ({ view }: TaskFilter) => (view === 'asked' ? sql`unseen DESC,` : sql``);

/** What came back and was not looked at comes first, then those due first. */
export const listTasks = async (
  connection: Connection,
  filter: TaskFilter,
  limit: number,
): Promise<readonly TaskRecord[]> => {
  const { rows } = await sql<TasksTable>`
    SELECT * FROM tasks WHERE ${matching(filter)} ORDER BY ${newsFirst(filter)} due_at, task_id LIMIT ${limit}`.execute(
    connection,
  );
  return rows.map(toRecord);
};

const COUNTED_TO = 1_000;

export const countTasks = async (
  connection: Connection,
  filter: Omit<TaskFilter, 'view'>,
): Promise<Readonly<Record<TaskView, number>>> => {
  const count = (view: TaskView) => sql`(SELECT count(*)::int FROM (
    SELECT 1 FROM tasks WHERE ${matching({ ...filter, view })} LIMIT ${COUNTED_TO + 1}) AS counted)`;
  const { rows } = await sql<Record<TaskView, number>>`
    SELECT ${count('asked')} AS asked, ${count('mine')} AS mine, ${count('open')} AS open, ${count('returned')} AS returned,
      ${count('all')} AS all`.execute(connection);
  return rows[0] ?? { asked: 0, mine: 0, open: 0, returned: 0, all: 0 };
};

const MEASURED_OVER = sql`interval '90 days'`;
const MEASURED_OF = 500;

/** What the department's last finished tasks took, from sending to the end. */
export const measureTasks = async (
  connection: Connection,
  departmentId: DepartmentId,
): Promise<Measured> => {
  const { rows } = await sql<{ count: number; median: number | null; p80: number | null }>`
    SELECT count(*)::int AS count, percentile_disc(0.5) WITHIN GROUP (ORDER BY took)::float8 AS median,
      percentile_disc(0.8) WITHIN GROUP (ORDER BY took)::float8 AS p80
    FROM (SELECT extract(epoch FROM ended_at - sent_at) * 1000 AS took FROM tasks
      WHERE department_id = ${departmentId} AND state = 'done' AND ended_at > clock_timestamp() - ${MEASURED_OVER}
      ORDER BY ended_at DESC LIMIT ${MEASURED_OF}) AS finished`.execute(connection);
  const [row] = rows;
  return {
    count: row?.count ?? 0,
    medianMs: Math.round(row?.median ?? 0),
    p80Ms: Math.round(row?.p80 ?? 0),
  };
};

/** Whose task shows this message to a member of these departments: said in it, or granted with it until it ends. */
export const findTaskShowing = async (
  connection: Connection,
  conversationId: ConversationId,
  messageId: string,
  departmentIds: readonly DepartmentId[],
): Promise<{ readonly customerId: CustomerId; readonly byTranscript: boolean } | undefined> => {
  if (departmentIds.length === 0) return undefined;
  const { rows } = await sql<{ customer_id: CustomerId; by_transcript: boolean }>`
    SELECT t.customer_id, NOT (
        EXISTS (SELECT 1 FROM task_entries AS e WHERE e.entry_id = ${messageId} AND e.task_id = t.task_id)
        OR EXISTS (SELECT 1 FROM task_grants AS g WHERE g.message_id = ${messageId} AND g.task_id = t.task_id)
      ) AS by_transcript
    FROM tasks AS t
    WHERE t.conversation_id = ${conversationId} AND t.department_id = ANY(${[...departmentIds]}::text[])
      AND (EXISTS (SELECT 1 FROM task_entries AS e WHERE e.entry_id = ${messageId} AND e.task_id = t.task_id)
        OR (t.state NOT IN ('done', 'withdrawn') AND (t.grants_transcript OR EXISTS (
          SELECT 1 FROM task_grants AS g WHERE g.message_id = ${messageId} AND g.task_id = t.task_id))))
    ORDER BY by_transcript LIMIT 1`.execute(connection);
  const [row] = rows;
  return row && { customerId: row.customer_id, byTranscript: row.by_transcript };
};

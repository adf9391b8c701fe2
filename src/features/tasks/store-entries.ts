import { sql } from 'kysely';
import type { AgentId, AtMs, ConversationId, TaskId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';
import type { TaskEntriesTable } from './tables.ts';

export type EntryKind =
  | 'opened'
  | 'taken'
  | 'assigned'
  | 'released'
  | 'said'
  | 'checked'
  | 'unchecked'
  | 'rescheduled'
  | 'granted'
  | 'returned'
  | 'sent_again'
  | 'done'
  | 'withdrawn';

/** Ids and times, never words. */
export interface EntryData {
  readonly to?: string | null;
  readonly dueAt?: AtMs;
  readonly expectedAt?: AtMs;
  readonly itemId?: string;
  readonly transcript?: boolean;
  readonly messages?: number;
}

export interface EntryRecord {
  readonly entryId: string;
  readonly taskId: TaskId;
  readonly at: AtMs;
  readonly authorId: AgentId;
  readonly kind: EntryKind;
  readonly data: EntryData;
  readonly sealed: Uint8Array | null;
  readonly clientEntryId: string | null;
  readonly bodyHash: Uint8Array | null;
}

const toRecord = (row: TaskEntriesTable): EntryRecord => ({
  entryId: row.entry_id,
  taskId: row.task_id,
  at: row.at.getTime(),
  authorId: row.author_id,
  kind: row.kind as EntryKind,
  data: row.data as EntryData,
  sealed: row.sealed,
  clientEntryId: row.client_entry_id,
  bodyHash: row.body_hash,
});

export const insertEntry = async (trx: Transaction, entry: EntryRecord): Promise<void> => {
  await sql`
    INSERT INTO task_entries (entry_id, task_id, at, author_id, kind, data, sealed, client_entry_id, body_hash)
    VALUES (${entry.entryId}, ${entry.taskId}, ${new Date(entry.at)}, ${entry.authorId}, ${entry.kind},
      ${JSON.stringify(entry.data)}::text::jsonb, ${entry.sealed}, ${entry.clientEntryId},
      ${entry.bodyHash})`.execute(trx);
};

/** What was said under this id before. */
export const findSaid = async (
  connection: Connection,
  authorId: AgentId,
  clientEntryId: string,
): Promise<EntryRecord | undefined> => {
  const row = await connection
    .selectFrom('task_entries')
    .selectAll()
    .where('author_id', '=', authorId)
    .where('client_entry_id', '=', clientEntryId)
    .executeTakeFirst();
  return row && toRecord(row);
};

/** The newest, in order. */
export const listEntries = async (
  connection: Connection,
  taskId: TaskId,
  limit: number,
): Promise<readonly EntryRecord[]> => {
  const rows = await connection
    .selectFrom('task_entries')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('at', 'desc')
    .orderBy('entry_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toRecord).reverse();
};

export const countEntries = async (connection: Connection, taskId: TaskId): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM task_entries WHERE task_id = ${taskId}`.execute(connection);
  return rows[0]?.count ?? 0;
};

export interface GrantedMessage {
  readonly seq: number;
  readonly messageId: string;
}

export const listGrants = async (
  connection: Connection,
  taskId: TaskId,
): Promise<readonly GrantedMessage[]> => {
  const { rows } = await sql<{ seq: number; message_id: string }>`
    SELECT seq, message_id FROM task_grants WHERE task_id = ${taskId} ORDER BY seq`.execute(
    connection,
  );
  return rows.map((row) => ({ seq: Number(row.seq), messageId: row.message_id }));
};

/** What is granted from now on, in the place of what was. */
export const replaceGrants = async (
  trx: Transaction,
  taskId: TaskId,
  {
    transcript,
    messages,
  }: { readonly transcript: boolean; readonly messages: readonly GrantedMessage[] },
): Promise<void> => {
  await sql`UPDATE tasks SET grants_transcript = ${transcript} WHERE task_id = ${taskId}`.execute(
    trx,
  );
  await sql`DELETE FROM task_grants WHERE task_id = ${taskId}`.execute(trx);
  if (messages.length === 0) return;
  await sql`INSERT INTO task_grants (task_id, seq, message_id)
    SELECT ${taskId}, seq, message_id FROM unnest(${messages.map(({ seq }) => seq)}::bigint[],
      ${messages.map(({ messageId }) => messageId)}::uuid[]) AS g (seq, message_id)`.execute(trx);
};

/** Notes how often a request was passed on; it counts while the request is under way. Gives how often that was before. */
export const notePasses = async (
  trx: Transaction,
  row: {
    readonly conversationId: ConversationId;
    readonly passes: number;
    readonly isActive: boolean;
    /** Null: it was not passed on now. */
    readonly passedAt: AtMs | null;
  },
): Promise<number> => {
  const { conversationId, passes, isActive, passedAt } = row;
  const { rows } = await sql<{ passes: number }>`
    SELECT passes FROM passed_around WHERE conversation_id = ${conversationId}`.execute(trx);
  const before = rows[0]?.passes ?? 0;
  if (passedAt === null) {
    await sql`UPDATE passed_around SET is_active = ${isActive} WHERE conversation_id = ${conversationId}`.execute(
      trx,
    );
    return before;
  }
  await sql`INSERT INTO passed_around (conversation_id, passes, is_active, passed_at)
    VALUES (${conversationId}, ${passes}, ${isActive}, ${new Date(passedAt)})
    ON CONFLICT (conversation_id) DO UPDATE SET passes = excluded.passes, is_active = excluded.is_active,
      passed_at = excluded.passed_at`.execute(trx);
  return before;
};

export const listPassedAround = async (
  connection: Connection,
  from: number,
  limit: number,
): Promise<readonly { readonly conversationId: ConversationId; readonly passedAt: AtMs }[]> => {
  const { rows } = await sql<{ conversation_id: ConversationId; passed_at: Date }>`
    SELECT conversation_id, passed_at FROM passed_around WHERE is_active AND passes >= ${from}
    ORDER BY passes DESC, passed_at DESC LIMIT ${limit}`.execute(connection);
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    passedAt: row.passed_at.getTime(),
  }));
};

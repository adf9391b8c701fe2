import { sql } from 'kysely';
import type { ConversationId } from '../../core/ids.ts';
import type { ListClock } from '../../core/views/conditions.ts';
import type { Connection } from '../../ports/database.ts';

interface ConversationClocksTable {
  conversation_id: string;
  due_at: Date;
  late: boolean;
}

declare module '../../ports/database.ts' {
  interface Tables {
    conversation_clocks: ConversationClocksTable;
  }
}

/** The same for several at once. */
export const setClocks = async (
  connection: Connection,
  clocks: ReadonlyMap<ConversationId, ListClock | null>,
): Promise<void> => {
  const stopped = [...clocks].flatMap(([id, clock]) => (clock === null ? [id] : []));
  const rows = [...clocks]
    .flatMap(([id, clock]) => (clock === null ? [] : [{ id, due: clock.dueAt, late: clock.late }]))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (stopped.length > 0)
    await sql`DELETE FROM conversation_clocks WHERE conversation_id = ANY(${stopped}::uuid[])`.execute(
      connection,
    );
  if (rows.length === 0) return;
  await sql`
    INSERT INTO conversation_clocks AS k (conversation_id, due_at, late)
    SELECT r.id, to_timestamp(r.due / 1000.0), r.late
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS r(id uuid, due float8, late boolean)
    ON CONFLICT (conversation_id) DO UPDATE SET due_at = excluded.due_at, late = excluded.late
    WHERE (k.due_at, k.late) IS DISTINCT FROM (excluded.due_at, excluded.late)`.execute(connection);
};

/** Says which due time of the conversation comes first, for its row and for views; null where none runs. */
export const setClock = async (
  connection: Connection,
  conversationId: ConversationId,
  clock: ListClock | null,
): Promise<void> => {
  if (clock === null) {
    await sql`DELETE FROM conversation_clocks WHERE conversation_id = ${conversationId}`.execute(
      connection,
    );
    return;
  }
  await sql`
    INSERT INTO conversation_clocks (conversation_id, due_at, late)
    VALUES (${conversationId}, to_timestamp(${clock.dueAt} / 1000.0::float8), ${clock.late})
    ON CONFLICT (conversation_id) DO UPDATE SET due_at = excluded.due_at, late = excluded.late`.execute(
    connection,
  );
};

export const readClocks = async (
  connection: Connection,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, ListClock>> => {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ conversation_id: ConversationId; due_at: Date; late: boolean }>`
    SELECT conversation_id, due_at, late FROM conversation_clocks
    WHERE conversation_id = ANY(${ids}::uuid[])`.execute(connection);
  return new Map(
    rows.map((row) => [row.conversation_id, { dueAt: row.due_at.getTime(), late: row.late }]),
  );
};

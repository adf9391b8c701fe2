import { sql } from 'kysely';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import type { Connection, Database, Transaction } from '../../ports/database.ts';

/** For each follower by name: up to which seq it has taken in the log. */
export type Cursors = Readonly<Record<string, number>>;

/** Registers followers; tells since when each has followed. What was said before is not news to it. */
export const beginFollowing = async (
  database: Database,
  names: readonly string[],
): Promise<ReadonlyMap<string, AtMs>> => {
  await sql`INSERT INTO followers (name) SELECT unnest(${names}::text[]) ON CONFLICT DO NOTHING`.execute(
    database,
  );
  const { rows } = await sql<{ name: string; since: number }>`
    SELECT name, floor(extract(epoch FROM since) * 1000)::bigint AS since FROM followers`.execute(
    database,
  );
  return new Map(rows.map(({ name, since }) => [name, since]));
};

interface CursorsRow {
  readonly id: ConversationId;
  readonly cursors: Cursors;
}

const byId = (rows: readonly CursorsRow[]): ReadonlyMap<ConversationId, Cursors> =>
  new Map(rows.map(({ id, cursors }) => [id, cursors]));

/** Those of conversations that nobody has followed yet are absent. */
export const readCursors = async (
  connection: Connection,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, Cursors>> => {
  const { rows } = await sql<CursorsRow>`
    SELECT conversation_id AS id, cursors FROM follow_cursors WHERE conversation_id = ANY(${ids}::uuid[])`.execute(
    connection,
  );
  return byId(rows);
};

/**
 * One at a time follows these conversations for whoever holds this. All of them are there then. The transaction does not
 * wait for the disk at its end: cursors and what they stand for come and go together, and a duty that is struck off
 * after it cannot outlive it.
 */
export const lockCursors = async (
  trx: Transaction,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, Cursors>> => {
  // Written, so that it is locked also where another has just made it; in the same order by everyone.
  const { rows } = await sql<CursorsRow>`
    INSERT INTO follow_cursors AS f (conversation_id)
    SELECT id FROM set_config('synchronous_commit', 'off', true) AS unsynced, unnest(${ids}::uuid[]) AS id ORDER BY id
    ON CONFLICT (conversation_id) DO UPDATE SET conversation_id = f.conversation_id
    RETURNING conversation_id AS id, cursors`.execute(trx);
  return byId(rows);
};

export const moveCursors = async (
  trx: Transaction,
  moved: ReadonlyMap<ConversationId, Cursors>,
): Promise<void> => {
  const ids = [...moved.keys()];
  // By their ids: a join with what is given would be planned as if most of the table were meant.
  await sql`
    UPDATE follow_cursors
    SET cursors = cursors || (${JSON.stringify(Object.fromEntries(moved))}::text::jsonb -> conversation_id::text)
    WHERE conversation_id = ANY(${ids}::uuid[])`.execute(trx);
};

/** All who follow take the log up to here for known: it is the past of another system. */
export const passOver = async (
  trx: Transaction,
  logs: readonly { readonly conversationId: ConversationId; readonly seq: number }[],
): Promise<void> => {
  await sql`INSERT INTO follow_cursors AS f (conversation_id, cursors)
    SELECT l."conversationId", coalesce((SELECT jsonb_object_agg(name, l.seq) FROM followers), '{}')
    FROM jsonb_to_recordset(${JSON.stringify(logs)}::text::jsonb) AS l("conversationId" uuid, seq bigint)
    ON CONFLICT (conversation_id) DO UPDATE SET cursors = f.cursors || excluded.cursors`.execute(
    trx,
  );
};

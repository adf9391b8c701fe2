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

export const readCursors = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<Cursors> => {
  const { rows } = await sql<{ cursors: Cursors }>`
    SELECT cursors FROM follow_cursors WHERE conversation_id = ${conversationId}`.execute(
    connection,
  );
  return rows[0]?.cursors ?? {};
};

/** One at a time follows a conversation for whoever holds this. */
export const lockCursors = async (
  trx: Transaction,
  conversationId: ConversationId,
): Promise<Cursors> => {
  await sql`INSERT INTO follow_cursors (conversation_id) VALUES (${conversationId}) ON CONFLICT DO NOTHING`.execute(
    trx,
  );
  const { rows } = await sql<{ cursors: Cursors }>`
    SELECT cursors FROM follow_cursors WHERE conversation_id = ${conversationId} FOR UPDATE`.execute(
    trx,
  );
  return rows[0]?.cursors ?? {};
};

export const moveCursors = async (
  trx: Transaction,
  conversationId: ConversationId,
  moved: Cursors,
): Promise<void> => {
  await sql`UPDATE follow_cursors SET cursors = cursors || ${JSON.stringify(moved)}::text::jsonb
    WHERE conversation_id = ${conversationId}`.execute(trx);
};

/** All who follow take the log up to here for known: it is the past of another system. */
export const passOver = async (
  trx: Transaction,
  conversationId: ConversationId,
  seq: number,
): Promise<void> => {
  await sql`INSERT INTO follow_cursors AS f (conversation_id, cursors)
    SELECT ${conversationId}::uuid, coalesce(jsonb_object_agg(name, ${seq}::bigint), '{}') FROM followers
    ON CONFLICT (conversation_id) DO UPDATE SET cursors = f.cursors || excluded.cursors`.execute(
    trx,
  );
};

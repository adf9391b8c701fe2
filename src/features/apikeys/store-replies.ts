import { sql } from 'kysely';
import type { Connection } from '../../ports/database.ts';

interface ApiRepliesTable {
  key_id: string;
  idempotency_hash: Uint8Array;
  request_hash: Uint8Array;
  reply_sealed: Uint8Array | null;
  claimed_at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    api_replies: ApiRepliesTable;
  }
}

/** One use of an Idempotency-Key by a key. */
export interface ReplyPlace {
  readonly keyId: string;
  readonly idempotencyHash: Uint8Array;
}

export interface KeptReply {
  readonly requestHash: Uint8Array;
  /** Null while it is being done, or where it broke off. */
  readonly sealed: Uint8Array | null;
  readonly ageMs: number;
}

const DAY = sql`interval '24 hours'`;

/** True for the one who may do it: nobody else has within a day. */
export const claimReply = async (
  connection: Connection,
  { keyId, idempotencyHash }: ReplyPlace,
  requestHash: Uint8Array,
): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO api_replies AS r (key_id, idempotency_hash, request_hash)
    VALUES (${keyId}, ${idempotencyHash}, ${requestHash})
    ON CONFLICT (key_id, idempotency_hash) DO UPDATE
      SET request_hash = excluded.request_hash, reply_sealed = NULL, claimed_at = clock_timestamp()
      WHERE r.claimed_at < clock_timestamp() - ${DAY}
    RETURNING 1`.execute(connection);
  return rows.length > 0;
};

export const findReply = async (
  connection: Connection,
  { keyId, idempotencyHash }: ReplyPlace,
): Promise<KeptReply | undefined> => {
  const { rows } = await sql<{
    request_hash: Uint8Array;
    reply_sealed: Uint8Array | null;
    age: string;
  }>`
    SELECT request_hash, reply_sealed,
      extract(epoch FROM clock_timestamp() - claimed_at) * 1000 AS age
    FROM api_replies WHERE key_id = ${keyId} AND idempotency_hash = ${idempotencyHash}`.execute(
    connection,
  );
  const [row] = rows;
  return row && { requestHash: row.request_hash, sealed: row.reply_sealed, ageMs: Number(row.age) };
};

export const keepReply = async (
  connection: Connection,
  { keyId, idempotencyHash }: ReplyPlace,
  sealed: Uint8Array,
): Promise<void> => {
  await sql`UPDATE api_replies SET reply_sealed = ${sealed}
    WHERE key_id = ${keyId} AND idempotency_hash = ${idempotencyHash}`.execute(connection);
};

/** Nothing was done under it: it may be used again. */
export const dropReply = async (
  connection: Connection,
  { keyId, idempotencyHash }: ReplyPlace,
): Promise<void> => {
  await sql`DELETE FROM api_replies
    WHERE key_id = ${keyId} AND idempotency_hash = ${idempotencyHash}`.execute(connection);
};

/** Those older than a day go. Returns how many. */
export const purgeReplies = async (connection: Connection): Promise<number> => {
  const { numAffectedRows } = await sql`
    DELETE FROM api_replies WHERE claimed_at < clock_timestamp() - ${DAY}`.execute(connection);
  return Number(numAffectedRows ?? 0n);
};

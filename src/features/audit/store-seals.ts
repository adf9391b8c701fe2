import { sql } from 'kysely';
import type { Connection, Transaction } from '../../ports/database.ts';
import type { SealContent } from './hash-seal.ts';

export const SOURCES = ['audit_events', 'access_events'] as const;
export type Source = (typeof SOURCES)[number];

/** Every column, in an order that never changes; a time as whole microseconds. */
const TEXT_OF = {
  audit_events:
    sql.raw(`jsonb_build_array(audit_id, (extract(epoch FROM at) * 1000000)::bigint, actor_kind, actor_id,
    action, subject_kind, subject_id, data, from_address, session_id)::text`),
  access_events:
    sql.raw(`jsonb_build_array(access_id, (extract(epoch FROM at) * 1000000)::bigint, agent_id,
    subject_kind, subject_id, customer_id, reason, from_address, session_id)::text`),
} as const;
const ID_OF = { audit_events: sql.ref('audit_id'), access_events: sql.ref('access_id') } as const;

export interface RowText {
  readonly id: number;
  readonly text: string;
}

/** Rows after one id up to another, in order, at most `limit`. */
export const readRows = async (
  connection: Connection,
  source: Source,
  after: number,
  upTo: number,
  limit: number,
): Promise<readonly RowText[]> => {
  const id = ID_OF[source];
  const { rows } = await sql<RowText>`
    SELECT ${id} AS id, ${TEXT_OF[source]} AS text FROM ${sql.table(source)}
    WHERE ${id} > ${after} AND ${id} <= ${upTo} ORDER BY ${id} LIMIT ${limit}`.execute(connection);
  return rows;
};

/** The highest id that can be seen; 0 without rows. */
export const newestId = async (connection: Connection, source: Source): Promise<number> => {
  const { rows } = await sql<{ id: number }>`
    SELECT coalesce(max(${ID_OF[source]}), 0) AS id FROM ${sql.table(source)}`.execute(connection);
  return Number(rows[0]?.id ?? 0);
};

/**
 * Transactions that write into the table now. Each took this lock before it took an id, so once all of them have ended,
 * no row can appear below an id that was seen before this was asked.
 */
export const listWriters = async (
  connection: Connection,
  source: Source,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ writer: string }>`
    SELECT DISTINCT virtualtransaction AS writer FROM pg_locks
    WHERE locktype = 'relation' AND relation = ${source}::regclass AND mode = 'RowExclusiveLock'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`.execute(
    connection,
  );
  return rows.map(({ writer }) => writer);
};

export interface Seal extends SealContent {
  readonly hash: Uint8Array;
  readonly sealedAt: number;
}

interface SealRow {
  readonly seal_id: number;
  readonly source: Source;
  readonly from_id: number;
  readonly to_id: number;
  readonly row_ids: readonly (number | string)[];
  readonly row_hashes: Uint8Array;
  readonly previous_hash: Uint8Array;
  readonly hash: Uint8Array;
  readonly sealed_at: Date;
}

const toSeal = (row: SealRow): Seal & { readonly source: Source } => ({
  sealId: Number(row.seal_id),
  source: row.source,
  fromId: Number(row.from_id),
  toId: Number(row.to_id),
  rowIds: row.row_ids.map(Number),
  rowHashes: row.row_hashes,
  previousHash: row.previous_hash,
  hash: row.hash,
  sealedAt: row.sealed_at.getTime(),
});

/** The newest seal; undefined before the first. */
export const readHead = async (connection: Connection): Promise<Seal | undefined> => {
  const { rows } = await sql<SealRow>`
    SELECT * FROM audit_seals ORDER BY seal_id DESC LIMIT 1`.execute(connection);
  return rows[0] && toSeal(rows[0]);
};

/** Up to which id a table is sealed. */
export const sealedUpTo = async (connection: Connection, source: Source): Promise<number> => {
  const { rows } = await sql<{ id: number }>`
    SELECT coalesce(max(to_id), 0) AS id FROM audit_seals WHERE source = ${source}`.execute(
    connection,
  );
  return Number(rows[0]?.id ?? 0);
};

export const insertSeal = async (
  trx: Transaction,
  seal: SealContent & { readonly hash: Uint8Array },
): Promise<void> => {
  await sql`
    INSERT INTO audit_seals (seal_id, source, from_id, to_id, row_ids, row_hashes, previous_hash, hash, sealed_at)
    VALUES (${seal.sealId}, ${seal.source}, ${seal.fromId}, ${seal.toId}, ${[...seal.rowIds]}::bigint[],
      ${seal.rowHashes}, ${seal.previousHash}, ${seal.hash}, clock_timestamp())`.execute(trx);
};

/** Seals in the order of the chain. */
export const readSeals = async (
  connection: Connection,
  after: number,
  limit: number,
): Promise<readonly (Seal & { readonly source: Source })[]> => {
  const { rows } = await sql<SealRow>`
    SELECT * FROM audit_seals WHERE seal_id > ${after} ORDER BY seal_id LIMIT ${limit}`.execute(
    connection,
  );
  return rows.map(toSeal);
};

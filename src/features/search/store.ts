import { sql } from 'kysely';
import type { AtMs, ConversationId, MessageId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface SearchEntriesTable {
  entry_no: number;
  message_id: string;
  conversation_id: string;
  seq: number;
  at: Date;
  tokens: number[];
}

interface SearchStretchesTable {
  stretch: number;
  first_at: Date;
  last_at: Date;
}

interface SearchHistoryTable {
  one: boolean;
  before_id: string | null;
  began_at: Date | null;
  ended_at: Date | null;
}

declare module '../../ports/database.ts' {
  interface Tables {
    search_entries: SearchEntriesTable;
    search_stretches: SearchStretchesTable;
    search_history: SearchHistoryTable;
  }
}

export interface Entry {
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly seq: number;
  readonly at: AtMs;
  /** Whole numbers below 2^32. */
  readonly tokens: readonly number[];
  /** It was said elsewhere first, and may have an entry of there. */
  readonly carried: boolean;
}

/** Entries of one stretch: the index is gone through stretch by stretch, the newest first. Power of two. */
const STRETCH_BITS = 13;
const TOKEN_BITS = 32;

const KEYS = sql.raw(
  `ARRAY(SELECT ((no >> ${STRETCH_BITS}) << ${TOKEN_BITS}) | token FROM unnest(tokens) AS token)`,
);

/** What was carried gets an entry in the place of its earlier one. Entries of words that were rewritten are gone already. */
export const putEntries = async (trx: Transaction, entries: readonly Entry[]): Promise<void> => {
  const carried = entries.filter((entry) => entry.carried).map(({ messageId }) => messageId);
  if (carried.length > 0)
    await sql`DELETE FROM search_entries WHERE message_id = ANY(${carried}::uuid[])`.execute(trx);
  await insertEntries(trx, entries, 'search_entry_numbers');
};

/** What was said before the index was: counted down, so it is to be given newest first. What has an entry keeps it. */
export const addHistory = (trx: Transaction, entries: readonly Entry[]): Promise<void> =>
  insertEntries(trx, entries, 'search_history_numbers');

const insertEntries = async (
  trx: Transaction,
  entries: readonly Entry[],
  numbers: 'search_entry_numbers' | 'search_history_numbers',
): Promise<void> => {
  if (entries.length === 0) return;
  const rows = entries.map(({ messageId, conversationId, seq, at, tokens }, place) => ({
    o: place,
    m: messageId,
    c: conversationId,
    s: seq,
    a: at,
    t: `{${tokens.join(',')}}`,
  }));
  await sql`
    WITH given AS (
      SELECT m, c, s, a, t::bigint[] AS tokens
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS g(o int, m uuid, c uuid, s bigint, a float8, t text)
      ORDER BY o
    ), numbered AS MATERIALIZED (SELECT nextval(${numbers}) AS no, given.* FROM given),
    written AS (
      INSERT INTO search_entries (entry_no, message_id, conversation_id, seq, at, tokens)
      SELECT no, m, c, s, to_timestamp(a / 1000.0), ${KEYS} FROM numbered
      ON CONFLICT (message_id) DO NOTHING RETURNING entry_no, at
    ), reached AS (
      SELECT entry_no >> ${sql.raw(String(STRETCH_BITS))} AS stretch, date_trunc('hour', min(at)) AS first_at,
        date_trunc('hour', max(at)) + interval '1 hour' AS last_at
      FROM written GROUP BY 1 ORDER BY 1
    )
    INSERT INTO search_stretches AS s (stretch, first_at, last_at)
    SELECT r.stretch, r.first_at, r.last_at FROM reached r
    -- Seldom anything to write: those who write entries at the same time do not wait for each other.
    WHERE NOT EXISTS (SELECT 1 FROM search_stretches k
      WHERE k.stretch = r.stretch AND k.first_at <= r.first_at AND k.last_at >= r.last_at)
    ON CONFLICT (stretch) DO UPDATE SET first_at = least(s.first_at, excluded.first_at),
      last_at = greatest(s.last_at, excluded.last_at)`.execute(trx);
};

export interface Range {
  readonly newest: number;
  readonly oldest: number;
}

/** The part of the index in which entries from one time to another are; undefined where there are none. */
export const narrow = async (
  connection: Connection,
  from: AtMs | null,
  to: AtMs | null,
): Promise<Range | undefined> => {
  const { rows } = await sql<{ newest: number | null; oldest: number | null }>`
    SELECT max(stretch) AS newest, min(stretch) AS oldest FROM search_stretches
    WHERE ${from === null ? sql`true` : sql`last_at >= to_timestamp(${from} / 1000.0::float8)`}
      AND ${to === null ? sql`true` : sql`first_at < to_timestamp(${to} / 1000.0::float8)`}`.execute(
    connection,
  );
  const { newest, oldest } = rows[0] ?? { newest: null, oldest: null };
  return newest === null || oldest === null
    ? undefined
    : { newest: startOf(newest + 1) - 1, oldest: startOf(oldest) };
};

export interface Candidate {
  readonly entryNo: number;
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly seq: number;
  readonly at: AtMs;
}

export interface CandidateRequest {
  readonly tokens: readonly number[];
  /** Numbers below this one … */
  readonly before: number;
  /** … in so many stretches, the one of `before - 1` first. */
  readonly stretches: number;
  readonly from: AtMs | null;
  readonly to: AtMs | null;
  readonly limit: number;
}

export const stretchOf = (entryNo: number): number => Math.floor(entryNo / 2 ** STRETCH_BITS);
/** The first number of a stretch. */
export const startOf = (stretch: number): number => stretch * 2 ** STRETCH_BITS;

interface CandidateRow {
  entry_no: number;
  message_id: MessageId;
  conversation_id: ConversationId;
  seq: number;
  at: Date;
}

/** Entries with all tokens, the newest first. In each stretch the index is asked once, whatever the planner believes. */
export const findCandidates = async (
  connection: Connection,
  request: CandidateRequest,
): Promise<readonly Candidate[]> => {
  const { tokens, before, stretches, from, to, limit } = request;
  const newest = stretchOf(before - 1);
  const keys = sql.join(
    tokens.map((token) => sql`(b.no << ${sql.raw(String(TOKEN_BITS))}) | ${token}::bigint`),
  );
  const time = (at: AtMs) => sql`to_timestamp(${at} / 1000.0::float8)`;
  const { rows } = await sql<CandidateRow>`
    SELECT e.* FROM generate_series(${newest}::bigint, ${newest - stretches + 1}::bigint, -1) AS b(no)
    CROSS JOIN LATERAL (
      SELECT entry_no, message_id, conversation_id, seq, at FROM search_entries
      WHERE tokens @> ARRAY[${keys}] OFFSET 0
    ) AS e
    WHERE e.entry_no < ${before}
      ${from === null ? sql`` : sql`AND e.at >= ${time(from)}`} ${to === null ? sql`` : sql`AND e.at < ${time(to)}`}
    ORDER BY e.entry_no DESC LIMIT ${limit}`.execute(connection);
  return rows.map((row) => ({
    entryNo: row.entry_no,
    messageId: row.message_id,
    conversationId: row.conversation_id,
    seq: row.seq,
    at: row.at.getTime(),
  }));
};

export interface History {
  readonly beforeId: ConversationId | null;
  readonly beganAt: AtMs;
  readonly ended: boolean;
}

/** How far what was there before has been taken in; one at a time goes on with it. */
export const lockHistory = async (trx: Transaction): Promise<History> => {
  const { rows } = await sql<{
    before_id: ConversationId | null;
    began_at: Date;
    ended: boolean;
  }>`
    UPDATE search_history SET began_at = coalesce(began_at, clock_timestamp())
    RETURNING before_id, began_at, ended_at IS NOT NULL AS ended`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error('search_history has lost its row');
  return { beforeId: row.before_id, beganAt: row.began_at.getTime(), ended: row.ended };
};

export const moveHistory = async (
  trx: Transaction,
  beforeId: ConversationId | null,
): Promise<void> => {
  await sql`UPDATE search_history SET before_id = coalesce(${beforeId}::uuid, before_id),
    ended_at = ${beforeId === null ? sql`clock_timestamp()` : sql`NULL`}`.execute(trx);
};

/** Begins anew with all that was said until now: conversations of another system were taken over. */
export const beginHistoryAgain = async (trx: Transaction): Promise<void> => {
  await sql`UPDATE search_history SET before_id = NULL, ended_at = NULL, began_at = clock_timestamp()`.execute(
    trx,
  );
};

export const isHistoryComplete = async (connection: Connection): Promise<boolean> => {
  const { rows } = await sql<{ ended: boolean }>`
    SELECT ended_at IS NOT NULL AS ended FROM search_history`.execute(connection);
  return rows[0]?.ended === true;
};

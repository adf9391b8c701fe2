import { sql } from 'kysely';
import type { AtMs, ConversationId } from '../../core/ids.ts';
import type { SlaBook } from '../../core/sla/policy.ts';
import type { SlaProgress } from '../../core/sla/progress.ts';
import type { BookVersion } from '../../core/sla/timeline.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface SlaBooksTable {
  version: number;
  valid_from: Date;
  published_by: string | null;
  published_at: Date;
  book: unknown;
}

interface SlaClocksTable {
  conversation_id: string;
  last_seq: number;
  running: boolean;
  progress: unknown;
}

declare module '../../ports/database.ts' {
  interface Tables {
    sla_books: SlaBooksTable;
    sla_clocks: SlaClocksTable;
  }
}

/** A version of the book as it was published. */
export interface Publication extends BookVersion {
  readonly publishedAt: AtMs;
  readonly publishedBy: string | null;
}

interface BookRow {
  readonly version: number;
  readonly valid_from: Date;
  readonly published_at: Date;
  readonly published_by: string | null;
  readonly book: SlaBook;
}

const toPublication = (row: BookRow): Publication => ({
  version: row.version,
  from: row.valid_from.getTime(),
  publishedAt: row.published_at.getTime(),
  publishedBy: row.published_by,
  book: row.book,
});

/** The versions after one, in order. */
export const listBooks = async (
  connection: Connection,
  after: number,
): Promise<readonly Publication[]> => {
  const { rows } = await sql<BookRow>`
    SELECT * FROM sla_books WHERE version > ${after} ORDER BY version`.execute(connection);
  return rows.map(toPublication);
};

export interface NewBook {
  readonly version: number;
  /** From when it holds, counted from now. */
  readonly inMs: number;
  readonly publishedBy: string | null;
  readonly book: SlaBook;
}

/** From when it holds; null when somebody published this version first. */
export const insertBook = async (connection: Connection, made: NewBook): Promise<AtMs | null> => {
  const { rows } = await sql<{ valid_from: Date }>`
    INSERT INTO sla_books (version, valid_from, published_by, book)
    VALUES (${made.version}, clock_timestamp() + make_interval(secs => ${made.inMs / 1_000}),
      ${made.publishedBy}, ${JSON.stringify(made.book)}::text::jsonb)
    ON CONFLICT (version) DO NOTHING RETURNING valid_from`.execute(connection);
  return rows[0]?.valid_from.getTime() ?? null;
};

/** What is kept of a conversation's promises, up to `lastSeq` of its log. */
export interface KeptProgress {
  readonly conversationId: ConversationId;
  readonly lastSeq: number;
  readonly progress: SlaProgress;
}

interface ProgressRow {
  readonly conversation_id: ConversationId;
  readonly last_seq: number;
  readonly progress: SlaProgress;
}

const toKept = (row: ProgressRow): KeptProgress => ({
  conversationId: row.conversation_id,
  lastSeq: Number(row.last_seq),
  progress: row.progress,
});

const byId = (rows: readonly ProgressRow[]): ReadonlyMap<ConversationId, KeptProgress> =>
  new Map(rows.map((row) => [row.conversation_id, toKept(row)]));

/** Locks what is kept of these, in the same order as everyone does. */
export const lockProgress = async (
  trx: Transaction,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, KeptProgress>> => {
  const { rows } = await sql<ProgressRow>`
    SELECT * FROM sla_clocks WHERE conversation_id = ANY(${ids}::uuid[])
    ORDER BY conversation_id FOR UPDATE`.execute(trx);
  return byId(rows);
};

export const readProgress = async (
  connection: Connection,
  ids: readonly ConversationId[],
): Promise<ReadonlyMap<ConversationId, KeptProgress>> => {
  const { rows } = await sql<ProgressRow>`
    SELECT * FROM sla_clocks WHERE conversation_id = ANY(${ids}::uuid[])`.execute(connection);
  return byId(rows);
};

/** Keeps what is further than what is kept already. */
export const writeProgress = async (
  connection: Connection,
  kept: readonly KeptProgress[],
): Promise<void> => {
  if (kept.length === 0) return;
  const rows = kept
    .map(({ conversationId, lastSeq, progress }) => ({
      id: conversationId,
      seq: lastSeq,
      running: progress.spans.some(({ endedAt }) => endedAt === null),
      progress,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  await sql`
    INSERT INTO sla_clocks AS k (conversation_id, last_seq, running, progress)
    SELECT r.id, r.seq, r.running, r.progress
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      AS r(id uuid, seq bigint, running boolean, progress jsonb)
    ON CONFLICT (conversation_id) DO UPDATE SET last_seq = excluded.last_seq,
      running = excluded.running, progress = excluded.progress
    WHERE k.last_seq < excluded.last_seq`.execute(connection);
};

/** Conversations in which something runs, by id, after one. */
export const listRunning = async (
  connection: Connection,
  after: string,
  limit: number,
): Promise<readonly ConversationId[]> => {
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    SELECT conversation_id FROM sla_clocks
    WHERE running AND conversation_id > ${after}::uuid ORDER BY conversation_id LIMIT ${limit}`.execute(
    connection,
  );
  return rows.map((row) => row.conversation_id);
};

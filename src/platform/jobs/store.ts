import { sql } from 'kysely';
import type { Connection, Database } from '../../ports/database.ts';
import type { DueItem } from '../../ports/due-work.ts';

export interface ClaimedWork {
  readonly work_key: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempts: number;
  readonly claim_epoch: number;
}

/**
 * The statement does not wait for the disk. What a crash makes undone of taking and striking off is done again, as it is
 * when a process dies between the two; and whoever writes the same duty meanwhile does not wait for the disk either.
 */
const UNSYNCED = sql.raw(`set_config('synchronous_commit', 'off', true) AS unsynced`);

/** Words in the code, numbers in the index. */
const URGENCY = sql.raw(`CASE i.urgency WHEN 'security' THEN 0 WHEN 'later' THEN 2 ELSE 1 END`);

export const insertDueWork = async (
  connection: Connection,
  items: readonly DueItem[],
): Promise<void> => {
  const duties = items.filter(({ again }) => again);
  await insertOnce(
    connection,
    items.filter(({ again }) => !again),
  );
  await insertDuties(connection, duties);
};

/**
 * A duty that waits becomes due at the earlier of both times. One that is being done is taken from whoever does it:
 * they cannot finish it, so it is done again from the beginning, and nothing that came meanwhile is overlooked.
 */
const insertDuties = async (connection: Connection, items: readonly DueItem[]): Promise<void> => {
  if (items.length === 0) return;
  const once = new Map<string, DueItem>();
  for (const item of items) {
    const known = once.get(item.key);
    if (known === undefined || item.dueAt < known.dueAt) once.set(item.key, item);
  }
  const sorted = [...once.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  await sql`
    INSERT INTO due_work AS w (work_key, kind, payload, due_at, urgency)
    SELECT i.key, i.kind, i.payload, to_timestamp(i."dueAt" / 1000.0), ${URGENCY}
    FROM jsonb_to_recordset(${JSON.stringify(sorted)}::text::jsonb)
      AS i(key text, kind text, payload jsonb, "dueAt" double precision, urgency text)
    ON CONFLICT (work_key) DO UPDATE SET urgency = excluded.urgency,
      due_at = CASE WHEN w.claimed_until IS NULL AND w.failed_at IS NULL
        THEN least(w.due_at, excluded.due_at) ELSE excluded.due_at END,
      claim_epoch = w.claim_epoch + CASE WHEN w.claimed_until IS NULL THEN 0 ELSE 1 END,
      claimed_until = NULL, attempts = 0, failed_at = NULL, last_error = NULL`.execute(connection);
};

const insertOnce = async (connection: Connection, items: readonly DueItem[]): Promise<void> => {
  if (items.length === 0) return;
  await sql`
    INSERT INTO due_work (work_key, kind, payload, due_at, urgency)
    SELECT i.key, i.kind, i.payload, to_timestamp(i."dueAt" / 1000.0), ${URGENCY}
    FROM jsonb_to_recordset(${JSON.stringify(items)}::text::jsonb)
      AS i(key text, kind text, payload jsonb, "dueAt" double precision, urgency text)
    ON CONFLICT (work_key) DO NOTHING`.execute(connection);
};

/**
 * Takes up to `limit` pieces that are due, for `claimSeconds` on the database's clock: of each urgency those that have
 * waited longest, and none of a lesser one while the limit is reached by a higher; with `onlySecurity` none but those.
 */
export const claimDueWork = async (
  database: Database,
  limit: number,
  claimSeconds: number,
  onlySecurity = false,
): Promise<readonly ClaimedWork[]> => {
  const { rows } = await sql<ClaimedWork>`
    UPDATE due_work SET
      claimed_until = clock_timestamp() + make_interval(secs => ${claimSeconds}),
      claim_epoch = claim_epoch + 1,
      attempts = attempts + 1
    WHERE work_key IN (
      SELECT w.work_key FROM ${UNSYNCED}, generate_series(0, ${onlySecurity ? 0 : 2}::int) AS lane(urgency)
      CROSS JOIN LATERAL (
        SELECT work_key FROM due_work
        WHERE urgency = lane.urgency AND failed_at IS NULL AND due_at <= statement_timestamp()
          AND (claimed_until IS NULL OR claimed_until <= statement_timestamp())
        ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED) AS w
      LIMIT ${limit})
    RETURNING work_key, kind, payload, attempts, claim_epoch`.execute(database);
  return rows;
};

/** Does nothing with those whose claim has been lost meanwhile. */
export const finishDueWork = async (
  database: Database,
  works: readonly ClaimedWork[],
): Promise<void> => {
  const keys = works.map((work) => work.work_key);
  const epochs = Object.fromEntries(works.map((work) => [work.work_key, work.claim_epoch]));
  await sql`
    DELETE FROM due_work USING ${UNSYNCED} WHERE work_key = ANY(${keys}::text[])
      AND claim_epoch = (${JSON.stringify(epochs)}::text::jsonb ->> work_key)::bigint`.execute(
    database,
  );
};

/** Gives it back after `delaySeconds`, or for good when `giveUp`. */
export const returnDueWork = async (
  database: Database,
  work: ClaimedWork,
  error: string,
  delaySeconds: number,
  giveUp: boolean,
): Promise<void> => {
  await sql`
    UPDATE due_work SET claimed_until = NULL, last_error = ${error},
      due_at = clock_timestamp() + make_interval(secs => ${delaySeconds}),
      failed_at = CASE WHEN ${giveUp} THEN clock_timestamp() END
    WHERE work_key = ${work.work_key} AND claim_epoch = ${work.claim_epoch}`.execute(database);
};

export const countDueWork = async (
  database: Database,
): Promise<{ due: number; failed: number }> => {
  const { rows } = await sql<{ due: number; failed: number }>`
    SELECT count(*) FILTER (WHERE failed_at IS NULL AND due_at <= now()) AS due,
      count(*) FILTER (WHERE failed_at IS NOT NULL) AS failed FROM due_work`.execute(database);
  return rows[0] ?? { due: 0, failed: 0 };
};

/** Kinds of work that wait in the database. */
export const listKinds = async (database: Database): Promise<readonly string[]> => {
  const { rows } = await sql<{
    kind: string;
  }>`SELECT DISTINCT kind FROM due_work WHERE failed_at IS NULL`.execute(database);
  return rows.map((row) => row.kind);
};

import { sql } from 'kysely';
import type { ConversationId } from '../../core/ids.ts';
import type { WaitPromise } from '../../core/routing/decide-promise.ts';
import type { HandlingSample } from '../../core/routing/handling.ts';
import type { ArrivalRate } from '../../core/routing/wait-input.ts';
import type { WaitingItem } from '../../core/routing/work.ts';
import type { Category } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';

/** A stay in the queue that has begun. */
export interface QueueEntry {
  readonly item: WaitingItem;
  readonly queuedAt: number;
}

export const insertEntries = async (
  connection: Connection,
  entries: readonly QueueEntry[],
): Promise<void> => {
  if (entries.length === 0) return;
  const rows = entries.map(({ item, queuedAt }) => ({
    c: item.id,
    q: queuedAt,
    w: item.waitingSince,
    t: item.teamId,
    g: item.category,
    v: item.level,
    l: item.locale,
    i: item.tier,
    p: item.priority,
    u: item.units,
  }));
  await sql`
    INSERT INTO queue_entries
      (conversation_id, queued_at, waiting_since, team_id, category, level, locale, tier, priority, units)
    SELECT c, to_timestamp(q / 1000.0), to_timestamp(w / 1000.0), t, g, v, l, i, p, u
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      AS x(c uuid, q float8, w float8, t text, g text, v int, l text, i text, p text, u int)
    ON CONFLICT DO NOTHING`.execute(connection);
};

/** Those who wait no longer, with whether they left to an agent. */
export const endEntries = async (
  connection: Connection,
  ended: readonly { readonly conversationId: ConversationId; readonly assigned: boolean }[],
): Promise<void> => {
  if (ended.length === 0) return;
  const rows = ended.map(({ conversationId, assigned }) => ({ c: conversationId, a: assigned }));
  await sql`
    UPDATE queue_entries e SET left_at = clock_timestamp(), assigned = x.a
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS x(c uuid, a boolean)
    WHERE e.conversation_id = x.c AND e.left_at IS NULL`.execute(connection);
};

/** Entries that are still open: what a new holder of the lease takes over. */
export const listOpenEntries = async (
  connection: Connection,
): Promise<
  readonly {
    readonly conversationId: ConversationId;
    readonly queuedAt: number;
    readonly promise: WaitPromise | null;
  }[]
> => {
  const { rows } = await sql<{
    conversation_id: ConversationId;
    queued_at: Date;
    promise: WaitPromise | null;
  }>`
    SELECT conversation_id, queued_at, promise FROM queue_entries WHERE left_at IS NULL`.execute(
    connection,
  );
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    queuedAt: row.queued_at.getTime(),
    promise: row.promise,
  }));
};

export const writePromises = async (
  connection: Connection,
  promises: ReadonlyMap<ConversationId, WaitPromise>,
): Promise<void> => {
  if (promises.size === 0) return;
  const rows = [...promises].map(([id, promise]) => ({
    c: id,
    p: promise,
    t: promise.toldMs,
    a: promise.toldAt,
  }));
  await sql`
    UPDATE queue_entries e SET promise = x.p,
      first_told_ms = CASE WHEN e.promise IS NULL THEN round(x.t) ELSE e.first_told_ms END,
      first_told_at = CASE WHEN e.promise IS NULL THEN to_timestamp(x.a / 1000.0) ELSE e.first_told_at END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS x(c uuid, p jsonb, t float8, a float8)
    WHERE e.conversation_id = x.c AND e.left_at IS NULL`.execute(connection);
};

/** What was told last; undefined before the first telling. */
export const findPromise = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<WaitPromise | undefined> => {
  const { rows } = await sql<{ promise: WaitPromise | null }>`
    SELECT promise FROM queue_entries WHERE conversation_id = ${conversationId} AND left_at IS NULL
    ORDER BY queued_at DESC LIMIT 1`.execute(connection);
  return rows[0]?.promise ?? undefined;
};

export const insertSamples = async (
  connection: Connection,
  samples: readonly (HandlingSample & { readonly agentId: string })[],
): Promise<void> => {
  if (samples.length === 0) return;
  const rows = samples.map((one) => ({
    a: one.agentId,
    c: one.category,
    d: Math.round(one.durationMs),
    l: one.meanLoad,
  }));
  await sql`
    INSERT INTO handling_samples (agent_id, category, duration_ms, mean_load, ended_at)
    SELECT a, c, d, l, clock_timestamp()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) AS x(a text, c text, d bigint, l real)`.execute(
    connection,
  );
};

/** The newest samples. */
export const listSamples = async (
  connection: Connection,
  limit: number,
): Promise<readonly HandlingSample[]> => {
  const { rows } = await sql<{ category: Category; duration_ms: number; mean_load: number }>`
    SELECT category, duration_ms, mean_load FROM handling_samples ORDER BY ended_at DESC LIMIT ${limit}`.execute(
    connection,
  );
  return rows.map((row) => ({
    category: row.category,
    durationMs: row.duration_ms,
    meanLoad: row.mean_load,
  }));
};

/** How often each kind came within the last `windowMs`. */
export const listArrivals = async (
  connection: Connection,
  windowMs: number,
): Promise<readonly ArrivalRate[]> => {
  const { rows } = await sql<
    Record<keyof ArrivalRate['kind'], never> & { count: number; span: number }
  >`
    SELECT team_id AS "teamId", category, level, locale, tier, priority, units, count(*) AS count,
      (SELECT greatest(300, extract(epoch FROM clock_timestamp() - min(queued_at)))::float8 FROM queue_entries
       WHERE queued_at > clock_timestamp() - ${windowMs}::float8 * interval '1 millisecond') AS span
    FROM queue_entries WHERE queued_at > clock_timestamp() - ${windowMs}::float8 * interval '1 millisecond'
    GROUP BY 1, 2, 3, 4, 5, 6, 7`.execute(connection);
  return rows.map(({ count, span, ...kind }) => ({ kind, perHour: (count * 3_600) / span }));
};

/** Deletes what is too old to say anything. */
export const purgeHistory = async (
  connection: Connection,
  olderThanDays: number,
): Promise<void> => {
  await sql`DELETE FROM queue_entries WHERE left_at < now() - ${olderThanDays}::int * interval '1 day'`.execute(
    connection,
  );
  await sql`DELETE FROM handling_samples WHERE ended_at < now() - ${olderThanDays}::int * interval '1 day'`.execute(
    connection,
  );
};

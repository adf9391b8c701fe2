import { type RawBuilder, sql } from 'kysely';
import type { PromiseFigures } from '../../contract/promise.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

type Judged = PromiseFigures['total'];

interface FiguresRow {
  grouped: string | null;
  judged: number;
  kept: number;
  moved: number;
  median_promised: number | null;
  median_actual: number | null;
  mean_slack: number | null;
}

const toJudged = (row: FiguresRow): Judged => ({
  judged: row.judged,
  kept: row.kept,
  moved: row.moved,
  medianPromisedMs: row.median_promised,
  medianActualMs: row.median_actual,
  meanSlack: row.mean_slack,
});

const ACTUAL = sql`extract(epoch FROM ended_at - began_at) * 1000`;
const PROMISED = sql`extract(epoch FROM first_due_at - began_at) * 1000`;

/** A step is judged once it has come about, or once its first promise has passed without it. */
const JUDGED = sql`(ended_by = 'done' OR (first_due_at < coalesce(ended_at, clock_timestamp())))`;
const DONE = sql`FILTER (WHERE ended_by = 'done')`;

const figuresBy = async (
  connection: Connection,
  weeks: number,
  grouped: RawBuilder<unknown>,
): Promise<readonly FiguresRow[]> => {
  const { rows } = await sql<FiguresRow>`
    SELECT ${grouped} AS grouped, count(*)::int AS judged,
      count(*) FILTER (WHERE ended_by = 'done' AND ended_at <= first_due_at)::int AS kept,
      count(*) FILTER (WHERE changes > 0)::int AS moved,
      (percentile_cont(0.5) WITHIN GROUP (ORDER BY ${PROMISED}) ${DONE})::float8 AS median_promised,
      (percentile_cont(0.5) WITHIN GROUP (ORDER BY ${ACTUAL}) ${DONE})::float8 AS median_actual,
      (avg((${PROMISED} - ${ACTUAL}) / nullif(${PROMISED}, 0)) ${DONE})::float8 AS mean_slack
    FROM promised_steps
    WHERE first_due_at > now() - make_interval(weeks => ${weeks}) AND first_due_at <= now() + interval '1 year'
      AND ${JUDGED}
    GROUP BY 1 ORDER BY 1`.execute(connection);
  return rows;
};

export type FiguresBy = 'week' | 'category' | 'step' | 'all';

const GROUPS: Readonly<Record<FiguresBy, RawBuilder<unknown>>> = {
  week: sql`(extract(epoch FROM date_trunc('week', first_due_at AT TIME ZONE 'UTC')) * 1000)::bigint::text`,
  category: sql`category`,
  step: sql`step`,
  all: sql`'all'`,
};

/** The share of promises kept, and how tight they were, over the last weeks. */
export const readFigures = async (
  connection: Connection,
  weeks: number,
  by: FiguresBy,
): Promise<readonly { readonly grouped: string; readonly judged: Judged }[]> =>
  (await figuresBy(connection, weeks, GROUPS[by])).map((row) => ({
    grouped: row.grouped ?? '',
    judged: toJudged(row),
  }));

export interface LateStep {
  readonly conversationId: ConversationId;
  readonly category: string;
  readonly step: string;
  readonly promisedAt: number;
  readonly endedAt: number | null;
  readonly lateMs: number;
}

/** What was most overdue. */
export const listWorst = async (
  connection: Connection,
  weeks: number,
  limit: number,
): Promise<readonly LateStep[]> => {
  const { rows } = await sql<{
    conversation_id: ConversationId;
    category: string;
    step: string;
    first_due_at: Date;
    ended_at: Date | null;
    late_ms: number;
  }>`
    SELECT conversation_id, category, step, first_due_at, ended_at,
      (extract(epoch FROM coalesce(ended_at, clock_timestamp()) - first_due_at) * 1000)::float8 AS late_ms
    FROM promised_steps
    WHERE first_due_at > now() - make_interval(weeks => ${weeks})
      AND first_due_at < coalesce(ended_at, clock_timestamp())
    ORDER BY coalesce(ended_at, clock_timestamp()) - first_due_at DESC LIMIT ${limit}`.execute(
    connection,
  );
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    category: row.category,
    step: row.step,
    promisedAt: row.first_due_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
    lateMs: row.late_ms,
  }));
};

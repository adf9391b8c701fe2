import { sql } from 'kysely';
import type { AtMs, ConversationId, IncidentId } from '../../core/ids.ts';
import type { Spike } from '../../core/incidents/detect-spike.ts';
import {
  BUCKET_MS,
  HISTORY_DAYS,
  type SeriesHistory,
} from '../../core/incidents/suggest-incident.ts';
import { readSeries, type Series, seriesKey } from '../../core/incidents/vocabulary.ts';
import type { Connection, Database, Transaction } from '../../ports/database.ts';
import './tables.ts';

const time = (value: AtMs) => sql`to_timestamp(${value}::float8 / 1000.0)`;
/** How long it is known which request counted where. */
const COUNTED_DAYS = 3;

/** Counts a request in each series once, at the moment when it showed that it belongs there. */
export const countRequest = async (
  trx: Transaction,
  conversationId: ConversationId,
  series: readonly Series[],
  at: AtMs,
): Promise<void> => {
  const bucket = Math.floor(at / BUCKET_MS) * BUCKET_MS;
  await sql`
    WITH new AS (
      INSERT INTO incident_counted (conversation_id, series, at)
      SELECT ${conversationId}, key, ${time(at)} FROM unnest(${series.map(seriesKey)}::text[]) AS x(key)
      ON CONFLICT DO NOTHING RETURNING series
    )
    INSERT INTO incident_signals AS s (series, bucket, requests)
    SELECT series, ${time(bucket)}, 1 FROM new ORDER BY series
    ON CONFLICT (series, bucket) DO UPDATE SET requests = s.requests + 1`.execute(trx);
};

/** The history of every series in which anything came within the last hour. */
export const readHistories = async (
  connection: Connection,
  at: AtMs,
  leastCount: number,
): Promise<{ readonly histories: readonly SeriesHistory[]; readonly since: AtMs }> => {
  const { rows } = await sql<{ series: string; bucket: Date; requests: number }>`
    SELECT s.series, s.bucket, s.requests FROM incident_signals s
    WHERE s.bucket > ${time(at)} - ${HISTORY_DAYS}::int * interval '1 day'
      AND s.series IN (SELECT series FROM incident_signals WHERE bucket > ${time(at)} - interval '70 minutes'
        GROUP BY series HAVING sum(requests) >= ${leastCount})`.execute(connection);
  const bySeries = new Map<string, { at: AtMs; count: number }[]>();
  for (const { series, bucket, requests } of rows) {
    const buckets = bySeries.get(series) ?? [];
    buckets.push({ at: bucket.getTime(), count: requests });
    bySeries.set(series, buckets);
  }
  const counting = await sql<{ since: Date }>`
    SELECT counting_since AS since FROM incident_detecting`.execute(connection);
  return {
    histories: [...bySeries].flatMap(([key, buckets]) => {
      const series = readSeries(key);
      return series === undefined ? [] : [{ series, buckets }];
    }),
    since: counting.rows[0]?.since.getTime() ?? at,
  };
};

/** Forgets what says nothing any more. */
export const purgeSignals = async (connection: Connection): Promise<void> => {
  await sql`DELETE FROM incident_signals WHERE bucket < now() - ${HISTORY_DAYS + 1}::int * interval '1 day'`.execute(
    connection,
  );
  await sql`DELETE FROM incident_counted WHERE at < now() - ${COUNTED_DAYS}::int * interval '1 day'`.execute(
    connection,
  );
};

/** Requests that were counted in one of the series in that time, oldest first. */
export const listCounted = async (
  connection: Connection,
  series: readonly Series[],
  since: AtMs,
  until: AtMs | null,
  limit: number,
): Promise<readonly ConversationId[]> => {
  const { rows } = await sql<{ conversation_id: ConversationId }>`
    SELECT conversation_id FROM incident_counted
    WHERE series = ANY(${series.map(seriesKey)}::text[]) AND at >= ${time(since)}
      AND ${until === null ? sql`true` : sql`at <= ${time(until)}`}
    GROUP BY conversation_id ORDER BY min(at) LIMIT ${limit}`.execute(connection);
  return rows.map((row) => row.conversation_id);
};

export interface StoredSuggestion {
  readonly id: string;
  readonly series: Series;
  readonly spike: Spike;
  readonly since: AtMs;
  readonly suggestedAt: AtMs;
}

/** False where it is suggested already. */
export const insertSuggestion = async (
  connection: Connection,
  suggestion: Omit<StoredSuggestion, 'suggestedAt'>,
  restsUntil: AtMs,
): Promise<boolean> => {
  const { id, series, spike, since } = suggestion;
  const { rows } = await sql`
    INSERT INTO incident_suggestions (suggestion_id, series, evidence, since, state, rests_until)
    VALUES (${id}, ${seriesKey(series)}, ${JSON.stringify(spike)}::text::jsonb, ${time(since)}, 'open', ${time(restsUntil)})
    ON CONFLICT DO NOTHING RETURNING 1`.execute(connection);
  return rows.length > 0;
};

/** Keys of series that were suggested lately. */
export const listResting = async (connection: Connection, at: AtMs): Promise<readonly string[]> => {
  const { rows } = await sql<{ series: string }>`
    SELECT series FROM incident_suggestions WHERE rests_until > ${time(at)}`.execute(connection);
  return rows.map(({ series }) => series);
};

interface SuggestionRow {
  suggestion_id: string;
  series: string;
  evidence: Spike;
  since: Date;
  suggested_at: Date;
}

const toSuggestion = (row: SuggestionRow): readonly StoredSuggestion[] => {
  const series = readSeries(row.series);
  if (series === undefined) return [];
  return [
    {
      id: row.suggestion_id,
      series,
      spike: row.evidence,
      since: row.since.getTime(),
      suggestedAt: row.suggested_at.getTime(),
    },
  ];
};

export const listSuggestions = async (
  connection: Connection,
): Promise<readonly StoredSuggestion[]> => {
  const { rows } = await sql<SuggestionRow>`
    SELECT suggestion_id, series, evidence, since, suggested_at FROM incident_suggestions
    WHERE state = 'open' ORDER BY suggested_at DESC LIMIT 50`.execute(connection);
  return rows.flatMap(toSuggestion);
};

/** The suggestion, where it was still open: now it is taken or dismissed. */
export const endSuggestion = async (
  connection: Connection | Database,
  suggestionId: string,
  ended: { readonly state: 'taken' | 'dismissed'; readonly incidentId: IncidentId | null },
  restsUntil: AtMs,
): Promise<StoredSuggestion | undefined> => {
  const { rows } = await sql<SuggestionRow>`
    UPDATE incident_suggestions SET state = ${ended.state}, incident_id = ${ended.incidentId},
      rests_until = greatest(rests_until, ${time(restsUntil)})
    WHERE suggestion_id = ${suggestionId} AND state = 'open'
    RETURNING suggestion_id, series, evidence, since, suggested_at`.execute(connection);
  return rows.flatMap(toSuggestion)[0];
};

/** A suggestion that nobody took while it rested has faded: what it saw is over, or will be seen again. */
export const fadeSuggestions = async (connection: Connection, at: AtMs): Promise<void> => {
  await sql`
    UPDATE incident_suggestions SET state = 'faded' WHERE state = 'open' AND rests_until <= ${time(at)}`.execute(
    connection,
  );
};

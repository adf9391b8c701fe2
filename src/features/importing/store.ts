import { sql } from 'kysely';
import type { AtMs } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

interface ImportedRecordsTable {
  source: string;
  kind: 'customer' | 'conversation';
  source_id: string;
  target_id: string;
  imported_at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    imported_records: ImportedRecordsTable;
  }
}

export interface ImportState {
  readonly source: string;
  readonly conversations: number;
  readonly customers: number;
  readonly firstAt: AtMs;
  readonly lastAt: AtMs;
}

/** What a record became here; undefined while it has not been taken. */
export const findImported = async (
  connection: Connection,
  source: string,
  kind: 'customer' | 'conversation',
  sourceId: string,
): Promise<string | undefined> => {
  const { rows } = await sql<{ target_id: string }>`
    SELECT target_id FROM imported_records
    WHERE source = ${source} AND kind = ${kind} AND source_id = ${sourceId}`.execute(connection);
  return rows[0]?.target_id;
};

/** Those of these records that were taken before. */
export const findTaken = async (
  connection: Connection,
  source: string,
  sourceIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ source_id: string }>`
    SELECT source_id FROM imported_records
    WHERE source = ${source} AND kind = 'conversation' AND source_id = ANY(${sourceIds}::text[])`.execute(
    connection,
  );
  return new Set(rows.map(({ source_id }) => source_id));
};

export interface Claim {
  readonly sourceId: string;
  readonly targetId: string;
}

/** Of these the ones that nobody took before; they are taken now. Waits for whoever takes the same ones now. */
export const claimRecords = async (
  connection: Connection,
  source: string,
  kind: 'customer' | 'conversation',
  claims: readonly Claim[],
): Promise<ReadonlySet<string>> => {
  const sorted = claims.toSorted((a, b) => (a.sourceId < b.sourceId ? -1 : 1));
  const { rows } = await sql<{ source_id: string }>`
    INSERT INTO imported_records (source, kind, source_id, target_id)
    SELECT ${source}, ${kind}, c."sourceId", c."targetId"
    FROM jsonb_to_recordset(${JSON.stringify(sorted)}::text::jsonb) AS c("sourceId" text, "targetId" uuid)
    ON CONFLICT DO NOTHING RETURNING source_id`.execute(connection);
  return new Set(rows.map(({ source_id }) => source_id));
};

/** How much was taken from each system, and when. */
export const listImports = async (connection: Connection): Promise<readonly ImportState[]> => {
  const { rows } = await sql<Omit<ImportState, 'firstAt' | 'lastAt'> & { first: Date; last: Date }>`
    SELECT source, count(*) FILTER (WHERE kind = 'conversation')::int AS conversations,
      count(*) FILTER (WHERE kind = 'customer')::int AS customers,
      min(imported_at) AS first, max(imported_at) AS last
    FROM imported_records GROUP BY source ORDER BY source`.execute(connection);
  return rows.map(({ first, last, ...counts }) => ({
    ...counts,
    firstAt: first.getTime(),
    lastAt: last.getTime(),
  }));
};

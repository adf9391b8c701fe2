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

/** False where it was taken before: then nothing is written. Waits for whoever takes the same one now. */
export const claimRecord = async (
  connection: Connection,
  source: string,
  kind: 'customer' | 'conversation',
  sourceId: string,
  targetId: string,
): Promise<boolean> => {
  const { rows } = await sql`
    INSERT INTO imported_records (source, kind, source_id, target_id)
    VALUES (${source}, ${kind}, ${sourceId}, ${targetId}) ON CONFLICT DO NOTHING RETURNING 1`.execute(
    connection,
  );
  return rows.length > 0;
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

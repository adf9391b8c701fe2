import { sql } from 'kysely';
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

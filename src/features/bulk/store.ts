import { sql } from 'kysely';
import type { BulkAction } from '../../core/bulk/plan.ts';
import type { AgentId, AtMs, ConversationId } from '../../core/ids.ts';
import type { Connection, Transaction } from '../../ports/database.ts';

interface BulkRunsTable {
  run_id: string;
  agent_id: AgentId;
  request_key: string;
  action: unknown;
  undoes: string | null;
  total: number;
  created_at: Date;
  ended_at: Date | null;
}

interface BulkRowsTable {
  run_id: string;
  position: number;
  conversation_id: ConversationId;
  action: unknown;
  outcome: RowOutcome | null;
  code: string | null;
  back: unknown;
}

declare module '../../ports/database.ts' {
  interface Tables {
    bulk_runs: BulkRunsTable;
    bulk_rows: BulkRowsTable;
  }
}

export type RowOutcome = 'changed' | 'unchanged' | 'refused' | 'gone';

export interface Run {
  readonly runId: string;
  readonly agentId: AgentId;
  readonly action: BulkAction;
  readonly undoes: string | null;
  readonly total: number;
  readonly endedAt: AtMs | null;
}

export interface NewRow {
  readonly conversationId: ConversationId;
  /** Its own action; null: the run's. */
  readonly action: BulkAction | null;
}

interface RunRow {
  run_id: string;
  agent_id: AgentId;
  action: BulkAction;
  undoes: string | null;
  total: number;
  ended_at: Date | null;
}

const toRun = (row: RunRow): Run => ({
  runId: row.run_id,
  agentId: row.agent_id,
  action: row.action,
  undoes: row.undoes,
  total: row.total,
  endedAt: row.ended_at?.getTime() ?? null,
});

/** The run of this key: the one that exists, or this one with its rows. */
export const insertRun = async (
  trx: Transaction,
  run: Omit<Run, 'total' | 'endedAt'> & { readonly requestKey: string },
  rows: readonly NewRow[],
): Promise<{ readonly run: Run; readonly fresh: boolean }> => {
  const { runId, agentId, requestKey, action, undoes } = run;
  const made = await sql<RunRow>`
    INSERT INTO bulk_runs (run_id, agent_id, request_key, action, undoes, total)
    VALUES (${runId}, ${agentId}, ${requestKey}, ${JSON.stringify(action)}::text::jsonb, ${undoes}, ${rows.length})
    ON CONFLICT (agent_id, request_key) DO NOTHING RETURNING *`.execute(trx);
  const [fresh] = made.rows;
  if (fresh === undefined) {
    const known = await sql<RunRow>`
      SELECT * FROM bulk_runs WHERE agent_id = ${agentId} AND request_key = ${requestKey}`.execute(
      trx,
    );
    const [row] = known.rows;
    if (row === undefined) throw new Error('a run that is there was not found');
    return { run: toRun(row), fresh: false };
  }
  const given = rows.map(({ conversationId: c, action: a }, p) => ({ p, c, a }));
  await sql`
    INSERT INTO bulk_rows (run_id, position, conversation_id, action)
    SELECT ${runId}::uuid, p, c, nullif(a, 'null'::jsonb)
    FROM jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb) AS r(p integer, c uuid, a jsonb)`.execute(
    trx,
  );
  return { run: toRun(fresh), fresh: true };
};

export const findRun = async (connection: Connection, runId: string): Promise<Run | undefined> => {
  const { rows } = await sql<RunRow>`SELECT * FROM bulk_runs WHERE run_id = ${runId}`.execute(
    connection,
  );
  return rows[0] && toRun(rows[0]);
};

export interface WaitingRow {
  readonly position: number;
  readonly conversationId: ConversationId;
  readonly action: BulkAction | null;
}

export const listWaitingRows = async (
  connection: Connection,
  runId: string,
  limit: number,
): Promise<readonly WaitingRow[]> => {
  const { rows } = await sql<{
    position: number;
    conversation_id: ConversationId;
    action: BulkAction | null;
  }>`SELECT position, conversation_id, action FROM bulk_rows
     WHERE run_id = ${runId} AND outcome IS NULL ORDER BY position LIMIT ${limit}`.execute(
    connection,
  );
  return rows.map(({ conversation_id: conversationId, ...row }) => ({ conversationId, ...row }));
};

/** Written once: the first outcome stays. */
export const endRow = async (
  connection: Connection,
  runId: string,
  position: number,
  end: {
    readonly outcome: RowOutcome;
    readonly code: string | null;
    readonly back: BulkAction | null;
  },
): Promise<void> => {
  const back = end.back === null ? null : JSON.stringify(end.back);
  await sql`UPDATE bulk_rows SET outcome = ${end.outcome}, code = ${end.code}, back = ${back}::text::jsonb
    WHERE run_id = ${runId} AND position = ${position} AND outcome IS NULL`.execute(connection);
};

export const endRun = async (connection: Connection, runId: string): Promise<void> => {
  await sql`UPDATE bulk_runs SET ended_at = coalesce(ended_at, clock_timestamp())
    WHERE run_id = ${runId}`.execute(connection);
};

export interface Progress {
  readonly counts: Readonly<Record<RowOutcome, number>>;
  readonly undoable: number;
  /** Refused or gone, `limit` at most. */
  readonly rows: readonly {
    readonly conversationId: ConversationId;
    readonly outcome: RowOutcome;
    readonly code: string | null;
  }[];
}

export const readProgress = async (
  connection: Connection,
  runId: string,
  limit: number,
): Promise<Progress> => {
  const counted = await sql<{ outcome: RowOutcome; rows: number; undoable: number }>`
    SELECT outcome, count(*) AS rows, count(back) AS undoable FROM bulk_rows
    WHERE run_id = ${runId} AND outcome IS NOT NULL GROUP BY outcome`.execute(connection);
  const counts = { changed: 0, unchanged: 0, refused: 0, gone: 0 };
  let undoable = 0;
  for (const row of counted.rows) {
    counts[row.outcome] = Number(row.rows);
    undoable += Number(row.undoable);
  }
  const left = await sql<{
    conversation_id: ConversationId;
    outcome: RowOutcome;
    code: string | null;
  }>`
    SELECT conversation_id, outcome, code FROM bulk_rows
    WHERE run_id = ${runId} AND outcome IN ('refused', 'gone') ORDER BY position LIMIT ${limit}`.execute(
    connection,
  );
  const rows = left.rows.map(({ conversation_id: conversationId, ...row }) => ({
    conversationId,
    ...row,
  }));
  return { counts, undoable, rows };
};

/** What takes a run back, the last first. */
export const listBack = async (
  connection: Connection,
  runId: string,
): Promise<readonly NewRow[]> => {
  const { rows } = await sql<{ conversation_id: ConversationId; back: BulkAction }>`
    SELECT conversation_id, back FROM bulk_rows
    WHERE run_id = ${runId} AND outcome = 'changed' AND back IS NOT NULL ORDER BY position DESC`.execute(
    connection,
  );
  return rows.map((row) => ({ conversationId: row.conversation_id, action: row.back }));
};

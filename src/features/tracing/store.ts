import type { ConversationId, CustomerId } from '../../core/ids.ts';
import type { Connection } from '../../ports/database.ts';

interface TracesTable {
  trace_id: string;
  conversation_id: string;
  customer_id: string;
  chain: string;
  sealed: Uint8Array;
  state: 'following' | 'stopped';
  started_by: string;
  started_at: Date;
  follow_until: Date;
  read_at: Date | null;
  changed_at: Date | null;
  head_height: string | number | null;
  head_hash: string | null;
  version: number;
  failure: string | null;
}

interface TraceReportsTable {
  report_id: string;
  trace_id: string;
  trace_version: number;
  locale: string;
  json_sealed: Uint8Array;
  pdf_sealed: Uint8Array;
  json_sha256: string;
  pdf_sha256: string;
  made_by: string;
  made_at: Date;
}

declare module '../../ports/database.ts' {
  interface Tables {
    traces: TracesTable;
    trace_reports: TraceReportsTable;
  }
}

export interface TraceRow {
  readonly traceId: string;
  readonly conversationId: ConversationId;
  readonly customerId: CustomerId;
  readonly chain: string;
  readonly sealed: Uint8Array;
  readonly isFollowed: boolean;
  readonly startedBy: string;
  readonly startedAt: number;
  readonly followUntil: number;
  readonly readAt: number | null;
  readonly changedAt: number | null;
  readonly headHeight: number | null;
  readonly version: number;
  readonly failure: string | null;
}

const toRow = (row: TracesTable): TraceRow => ({
  traceId: row.trace_id,
  conversationId: row.conversation_id as ConversationId,
  customerId: row.customer_id as CustomerId,
  chain: row.chain,
  sealed: row.sealed,
  isFollowed: row.state === 'following',
  startedBy: row.started_by,
  startedAt: row.started_at.getTime(),
  followUntil: row.follow_until.getTime(),
  readAt: row.read_at?.getTime() ?? null,
  changedAt: row.changed_at?.getTime() ?? null,
  headHeight: row.head_height === null ? null : Number(row.head_height),
  version: row.version,
  failure: row.failure,
});

export const insertTrace = async (
  connection: Connection,
  trace: Pick<
    TraceRow,
    | 'traceId'
    | 'conversationId'
    | 'customerId'
    | 'chain'
    | 'sealed'
    | 'startedBy'
    | 'startedAt'
    | 'followUntil'
  >,
): Promise<void> => {
  await connection
    .insertInto('traces')
    .values({
      trace_id: trace.traceId,
      conversation_id: trace.conversationId,
      customer_id: trace.customerId,
      chain: trace.chain,
      sealed: trace.sealed,
      state: 'following',
      started_by: trace.startedBy,
      started_at: new Date(trace.startedAt),
      follow_until: new Date(trace.followUntil),
      read_at: null,
      changed_at: null,
      head_height: null,
      head_hash: null,
      version: 0,
      failure: null,
    })
    .execute();
};

export const findTrace = async (
  connection: Connection,
  traceId: string,
): Promise<TraceRow | undefined> => {
  const row = await connection
    .selectFrom('traces')
    .selectAll()
    .where('trace_id', '=', traceId)
    .executeTakeFirst();
  return row && toRow(row);
};

export const listTraces = async (
  connection: Connection,
  conversationId: ConversationId,
): Promise<readonly TraceRow[]> => {
  const rows = await connection
    .selectFrom('traces')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .orderBy('started_at', 'desc')
    .execute();
  return rows.map(toRow);
};

export interface Reading {
  readonly sealed: Uint8Array;
  readonly readAt: number;
  readonly head: { readonly height: number; readonly hash: string };
  readonly hasChanged: boolean;
}

/** False when the trace was stopped, or read by somebody else meanwhile. */
export const saveReading = async (
  connection: Connection,
  trace: Pick<TraceRow, 'traceId' | 'version' | 'sealed'>,
  reading: Reading,
): Promise<boolean> => {
  const { numUpdatedRows } = await connection
    .updateTable('traces')
    .set({
      sealed: reading.sealed,
      read_at: new Date(reading.readAt),
      head_height: reading.head.height,
      head_hash: reading.head.hash,
      failure: null,
      ...(reading.hasChanged && {
        changed_at: new Date(reading.readAt),
        version: trace.version + 1,
      }),
    })
    .where('trace_id', '=', trace.traceId)
    .where('sealed', '=', trace.sealed)
    .where('state', '=', 'following')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** What is sealed alone. False when a reading was saved since the row was read. */
export const saveSealed = async (
  connection: Connection,
  { traceId, sealed: before }: Pick<TraceRow, 'traceId' | 'sealed'>,
  sealed: Uint8Array,
): Promise<boolean> => {
  const { numUpdatedRows } = await connection
    .updateTable('traces')
    .set({ sealed })
    .where('trace_id', '=', traceId)
    .where('sealed', '=', before)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

export const saveFailure = async (
  connection: Connection,
  traceId: string,
  failure: string,
): Promise<void> => {
  await connection
    .updateTable('traces')
    .set({ failure })
    .where('trace_id', '=', traceId)
    .where('state', '=', 'following')
    .execute();
};

/** False when it was stopped already. */
export const stopTrace = async (connection: Connection, traceId: string): Promise<boolean> => {
  const { numUpdatedRows } = await connection
    .updateTable('traces')
    .set({ state: 'stopped' })
    .where('trace_id', '=', traceId)
    .where('state', '=', 'following')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

export interface ReportRow {
  readonly reportId: string;
  readonly traceId: string;
  readonly version: number;
  readonly locale: string;
  readonly jsonSha256: string;
  readonly pdfSha256: string;
  readonly madeBy: string;
  readonly madeAt: number;
}
export interface SealedReport extends ReportRow {
  readonly jsonSealed: Uint8Array;
  readonly pdfSealed: Uint8Array;
}

type ReportColumns = Omit<TraceReportsTable, 'json_sealed' | 'pdf_sealed'>;
const REPORT_COLUMNS = [
  'report_id',
  'trace_id',
  'trace_version',
  'locale',
  'json_sha256',
  'pdf_sha256',
  'made_by',
  'made_at',
] as const;

const toReport = (row: ReportColumns): ReportRow => ({
  reportId: row.report_id,
  traceId: row.trace_id,
  version: row.trace_version,
  locale: row.locale,
  jsonSha256: row.json_sha256,
  pdfSha256: row.pdf_sha256,
  madeBy: row.made_by,
  madeAt: row.made_at.getTime(),
});

export const insertReport = async (connection: Connection, report: SealedReport): Promise<void> => {
  await connection
    .insertInto('trace_reports')
    .values({
      report_id: report.reportId,
      trace_id: report.traceId,
      trace_version: report.version,
      locale: report.locale,
      json_sealed: report.jsonSealed,
      pdf_sealed: report.pdfSealed,
      json_sha256: report.jsonSha256,
      pdf_sha256: report.pdfSha256,
      made_by: report.madeBy,
      made_at: new Date(report.madeAt),
    })
    .execute();
};

export const listReports = async (
  connection: Connection,
  traceId: string,
): Promise<readonly ReportRow[]> => {
  const rows = await connection
    .selectFrom('trace_reports')
    .select(REPORT_COLUMNS)
    .where('trace_id', '=', traceId)
    .orderBy('made_at', 'desc')
    .execute();
  return rows.map(toReport);
};

export const findReport = async (
  connection: Connection,
  traceId: string,
  reportId: string,
): Promise<SealedReport | undefined> => {
  const row = await connection
    .selectFrom('trace_reports')
    .selectAll()
    .where('trace_id', '=', traceId)
    .where('report_id', '=', reportId)
    .executeTakeFirst();
  return row && { ...toReport(row), jsonSealed: row.json_sealed, pdfSealed: row.pdf_sealed };
};

import type { StaffPrincipal } from '../../contract/principal.ts';
import type { TraceReply, TraceSummary } from '../../contract/tracing.ts';
import type { ConversationId, CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Label } from '../../core/tracing/state.ts';
import { writeAudit } from '../audit/index.ts';
import type { TracingDeps } from './deps.ts';
import { type KeptTrace, openTrace } from './kept-trace.ts';
import { presentSummary, presentTrace } from './present-trace.ts';
import { findTrace, listReports, listTraces, stopTrace, type TraceRow } from './store.ts';
import { readLabels } from './store-labels.ts';

export interface Subject {
  readonly conversationId: ConversationId;
  readonly customerId: CustomerId;
  readonly number: string;
}

/** The conversation, when this member of staff may see it. Failure: `conversation_not_found`. */
export const subjectOf = async (
  deps: TracingDeps,
  staff: StaffPrincipal,
  conversationId: string,
): Promise<Outcome<Subject>> => {
  const id = conversationId as ConversationId;
  const found = await deps.caseSeenBy(staff, id);
  return found === undefined
    ? fail('not_found', 'conversation_not_found')
    : ok({ conversationId: id, ...found });
};

/** Somebody who keeps a trace open reads it every few seconds: that is one access. */
const ACCESS_MS = 10 * 60_000;
const noted = new Map<string, number>();

/** Opening a trace is opening the customer's case: noted before anything is read. */
const noteAccess = async (
  deps: TracingDeps,
  staff: StaffPrincipal,
  { conversationId, customerId }: Subject,
): Promise<void> => {
  const key = `${staff.agentId} ${conversationId}`;
  const now = deps.elapsed();
  for (const [old, at] of noted) if (now - at > ACCESS_MS) noted.delete(old);
  if (noted.has(key)) return;
  await deps.database.transaction().execute((trx) =>
    deps.recordAccess(trx, {
      agentId: staff.agentId,
      subjectKind: 'conversation',
      subjectId: conversationId,
      customerId,
      reason: 'trace',
    }),
  );
  noted.set(key, now);
};

export interface OpenedTrace {
  readonly row: TraceRow;
  readonly kept: KeptTrace;
  readonly labelOf: (address: string) => Label | null;
}

const opened = async (deps: TracingDeps, row: TraceRow): Promise<OpenedTrace> => {
  const labels = await readLabels(deps.database, row.chain);
  return {
    row,
    kept: await openTrace(deps, row),
    labelOf: (address) => labels.get(address) ?? null,
  };
};

/** A trace of this conversation, its opening noted. Failure: `trace_not_found`. */
export const openTraceOf = async (
  deps: TracingDeps,
  staff: StaffPrincipal,
  subject: Subject,
  traceId: string,
): Promise<Outcome<OpenedTrace>> => {
  const row = await findTrace(deps.database, traceId);
  if (row?.conversationId !== subject.conversationId) return fail('not_found', 'trace_not_found');
  await noteAccess(deps, staff, subject);
  return ok(await opened(deps, row));
};

export const showTraces = async (
  deps: TracingDeps,
  staff: StaffPrincipal,
  subject: Subject,
): Promise<readonly TraceSummary[]> => {
  const rows = await listTraces(deps.database, subject.conversationId);
  if (rows.length > 0) await noteAccess(deps, staff, subject);
  const traces = await Promise.all(rows.map((row) => opened(deps, row)));
  return traces.map(({ row, kept, labelOf }) => presentSummary(row, kept, labelOf));
};

export const showTrace = async (
  deps: TracingDeps,
  staff: StaffPrincipal,
  subject: Subject,
  traceId: string,
): Promise<Outcome<TraceReply>> => {
  const found = await openTraceOf(deps, staff, subject, traceId);
  if (!found.ok) return found;
  const { row, kept, labelOf } = found.value;
  return ok(presentTrace(row, kept, labelOf, await listReports(deps.database, traceId)));
};

/** Failures: `trace_not_found`, `trace_ended`. */
export const endTrace = async (
  deps: TracingDeps,
  staff: StaffPrincipal,
  subject: Subject,
  traceId: string,
): Promise<Outcome<TraceReply>> => {
  const row = await findTrace(deps.database, traceId);
  if (row?.conversationId !== subject.conversationId) return fail('not_found', 'trace_not_found');
  const stopped = await deps.database.transaction().execute(async (trx) => {
    if (!(await stopTrace(trx, traceId))) return false;
    await writeAudit(trx, {
      actor: { kind: 'staff', id: staff.agentId },
      action: 'trace_stopped',
      subject: { kind: 'trace', id: traceId },
      data: { conversationId: subject.conversationId },
    });
    return true;
  });
  return stopped ? showTrace(deps, staff, subject, traceId) : fail('conflict', 'trace_ended');
};

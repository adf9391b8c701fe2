import type { StaffPrincipal } from '../../contract/principal.ts';
import type { TraceSummary } from '../../contract/tracing.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { TracingDeps } from './deps.ts';
import { type KeptTrace, openTrace, sealTrace } from './kept-trace.ts';
import { presentSummary } from './present-trace.ts';
import { openTraceOf, type Subject } from './show-trace.ts';
import { findTrace, saveSealed, type TraceRow } from './store.ts';
import { readLabels } from './store-labels.ts';
import { traceCard } from './trace-card.ts';

const TRIES = 3;

/** Marks it as shown; a reading that is saved meanwhile makes it try again. */
const markShown = async (deps: TracingDeps, traceId: string): Promise<boolean> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const row = await findTrace(deps.database, traceId);
    if (row === undefined) return false;
    const kept = await openTrace(deps, row);
    if (kept.isShown) return true;
    const sealed = await sealTrace(deps, row, { ...kept, isShown: true });
    if (await saveSealed(deps.database, row, sealed)) return true;
  }
  return false;
};

/**
 * Shows the trace to the customer as a card, which follows it from then on. Failures: `trace_not_found`,
 * `trace_busy`, and those of answering in the conversation.
 */
export const showTraceCard = async (
  deps: TracingDeps,
  staff: StaffPrincipal,
  subject: Subject,
  traceId: string,
): Promise<Outcome<TraceSummary>> => {
  const opened = await openTraceOf(deps, staff, subject, traceId);
  if (!opened.ok) return opened;
  const { row, kept, labelOf } = opened.value;
  const summary = presentSummary(row, kept, labelOf);
  const card = traceCard(summary, deps.clock.now());
  const shown = await deps.showCard(staff, subject.conversationId, card);
  if (!shown.ok) return shown;
  return (await markShown(deps, traceId)) ? ok(summary) : fail('conflict', 'trace_busy');
};

/** The card says what the trace now is. Nothing happens where the customer does not see one. */
export const refreshCard = async (
  deps: TracingDeps,
  row: TraceRow,
  kept: KeptTrace,
): Promise<void> => {
  if (!kept.isShown) return;
  const labels = await readLabels(deps.database, row.chain);
  const summary = presentSummary(row, kept, (address) => labels.get(address) ?? null);
  const card = traceCard(summary, deps.clock.now());
  const updated = await deps.updateCard(row.conversationId, card);
  if (!updated.ok) {
    deps.log.warn({ traceId: row.traceId, code: updated.failure.code }, 'a card was not updated');
  }
};

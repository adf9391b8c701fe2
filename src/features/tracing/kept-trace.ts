import type { TraceState } from '../../core/tracing/state.ts';
import type { TraceAsked } from './begin-trace.ts';
import type { TracingDeps } from './deps.ts';
import type { TraceRow } from './store.ts';

/** What is kept of a trace under the customer's key. */
export interface KeptTrace {
  readonly asked: TraceAsked;
  readonly maxHops: number;
  /** The newest first; older ones to go back to when the chain does. */
  readonly snapshots: readonly TraceState[];
  /** Not all blocks were read yet. */
  readonly isCurrent: boolean;
}

const contextOf = (traceId: string): string => `trace:${traceId}`;

export const sealTrace = (
  deps: Pick<TracingDeps, 'vault'>,
  { traceId, customerId }: Pick<TraceRow, 'traceId' | 'customerId'>,
  kept: KeptTrace,
): Promise<Uint8Array> =>
  deps.vault.seal(customerId, new TextEncoder().encode(JSON.stringify(kept)), contextOf(traceId));

export const openTrace = async (
  deps: Pick<TracingDeps, 'vault'>,
  { traceId, customerId, sealed }: Pick<TraceRow, 'traceId' | 'customerId' | 'sealed'>,
): Promise<KeptTrace> =>
  JSON.parse(
    new TextDecoder().decode(await deps.vault.open(customerId, sealed, contextOf(traceId))),
  ) as KeptTrace;

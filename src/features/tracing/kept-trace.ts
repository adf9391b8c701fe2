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
  /** All blocks were read up to the newest of then. */
  readonly isCurrent: boolean;
  /** The customer sees its card in the conversation. */
  readonly isShown: boolean;
}

const contextOf = (traceId: string): string => `trace:${traceId}`;

export const sealTrace = (
  deps: Pick<TracingDeps, 'vault'>,
  { traceId, customerId }: Pick<TraceRow, 'traceId' | 'customerId'>,
  kept: KeptTrace,
): Promise<Uint8Array> =>
  deps.vault.seal(customerId, new TextEncoder().encode(JSON.stringify(kept)), contextOf(traceId));

const CACHED = 32;
const CACHED_MS = 60_000;
const NONCE_END = 13;
const cached = new Map<string, { readonly kept: KeptTrace; readonly until: number }>();

/** Whoever looks at a trace asks again every few seconds: the same envelope is opened once a minute. */
export const openTrace = async (
  deps: Pick<TracingDeps, 'vault' | 'elapsed'>,
  { traceId, customerId, sealed }: Pick<TraceRow, 'traceId' | 'customerId' | 'sealed'>,
): Promise<KeptTrace> => {
  const key = `${traceId}:${Buffer.from(sealed.subarray(0, NONCE_END)).toString('hex')}`;
  const found = cached.get(key);
  if (found !== undefined && found.until > deps.elapsed()) return found.kept;
  const bytes = await deps.vault.open(customerId, sealed, contextOf(traceId));
  const kept = JSON.parse(new TextDecoder().decode(bytes)) as KeptTrace;
  cached.set(key, { kept, until: deps.elapsed() + CACHED_MS });
  for (const [old, { until }] of cached) {
    if (until <= deps.elapsed() || cached.size > CACHED) cached.delete(old);
  }
  return kept;
};

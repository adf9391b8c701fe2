import { type Outcome, ok } from '../../core/outcome.ts';
import { DEFAULT_LIMITS, type TraceState } from '../../core/tracing/state.ts';
import type { Chain } from '../../ports/chain.ts';
import { beginTrace } from './begin-trace.ts';
import type { TracingDeps } from './deps.ts';
import { followChain } from './follow-chain.ts';
import { type KeptTrace, openTrace, sealTrace } from './kept-trace.ts';
import { refreshCard } from './show-card.ts';
import { findTrace, saveFailure, saveReading, stopTrace, type TraceRow } from './store.ts';
import { readLabels } from './store-labels.ts';

export const READ_TRACE = 'read_trace';

/** Under the sixty seconds after which due work is taken for lost. */
const BUDGET_MS = 30_000;
const AGAIN_MS = { evm: 20_000, bitcoin: 90_000 } as const;
const AFTER_FAILURE_MS = 60_000;
/** A branch of more blocks than this is never left in practice. */
const SAFE_BLOCKS = { evm: 96, bitcoin: 12 } as const;

/** The newest state whose block still belongs to the chain; the beginning when none does. */
const standing = async (
  chain: Chain,
  kept: KeptTrace,
): Promise<Outcome<{ readonly state: TraceState; readonly older: readonly TraceState[] }>> => {
  for (const [index, state] of kept.snapshots.entries()) {
    const { height, hash } = state.cursor;
    const found = await chain.ledger.readBlockHash(height);
    if (!found.ok) return found;
    if (found.value === hash) return ok({ state, older: kept.snapshots.slice(index + 1) });
  }
  const limits = { ...DEFAULT_LIMITS, maxHops: kept.maxHops };
  const begun = await beginTrace(chain, kept.asked, limits);
  return begun.ok ? ok({ state: begun.value, older: [] }) : begun;
};

/**
 * The newest state, and one or two far enough back that they outlive any reorganisation. `from` is the state that was
 * read on, `older` those kept behind it.
 */
export const nextSnapshots = (
  newest: TraceState,
  from: TraceState,
  older: readonly TraceState[],
): readonly TraceState[] => {
  const [middle, ...rest] = older;
  if (newest.cursor.height === from.cursor.height) return [newest, ...older];
  if (middle === undefined) return [newest, from];
  return from.cursor.height - middle.cursor.height >= SAFE_BLOCKS[newest.family]
    ? [newest, from, middle]
    : [newest, middle, ...rest];
};

const graphOf = ({ nodes, edges, dust, isCut }: TraceState): string =>
  JSON.stringify([nodes, edges, dust, isCut]);

const advance = async (
  deps: TracingDeps,
  chain: Chain,
  row: TraceRow,
  kept: KeptTrace,
): Promise<Outcome<{ readonly isCurrent: boolean }>> => {
  const from = await standing(chain, kept);
  if (!from.ok) return from;
  const labels = await readLabels(deps.database, chain.name);
  const followed = await followChain(
    {
      chain,
      labelOf: (address) => labels.get(address) ?? null,
      budgetMs: BUDGET_MS,
      elapsed: deps.elapsed,
    },
    from.value.state,
  );
  if (!followed.ok) return followed;
  const { state, isCurrent, head } = followed.value;
  const [before] = kept.snapshots;
  const snapshots = nextSnapshots(state, from.value.state, from.value.older);
  const next = { ...kept, isCurrent, snapshots };
  const sealed = await sealTrace(deps, row, next);
  const hasChanged = before === undefined || graphOf(before) !== graphOf(state);
  const readAt = deps.clock.now();
  const saved = await saveReading(deps.database, row, { sealed, readAt, head, hasChanged });
  if (saved && (hasChanged || isCurrent !== kept.isCurrent)) {
    const version = hasChanged ? row.version + 1 : row.version;
    await refreshCard(deps, { ...row, version, readAt }, next);
  }
  return ok({ isCurrent });
};

const again = async (deps: TracingDeps, row: TraceRow, afterMs: number): Promise<void> => {
  const dueAt = deps.clock.now() + afterMs;
  await deps.dueWork.schedule(deps.database, [
    {
      // Another key each time: this piece of work is only taken away after it.
      key: `${READ_TRACE}:${row.traceId}:${dueAt}`,
      kind: READ_TRACE,
      payload: { traceId: row.traceId },
      dueAt,
    },
  ]);
  if (afterMs === 0) deps.dueWork.wake();
};

/**
 * Reads on from where a trace stands, goes back where the chain did, and comes again until its time is over. May run
 * twice: the later one then finds nothing new.
 */
export const readTrace = async (deps: TracingDeps, traceId: string): Promise<void> => {
  const row = await findTrace(deps.database, traceId);
  const chain = row && deps.chains.get(row.chain);
  if (row === undefined || !row.isFollowed) return;
  if (chain === undefined) {
    await saveFailure(deps.database, traceId, 'chain_not_set');
    return again(deps, row, AFTER_FAILURE_MS);
  }
  const read = await advance(deps, chain, row, await openTrace(deps, row));
  if (!read.ok) {
    deps.log.warn({ traceId, code: read.failure.code }, 'a trace could not be read on');
    await saveFailure(deps.database, traceId, read.failure.code);
    return again(deps, row, AFTER_FAILURE_MS);
  }
  if (!read.value.isCurrent) return again(deps, row, 0);
  if (deps.clock.now() >= row.followUntil) {
    await stopTrace(deps.database, traceId);
    const ended = await findTrace(deps.database, traceId);
    if (ended !== undefined) await refreshCard(deps, ended, await openTrace(deps, ended));
    return;
  }
  return again(deps, row, AGAIN_MS[chain.family]);
};

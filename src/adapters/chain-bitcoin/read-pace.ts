import { measureIntervals } from '../../core/chain/pace.ts';
import type { Pace } from '../../ports/chain.ts';
import { Refused } from './bitcoin-rpc.ts';
import { checkNumbers } from './check-wire.ts';
import { hashAt, headerOf, type NodeContext, readHead, timeOf } from './node-context.ts';
import { toSatoshi, type WireHeader, type WireMempoolEntry } from './wire.ts';

const SAMPLE_BLOCKS = 40;
/** Virtual bytes that a block takes. */
const BLOCK_BYTES = 1_000_000;
const CROWDED_BLOCKS = 5;
/** Targets that are asked for, in blocks. */
const TARGETS = [1, 3, 6, 12, 24, 144] as const;

interface Pool {
  readonly size: number;
  readonly bytes: number;
  /** BTC for 1000 virtual bytes. */
  readonly mempoolminfee: number;
}

/** Satoshi for 1000 virtual bytes to be taken within `blocks`; null where the node cannot say. */
const feeFor = async ({ rpc }: NodeContext, blocks: number): Promise<bigint | null> => {
  try {
    const said = checkNumbers<{ readonly feerate?: unknown; readonly fee?: unknown }>(
      await rpc.call<unknown>('estimatesmartfee', blocks),
      [],
    );
    const fee = said.feerate ?? said.fee ?? -1;
    return typeof fee === 'number' && fee > 0 ? BigInt(toSatoshi(fee)) : null;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
};

const readPool = async ({ rpc }: NodeContext): Promise<Pool> =>
  checkNumbers<Pool>(await rpc.call<unknown>('getmempoolinfo'), ['size', 'bytes', 'mempoolminfee']);

/** Blocks until a waiting transaction is expected in one, from what it offers and what others offer. */
export const expectedBlocks = async (
  context: NodeContext,
  entry: WireMempoolEntry,
): Promise<{ readonly from: number; readonly to: number | null }> => {
  const bytes = entry.vsize ?? entry.size ?? 1;
  const paid = BigInt(toSatoshi(entry.fees?.base ?? entry.fee ?? 0));
  const rate = (paid * 1_000n) / BigInt(bytes);
  const pool = await readPool(context);
  if (rate < BigInt(toSatoshi(pool.mempoolminfee))) return { from: 1, to: null };
  // All that waits fits into the next block.
  if (pool.bytes < BLOCK_BYTES) return { from: 1, to: 2 };
  let known = false;
  for (const target of TARGETS) {
    const asked = await feeFor(context, target);
    known ||= asked !== null;
    if (asked !== null && rate >= asked) return { from: 1, to: target + 1 };
  }
  return { from: 1, to: known ? null : Math.ceil(pool.bytes / BLOCK_BYTES) + 1 };
};

const headersBefore = async (
  { rpc }: NodeContext,
  height: number,
): Promise<readonly WireHeader[]> => {
  // The first block's time is the chain's making, not its pace.
  const first = Math.max(1, height - SAMPLE_BLOCKS + 1);
  const heights = Array.from(
    { length: Math.max(0, height - first + 1) },
    (_, index) => first + index,
  );
  return Promise.all(heights.map(async (at) => headerOf(rpc, await hashAt(rpc, at))));
};

/** See `Chain.readPace`. Throws what `guarded` catches. */
export const readBitcoinPace = async (context: NodeContext): Promise<Pace> => {
  const head = await readHead(context);
  const [headers, pool, next] = await Promise.all([
    headersBefore(context, head.height),
    readPool(context),
    feeFor(context, TARGETS[0]),
  ]);
  const full = pool.bytes / BLOCK_BYTES;
  return {
    // Finding a block has no memory: the deviation of its interval is its mean.
    ...measureIntervals(headers.map(timeOf), {
      meanMs: context.usualIntervalMs,
      deviationMs: context.usualIntervalMs,
    }),
    congestion: full >= CROWDED_BLOCKS ? 'high' : full < 1 ? 'low' : 'normal',
    waitingTransactions: pool.size,
    nextFee: (next ?? BigInt(toSatoshi(pool.mempoolminfee))).toString(),
    head,
    asOf: head.asOf,
  };
};

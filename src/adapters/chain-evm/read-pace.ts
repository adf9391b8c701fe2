import { measureIntervals } from '../../core/chain/pace.ts';
import type { Pace } from '../../ports/chain.ts';
import { codeOf, type EvmRpc, toHex, toNumber, toText } from './evm-rpc.ts';
import { blockAt, headOf, latestBlock, type NodeContext, timeOf } from './node-context.ts';
import type { WireBlock } from './wire.ts';

const SAMPLE_BLOCKS = 40;
const RECENT_BLOCKS = 10;
const CROWDED_SHARE = 0.9;
const QUIET_SHARE = 0.3;

interface FeeHistory {
  /** Absent on networks without a base fee. */
  readonly baseFeePerGas?: readonly string[];
}

const lastBlocks = async (rpc: EvmRpc, head: WireBlock): Promise<readonly WireBlock[]> => {
  const last = toNumber(head.number);
  // The first block's time is the chain's making, not its pace.
  const first = Math.max(1, last - SAMPLE_BLOCKS + 1);
  const heights = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  const blocks = await Promise.all(heights.map((height) => blockAt(rpc, height)));
  return [...blocks.filter((block) => block !== null), head];
};

/** Null where the node does not have the method. */
const optional = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) !== undefined) return null;
    throw error;
  }
};

const congestionOf = (blocks: readonly WireBlock[]): Pace['congestion'] => {
  const recent = blocks.slice(-RECENT_BLOCKS);
  const share =
    recent.reduce((sum, block) => sum + toNumber(block.gasUsed) / toNumber(block.gasLimit), 0) /
    recent.length;
  if (share >= CROWDED_SHARE) return 'high';
  return share <= QUIET_SHARE ? 'low' : 'normal';
};

/** See `Chain.readPace`. Throws what `guarded` catches. */
export const readEvmPace = async (context: NodeContext): Promise<Pace> => {
  const { rpc, usualIntervalMs } = context;
  const latest = await latestBlock(rpc);
  const [blocks, pool, fees] = await Promise.all([
    lastBlocks(rpc, latest),
    optional(rpc.request<{ readonly pending: string }>('txpool_status', [])),
    optional(rpc.request<FeeHistory>('eth_feeHistory', [toHex(1), 'latest', []])),
  ]);
  const head = headOf(context, latest);
  const next = fees?.baseFeePerGas?.at(-1);
  return {
    ...measureIntervals(blocks.map(timeOf), {
      meanMs: usualIntervalMs,
      deviationMs: usualIntervalMs / 10,
    }),
    congestion: congestionOf(blocks),
    waitingTransactions: pool === null ? null : toNumber(pool.pending),
    nextFee: next === undefined ? null : toText(next),
    head,
    asOf: head.asOf,
  };
};

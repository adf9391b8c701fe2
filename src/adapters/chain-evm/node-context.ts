import type { BlockPoint, Head, NativeAsset } from '../../ports/chain.ts';
import type { Clock } from '../../ports/clock.ts';
import { checkBlock, checkReceipt, checkTransaction, checkWholeBlock } from './check-wire.ts';
import { type EvmRpc, Malformed, toHex, toNumber, WrongChain } from './evm-rpc.ts';
import type { Token } from './token-facts.ts';
import type { WireBlock, WireReceipt, WireTransaction } from './wire.ts';

/** What all parts of the adapter stand on. */
export interface NodeContext {
  readonly rpc: EvmRpc;
  readonly clock: Clock;
  readonly native: NativeAsset;
  readonly tokenOf: (contract: string) => Promise<Token>;
  /** A head older than this is behind. */
  readonly behindAfterMs: number;
  readonly usualIntervalMs: number;
}

const SECOND_MS = 1_000;
const RECHECK_MS = 10 * 60_000;

export const timeOf = (block: Pick<WireBlock, 'timestamp'>): number =>
  toNumber(block.timestamp) * SECOND_MS;

export const pointOf = (block: WireBlock<unknown>): BlockPoint => ({
  height: toNumber(block.number),
  hash: block.hash,
});

export const headOf = (context: NodeContext, block: WireBlock<unknown>): Head => {
  const asOf = context.clock.now();
  return {
    ...pointOf(block),
    at: timeOf(block),
    behind: asOf - timeOf(block) > context.behindAfterMs,
    asOf,
  };
};

export const latestBlock = async (rpc: EvmRpc): Promise<WireBlock> => {
  const block = checkBlock(await rpc.request<unknown>('eth_getBlockByNumber', ['latest', false]));
  if (block === null) throw new Malformed('no newest block');
  return block;
};

export const blockAt = async (rpc: EvmRpc, height: number): Promise<WireBlock | null> =>
  checkBlock(await rpc.request<unknown>('eth_getBlockByNumber', [toHex(height), false]));

export const wholeBlockAt = async (
  rpc: EvmRpc,
  height: number,
): Promise<WireBlock<WireTransaction> | null> =>
  checkWholeBlock(await rpc.request<unknown>('eth_getBlockByNumber', [toHex(height), true]));

export const transactionOf = async (rpc: EvmRpc, txid: string): Promise<WireTransaction | null> =>
  checkTransaction(await rpc.request<unknown>('eth_getTransactionByHash', [txid]), txid);

export const receiptOf = async (rpc: EvmRpc, txid: string): Promise<WireReceipt | null> =>
  checkReceipt(await rpc.request<unknown>('eth_getTransactionReceipt', [txid]), txid);

/** Asks from time to time whether the node still serves the network of the settings. Throws `WrongChain`. */
export const createChainCheck = (rpc: EvmRpc, clock: Clock, chainId: number) => {
  let checkedAt = Number.NEGATIVE_INFINITY;
  return async (): Promise<void> => {
    if (clock.now() - checkedAt < RECHECK_MS) return;
    if (toNumber(await rpc.request<string>('eth_chainId', [])) !== chainId) throw new WrongChain();
    checkedAt = clock.now();
  };
};

import type { Head, NativeAsset } from '../../ports/chain.ts';
import type { Clock } from '../../ports/clock.ts';
import { type BitcoinRpc, orAbsent, Refused, WrongChain } from './bitcoin-rpc.ts';
import { checkCount, checkHash, checkHeader, checkTransaction } from './check-wire.ts';
import type { WireHeader, WireTransaction } from './wire.ts';

export type BitcoinNetwork = 'main' | 'test' | 'testnet4' | 'signet' | 'regtest';

export interface NodeContext {
  readonly rpc: BitcoinRpc;
  readonly clock: Clock;
  readonly native: NativeAsset;
  readonly behindAfterMs: number;
  readonly usualIntervalMs: number;
}

const SECOND_MS = 1_000;
const RECHECK_MS = 10 * 60_000;

export const timeOf = (header: WireHeader): number => header.time * SECOND_MS;

export const headerOf = async (rpc: BitcoinRpc, hash: string): Promise<WireHeader> =>
  checkHeader(await rpc.call<unknown>('getblockheader', hash));

export const hashAt = async (rpc: BitcoinRpc, height: number): Promise<string> =>
  checkHash(await rpc.call<unknown>('getblockhash', height));

export const countBlocks = async (rpc: BitcoinRpc): Promise<number> =>
  checkCount(await rpc.call<unknown>('getblockcount'));

export const readHead = async ({ rpc, clock, behindAfterMs }: NodeContext): Promise<Head> => {
  const header = await headerOf(rpc, checkHash(await rpc.call<unknown>('getbestblockhash')));
  const asOf = clock.now();
  return {
    height: header.height,
    hash: header.hash,
    at: timeOf(header),
    behind: asOf - timeOf(header) > behindAfterMs,
    asOf,
  };
};

/** Null when the node does not know it. Confirmed ones need the node's index of transactions, or the block. */
export const readTransaction = async (
  { rpc }: NodeContext,
  txid: string,
  blockHash: string | null,
): Promise<WireTransaction | null> => {
  const ask = async (...more: readonly unknown[]): Promise<WireTransaction> =>
    checkTransaction(await rpc.call<unknown>('getrawtransaction', txid, true, ...more), txid);
  const found = await orAbsent(ask(), null);
  if (found !== null || blockHash === null) return found;
  try {
    return await ask(blockHash);
  } catch (error) {
    // Not all nodes take a block as well.
    if (error instanceof Refused) return null;
    throw error;
  }
};

/** Asks from time to time whether the node still serves the network of the settings. Throws `WrongChain`. */
export const createChainCheck = (context: NodeContext, network: BitcoinNetwork) => {
  let checkedAt = Number.NEGATIVE_INFINITY;
  return async (): Promise<void> => {
    if (context.clock.now() - checkedAt < RECHECK_MS) return;
    const { chain } = await context.rpc.call<{ readonly chain: string }>('getblockchaininfo');
    if (chain !== network) throw new WrongChain();
    checkedAt = context.clock.now();
  };
};

import type { Head, NativeAsset } from '../../ports/chain.ts';
import type { Clock } from '../../ports/clock.ts';
import { type BitcoinRpc, orAbsent, WrongChain } from './bitcoin-rpc.ts';
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

export const readHead = async ({ rpc, clock, behindAfterMs }: NodeContext): Promise<Head> => {
  const header = await rpc.call<WireHeader>('getblockheader', await rpc.call('getbestblockhash'));
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
  const found = await orAbsent(rpc.call<WireTransaction>('getrawtransaction', txid, true), null);
  if (found !== null || blockHash === null) return found;
  return orAbsent(
    rpc.call<WireTransaction>('getrawtransaction', txid, true, blockHash),
    null,
  ).catch(() => null);
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

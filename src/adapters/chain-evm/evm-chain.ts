import type { Chain, NativeAsset } from '../../ports/chain.ts';
import type { Clock } from '../../ports/clock.ts';
import { createEvmRpc, guarded } from './evm-rpc.ts';
import { findEvmTransaction } from './find-transaction.ts';
import { createEvmLedger } from './ledger.ts';
import { createChainCheck, headOf, latestBlock, type NodeContext } from './node-context.ts';
import { readEvmPace } from './read-pace.ts';
import { createTokenFacts } from './token-facts.ts';

export interface EvmChainOptions {
  readonly name: string;
  readonly url: string;
  readonly chainId: number;
  readonly native: NativeAsset;
  readonly clock: Clock;
  /** What blocks usually take, for a chain too young to be measured. */
  readonly usualIntervalMs: number;
  readonly behindAfterMs?: number;
  readonly timeoutMs?: number;
  readonly retries?: number;
}

const TIMEOUT_MS = 8_000;
const RETRIES = 2;
const LEAST_BEHIND_MS = 5 * 60_000;
const BEHIND_INTERVALS = 30;

/** An EVM network through JSON-RPC. Makes no connection until it is asked. */
export const createEvmChain = (options: EvmChainOptions): Chain => {
  const { timeoutMs = TIMEOUT_MS, retries = RETRIES, clock, usualIntervalMs } = options;
  const rpc = createEvmRpc({ url: options.url, timeoutMs, retries });
  const context: NodeContext = {
    rpc,
    clock,
    native: options.native,
    tokenOf: createTokenFacts(rpc),
    usualIntervalMs,
    behindAfterMs:
      options.behindAfterMs ?? Math.max(LEAST_BEHIND_MS, BEHIND_INTERVALS * usualIntervalMs),
  };
  const check = createChainCheck(rpc, clock, options.chainId);
  const checked = <T>(work: () => Promise<T>) =>
    guarded(async () => {
      await check();
      return work();
    });
  return {
    name: options.name,
    family: 'evm',
    native: options.native,
    readHead: () => checked(async () => headOf(context, await latestBlock(rpc))),
    readPace: () => checked(() => readEvmPace(context)),
    findTransaction: (txid, known) => checked(() => findEvmTransaction(context, txid, known)),
    ledger: createEvmLedger(context, check),
    close: () => undefined,
  };
};

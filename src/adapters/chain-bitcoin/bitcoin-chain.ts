import type { Chain } from '../../ports/chain.ts';
import type { Clock } from '../../ports/clock.ts';
import { createBitcoinRpc, guarded } from './bitcoin-rpc.ts';
import { findBitcoinTransaction } from './find-transaction.ts';
import { createBitcoinLedger } from './ledger.ts';
import {
  type BitcoinNetwork,
  createChainCheck,
  type NodeContext,
  readHead,
} from './node-context.ts';
import { readBitcoinPace } from './read-pace.ts';
import { DECIMALS } from './wire.ts';

export type { BitcoinNetwork } from './node-context.ts';

export interface BitcoinChainOptions {
  readonly name: string;
  /** `http://user:password@host:port` */
  readonly url: string;
  readonly network: BitcoinNetwork;
  readonly clock: Clock;
  readonly behindAfterMs?: number;
  readonly timeoutMs?: number;
  readonly retries?: number;
}

const TIMEOUT_MS = 8_000;
const RETRIES = 2;
const USUAL_INTERVAL_MS = 600_000;
/** With ten minutes on average, one interval in 160,000 is longer. */
const BEHIND_AFTER_MS = 2 * 3_600_000;

/**
 * Bitcoin through the JSON-RPC of Bitcoin Core (with `txindex=1`) or bcoin. Makes no connection until it is asked.
 */
export const createBitcoinChain = (options: BitcoinChainOptions): Chain => {
  const { timeoutMs = TIMEOUT_MS, retries = RETRIES } = options;
  const native = { symbol: 'BTC', decimals: DECIMALS };
  const context: NodeContext = {
    rpc: createBitcoinRpc({ url: options.url, timeoutMs, retries }),
    clock: options.clock,
    native,
    behindAfterMs: options.behindAfterMs ?? BEHIND_AFTER_MS,
    usualIntervalMs: USUAL_INTERVAL_MS,
  };
  const check = createChainCheck(context, options.network);
  const checked = <T>(work: () => Promise<T>) =>
    guarded(async () => {
      await check();
      return work();
    });
  return {
    name: options.name,
    family: 'bitcoin',
    native,
    readHead: () => checked(() => readHead(context)),
    readPace: () => checked(() => readBitcoinPace(context)),
    findTransaction: (txid, known) => checked(() => findBitcoinTransaction(context, txid, known)),
    ledger: createBitcoinLedger(context, check),
    close: () => undefined,
  };
};

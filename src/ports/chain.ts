import type {
  Asset,
  BlockPoint,
  LedgerTransaction,
  NativeAsset,
  Transfer,
} from '../core/chain/ledger.ts';
import type { AtMs } from '../core/ids.ts';
import type { Outcome } from '../core/outcome.ts';

export type { Asset, BlockPoint, LedgerTransaction, NativeAsset, Transfer };

/**
 * What support must know of a chain. Every answer says as of when (`asOf`, this machine's clock). Expected trouble is a
 * failure: `chain_unreachable` (no answer in time), `chain_wrong` (the node serves another network),
 * `chain_refused` (the node would not answer; `details.reason`). A node that lags is no failure: `head.behind` says so.
 */
export interface Chain {
  /** The name it has in the settings, for example `ethereum`. */
  readonly name: string;
  readonly family: ChainFamily;
  readonly native: NativeAsset;

  readHead(): Promise<Outcome<Head>>;
  /** How quickly blocks come and how crowded it is, from the last real blocks. */
  readPace(): Promise<Outcome<Pace>>;
  /**
   * `known` is the sighting of an earlier answer for this id: with it, a transaction that a reorganisation took out of
   * its block, that was dropped or replaced is told as such instead of `unknown`.
   */
  findTransaction(txid: string, known?: Sighting | null): Promise<Outcome<FoundTransaction>>;
  /** Transfers of stretches of blocks and balances, for following funds. */
  readonly ledger: ChainLedger;
  close(): void;
}

export type ChainFamily = 'evm' | 'bitcoin';

export interface Head extends BlockPoint {
  /** When the block says it was made. */
  readonly at: AtMs;
  /** The head is older than the network's blocks usually are: what is newer cannot be seen. */
  readonly behind: boolean;
  readonly asOf: AtMs;
}

export interface Pace {
  /** Blocks that the interval was taken from; with fewer than three the network's own figure was taken. */
  readonly blocks: number;
  readonly meanIntervalMs: number;
  readonly deviationMs: number;
  readonly congestion: 'low' | 'normal' | 'high';
  /** Transactions that wait at the node; null where it does not say. */
  readonly waitingTransactions: number | null;
  /** What the next block asks for: wei a gas (EVM), satoshi for 1000 virtual bytes (Bitcoin); null where unknown. */
  readonly nextFee: string | null;
  readonly head: Head;
  readonly asOf: AtMs;
}

export interface InBlock extends BlockPoint {
  /** The block's own time. */
  readonly at: AtMs;
  /** 1 in the newest block. */
  readonly confirmations: number;
}

export type TransactionStatus =
  /** Neither in a block nor waiting at this node, and never seen before. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'mempool';
      /** Blocks until it is expected in one; `to` is null while its fee is below what blocks take, or it waits for another. */
      readonly blocksToEnter: { readonly from: number; readonly to: number | null };
      /** No block can take it, whatever its fee: its sender has yet to send the transaction before it. */
      readonly behindMissing: boolean;
    }
  | ({ readonly kind: 'in_block' } & InBlock)
  /** In a block, and its effect was refused (EVM): nothing moved but the fee. */
  | ({ readonly kind: 'failed' } & InBlock)
  /** Seen before, and no longer anywhere. It may be sent again. */
  | { readonly kind: 'dropped' }
  /** Another transaction took its place; it can never be confirmed. `by` is null where the other was not found. */
  | { readonly kind: 'replaced'; readonly by: string | null };

/** What to keep of an answer and give with the next question. Plain JSON. */
export interface Sighting {
  readonly txid: string;
  readonly block: BlockPoint | null;
  /** What only one transaction may use: `sender:nonce` (EVM), `txid:output` (Bitcoin). */
  readonly claims: readonly string[];
  /** The head when it was first seen, where a search for its replacement begins. */
  readonly firstSeenHeight: number;
}

export interface FoundTransaction {
  readonly txid: string;
  readonly status: TransactionStatus;
  /** The block in which it was seen before and in which it no longer is; null when nothing was taken away. */
  readonly reorganisedFrom: BlockPoint | null;
  /** What it moves, or would move. Empty when it failed or nothing is known. */
  readonly transfers: readonly Transfer[];
  /** Null for Bitcoin with several senders, and when nothing is known. */
  readonly sender: string | null;
  /** Null when nothing is known of it. */
  readonly sighting: Sighting | null;
  readonly head: Head;
  readonly asOf: AtMs;
}

export interface LedgerStretch {
  /** In the chain's order. */
  readonly transactions: readonly LedgerTransaction[];
  /** The last block that was read; the stretch may end before what was asked for. */
  readonly through: BlockPoint;
  readonly blocks: number;
}

export interface ChainLedger {
  /**
   * The transactions of the blocks `from` to `to` that touch what is followed. EVM: those that move something from or
   * to one of `addresses` (lower case), with those transfers. Bitcoin: those that spend one of `outputs` (`txid:number`). Each block is fetched once for as long as it
   * is remembered. `from` must not lie above the head.
   */
  readStretch(asked: {
    readonly from: number;
    readonly to: number;
    readonly addresses: readonly string[];
    /** EVM: whether the chain's own coin is followed as well. Tokens alone are found without reading blocks. */
    readonly coins: boolean;
    readonly outputs: readonly string[];
  }): Promise<Outcome<LedgerStretch>>;
  /** One transaction that stands in a block; null when it does not. */
  readTransaction(txid: string): Promise<Outcome<LedgerTransaction | null>>;
  /**
   * EVM: what an address held at the end of a block, in the order asked; null where the node has forgotten it.
   * `contract` is null for the native asset. Bitcoin: always null.
   */
  readBalances(
    asked: readonly {
      readonly address: string;
      readonly contract: string | null;
      readonly height: number;
    }[],
  ): Promise<Outcome<readonly (string | null)[]>>;
  /** The hash of the block at a height; null above the head. */
  readBlockHash(height: number): Promise<Outcome<string | null>>;
}

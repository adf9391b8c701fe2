import type { AtMs } from '../ids.ts';

export interface NativeAsset {
  readonly symbol: string;
  readonly decimals: number;
}

export interface BlockPoint {
  readonly height: number;
  readonly hash: string;
}

export type Asset =
  | ({ readonly kind: 'native' } & NativeAsset)
  | {
      readonly kind: 'token';
      /** In lower case. */
      readonly contract: string;
      /** As the contract says, which anybody may have written: never a proof of what it is. Null where it says none. */
      readonly symbol: string | null;
      readonly decimals: number | null;
    };

export interface Transfer {
  readonly asset: Asset;
  /** Null where there is no single sender: a Bitcoin transaction's inputs, a newly mined coin. */
  readonly from: string | null;
  /** Null where the output pays to no address. */
  readonly to: string | null;
  /** Smallest units, a whole decimal number. */
  readonly amount: string;
  /** The output's number (Bitcoin), the log's index (token), 0 for the native amount of an EVM transaction. */
  readonly index: number;
}

/** A transaction as the tracer reads it. */
export interface LedgerTransaction {
  readonly txid: string;
  readonly height: number;
  readonly blockHash: string;
  readonly at: AtMs;
  /** Place in the block. */
  readonly position: number;
  /** EVM: what moved, in order. Bitcoin: empty. */
  readonly transfers: readonly Transfer[];
  /** EVM: who paid the fee and how much of the native asset. */
  readonly fee: { readonly payer: string; readonly amount: string } | null;
  /** Bitcoin: what it spends. `amount` and `address` are null where the node did not say. */
  readonly inputs: readonly {
    readonly output: string;
    readonly address: string | null;
    readonly amount: string | null;
  }[];
  /** Bitcoin: what it pays, by number. */
  readonly outputs: readonly { readonly address: string | null; readonly amount: string }[];
}

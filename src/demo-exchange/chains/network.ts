import type { WithdrawalRow } from '../rows.ts';
import type { ChainNetwork } from '../transfers/assets.ts';

/** What somebody outside the exchange sends, in a scene. Amounts are decimal text of whole units. */
export interface Payment {
  readonly userId: string;
  readonly asset: string;
  readonly amount: string;
}

/** One chain with the exchange's wallet on it, its node running beside it. */
export interface Network {
  readonly name: ChainNetwork;
  /** Of the node's RPC, for whoever wants to look a transaction up. */
  readonly url: string;
  /** Token contract, null for the network's own coin; undefined: it is not kept here. */
  contractOf(asset: string): string | null | undefined;
  /** Where the user's deposits of an asset arrive. */
  addressOf(userId: string, asset: string): string;
  ownerOf(
    address: string,
  ): { readonly userId: string | null; readonly asset: string | null } | undefined;
  /** Reads what is new on the chain, once. */
  follow(): Promise<void>;
  /** Signs a withdrawal and sends it; the transaction's id. */
  pay(row: WithdrawalRow): Promise<string>;
  close(): Promise<void>;
}

/** The outside world's wallet of a scene, and what the scenes do to the chain. */
export interface Stage {
  /** A deposit as it should be. */
  deposit(payment: Payment): Promise<string>;
  reorganise(depth: number, keep: boolean): Promise<void>;
  /** Takes a waiting transaction out of the node's pool. */
  drop(txid: string): Promise<void>;
  /** Sends a forgotten transaction again, unchanged. */
  sendAgain(txid: string): Promise<void>;
  mine(blocks: number): Promise<void>;
  /** An address outside the exchange. */
  newAddress(): Promise<string>;
}

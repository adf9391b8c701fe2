import { toUnits } from '../../core/chain/amount.ts';

/** What nodes answer, as far as it is used: Bitcoin Core 22 or newer, older ones, and bcoin. Amounts are in BTC. */
export interface WireScript {
  readonly address?: string;
  readonly addresses?: readonly string[];
}

export interface WireOutput {
  readonly value: number;
  readonly n: number;
  readonly scriptPubKey: WireScript;
}

export interface WireInput {
  /** Absent in the transaction that pays the miner. */
  readonly txid?: string;
  readonly vout?: number;
  readonly prevout?: { readonly value: number; readonly scriptPubKey: WireScript };
}

export interface WireTransaction {
  readonly txid: string;
  readonly vsize?: number;
  readonly size: number;
  readonly vin: readonly WireInput[];
  readonly vout: readonly WireOutput[];
  readonly blockhash?: string | null;
}

export interface WireHeader {
  readonly hash: string;
  readonly height: number;
  readonly time: number;
  /** -1 for a block of a branch that was left. */
  readonly confirmations: number;
  readonly previousblockhash?: string | null;
}

export interface WireBlock extends WireHeader {
  readonly tx: readonly (WireTransaction | string)[];
}

export interface WireMempoolEntry {
  readonly vsize?: number;
  readonly size?: number;
  readonly fee?: number;
  readonly fees?: { readonly base: number };
}

export const DECIMALS = 8;

/**
 * JSON carries BTC as a number. Below 2⁵³ satoshi a double is nearer to its eight decimals than to any other, so
 * rounding to eight gives them back exactly.
 */
export const toSatoshi = (value: number): string =>
  toUnits(value.toFixed(DECIMALS), DECIMALS) ?? '0';

export const addressOf = ({ address, addresses }: WireScript): string | null =>
  address ?? addresses?.[0] ?? null;

import type { BlockPoint } from '../chain/ledger.ts';
import type { AtMs } from '../ids.ts';

/** Who is known to stand behind an address. */
export const LABEL_KINDS = [
  'exchange',
  'bridge',
  'mixer',
  'gambling',
  'service',
  'contract',
  'suspect',
  'victim',
] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

export interface Label {
  readonly name: string;
  readonly kind: LabelKind;
}

/** Where many people's coins are mixed, following one of them further would accuse the others. */
const ENDS: readonly LabelKind[] = [
  'exchange',
  'bridge',
  'mixer',
  'gambling',
  'service',
  'contract',
];

export const endsAt = (label: Label | null): boolean => label !== null && ENDS.includes(label.kind);

export interface TraceLimits {
  /** How many times funds may be passed on, 1 to 12. */
  readonly maxHops: number;
  /** Less than this share of what was stolen, in 1/10,000 (basis points), is not followed further. */
  readonly dustBasisPoints: number;
  readonly maxNodes: number;
  /** An address with more transfers than this in one stretch is a service, whoever runs it. */
  readonly maxTransfers: number;
}

export const DEFAULT_LIMITS: TraceLimits = {
  maxHops: 6,
  dustBasisPoints: 10,
  maxNodes: 3_000,
  maxTransfers: 5_000,
};

/** The asset of an amount; `contract` is null for the chain's own. */
export interface TraceAsset {
  readonly contract: string | null;
  readonly symbol: string | null;
  readonly decimals: number | null;
}

/** `native`, or the token's contract. */
export type AssetKey = string;
export const NATIVE: AssetKey = 'native';

/** Why funds are not followed beyond an address. */
export type NodeEnd = 'victim' | 'label' | 'hops' | 'busy';

/** Amounts are whole decimal numbers of smallest units. */
export interface TraceNode {
  readonly address: string;
  /** Fewest transfers from the theft to it. */
  readonly hop: number;
  /** Of the stolen: what came in all, and what is still there, by asset. */
  readonly received: Readonly<Record<AssetKey, string>>;
  readonly held: Readonly<Record<AssetKey, string>>;
  readonly end: NodeEnd | null;
  /** False where the node had forgotten what it held before: its share is then an upper bound. */
  readonly balanceKnown: boolean;
  readonly firstAt: AtMs;
  readonly lastAt: AtMs;
}

/** One transaction's part of an edge. */
export interface TracePassage {
  readonly txid: string;
  readonly height: number;
  readonly at: AtMs;
  readonly amount: string;
  /** The stolen part of it. */
  readonly tainted: string;
}

export interface TraceEdge {
  readonly from: string;
  readonly to: string;
  readonly asset: AssetKey;
  readonly amount: string;
  readonly tainted: string;
  readonly passages: readonly TracePassage[];
}

/** EVM: what an address holds. Bitcoin: an output that nobody has spent yet. */
export interface Holding {
  readonly address: string;
  readonly asset: AssetKey;
  readonly balance: string;
  readonly tainted: string;
  readonly hop: number;
  /** Balances are counted from the end of this block on; `NEVER` where the funds are not followed on. */
  readonly openedAt: number;
}

export const NEVER = Number.MAX_SAFE_INTEGER;

/** What a trace begins with. */
export type TraceRoot =
  | {
      readonly kind: 'transaction';
      readonly txid: string;
      readonly height: number;
      /** From whom it was stolen. Bitcoin: all addresses that it spends from. */
      readonly victims: readonly string[];
      /** Where the stolen went with it; null: everything that it took from the victim is stolen. */
      readonly receiver: string | null;
    }
  /** All that leaves the address after the block is followed. EVM only. */
  | { readonly kind: 'address'; readonly address: string; readonly afterHeight: number };

/** A trace as it stands at the end of a block. Plain JSON: it is kept between readings. */
export interface TraceState {
  readonly family: 'evm' | 'bitcoin';
  readonly root: TraceRoot;
  readonly limits: TraceLimits;
  readonly cursor: BlockPoint;
  readonly assets: Readonly<Record<AssetKey, TraceAsset>>;
  /** What was stolen, by asset. */
  readonly stolen: Readonly<Record<AssetKey, string>>;
  readonly nodes: Readonly<Record<string, TraceNode>>;
  /** By `from to asset`, separated by spaces. */
  readonly edges: Readonly<Record<string, TraceEdge>>;
  /** EVM: by `asset address`. Bitcoin: by output (`txid:number`). */
  readonly holdings: Readonly<Record<string, Holding>>;
  /** Stolen parts too small to follow, and parts that paid fees, by asset. */
  readonly dust: Readonly<Record<AssetKey, string>>;
  readonly fees: Readonly<Record<AssetKey, string>>;
  /** The most nodes were reached: there is more than is shown. */
  readonly isCut: boolean;
}

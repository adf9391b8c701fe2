import type { Asset, BlockPoint } from '../chain/ledger.ts';
import {
  type AssetKey,
  endsAt,
  type Label,
  NATIVE,
  type NodeEnd,
  type TraceAsset,
  type TraceNode,
  type TracePassage,
  type TraceState,
} from './state.ts';

export interface DraftHolding {
  readonly address: string;
  readonly asset: AssetKey;
  balance: bigint;
  tainted: bigint;
  hop: number;
  openedAt: number;
}

interface DraftEdge {
  readonly from: string;
  readonly to: string;
  readonly asset: AssetKey;
  amount: bigint;
  tainted: bigint;
  readonly passages: TracePassage[];
}

type DraftNode = { -readonly [Key in keyof TraceNode]: TraceNode[Key] } & {
  received: Record<AssetKey, string>;
};

/** A trace while a stretch of blocks is folded into it. */
export interface Draft {
  readonly state: TraceState;
  readonly labelOf: (address: string) => Label | null;
  readonly nodes: Map<string, DraftNode>;
  readonly edges: Map<string, DraftEdge>;
  readonly holdings: Map<string, DraftHolding>;
  readonly stolen: Map<AssetKey, bigint>;
  readonly assets: Map<AssetKey, TraceAsset>;
  readonly dust: Map<AssetKey, bigint>;
  readonly fees: Map<AssetKey, bigint>;
  readonly dustBelow: ReadonlyMap<AssetKey, bigint>;
  isCut: boolean;
}

const toBigInts = (record: Readonly<Record<string, string>>): Map<string, bigint> =>
  new Map(Object.entries(record).map(([key, value]) => [key, BigInt(value)]));
const toTexts = (map: ReadonlyMap<string, bigint>): Record<string, string> =>
  Object.fromEntries([...map].map(([key, value]) => [key, value.toString()]));

const BASIS_POINTS = 10_000n;

/** Below this, an amount of the asset is dust. */
const dustLimits = ({ stolen, limits }: TraceState): ReadonlyMap<AssetKey, bigint> =>
  new Map(
    Object.entries(stolen).map(([asset, amount]) => [
      asset,
      (BigInt(amount) * BigInt(limits.dustBasisPoints)) / BASIS_POINTS,
    ]),
  );

export const openDraft = (
  state: TraceState,
  labelOf: (address: string) => Label | null,
): Draft => ({
  state,
  labelOf,
  nodes: new Map(
    Object.entries(state.nodes).map(([id, node]) => [
      id,
      { ...node, received: { ...node.received } },
    ]),
  ),
  edges: new Map(
    Object.entries(state.edges).map(([id, edge]) => [
      id,
      {
        ...edge,
        amount: BigInt(edge.amount),
        tainted: BigInt(edge.tainted),
        passages: [...edge.passages],
      },
    ]),
  ),
  holdings: new Map(
    Object.entries(state.holdings).map(([id, holding]) => [
      id,
      { ...holding, balance: BigInt(holding.balance), tainted: BigInt(holding.tainted) },
    ]),
  ),
  stolen: toBigInts(state.stolen),
  assets: new Map(Object.entries(state.assets)),
  dust: toBigInts(state.dust),
  fees: toBigInts(state.fees),
  dustBelow: dustLimits(state),
  isCut: state.isCut,
});

export const keyOfAsset = (asset: Asset): AssetKey =>
  asset.kind === 'native' ? NATIVE : asset.contract;

export const rememberAsset = (draft: Draft, asset: Asset): AssetKey => {
  const key = keyOfAsset(asset);
  const { symbol, decimals } = asset;
  if (!draft.assets.has(key)) {
    draft.assets.set(key, {
      contract: asset.kind === 'native' ? null : asset.contract,
      symbol,
      decimals,
    });
  }
  return key;
};

export const addTo = (map: Map<string, bigint>, key: string, amount: bigint): void => {
  if (amount > 0n) map.set(key, (map.get(key) ?? 0n) + amount);
};

export interface Passing {
  readonly from: string;
  readonly to: string;
  readonly asset: AssetKey;
  readonly amount: bigint;
  readonly tainted: bigint;
  readonly txid: string;
  readonly height: number;
  readonly at: number;
}

/** Part of the stolen went from one address to another. */
export const addPassage = (draft: Draft, passing: Passing): void => {
  const { from, to, asset, amount, tainted, txid, height, at } = passing;
  const id = `${from} ${to} ${asset}`;
  const edge = draft.edges.get(id) ?? { from, to, asset, amount: 0n, tainted: 0n, passages: [] };
  edge.amount += amount;
  edge.tainted += tainted;
  edge.passages.push({ txid, height, at, amount: `${amount}`, tainted: `${tainted}` });
  draft.edges.set(id, edge);
};

/**
 * The stolen reached an address over `hop` transfers. Answers with why it ends there, null when it may be followed, and
 * `undefined` when there is no room for another address.
 */
export const reachNode = (
  draft: Draft,
  reached: {
    readonly address: string;
    readonly hop: number;
    readonly asset: AssetKey;
    readonly tainted: bigint;
    readonly at: number;
  },
): NodeEnd | null | undefined => {
  const { address, hop, asset, tainted, at } = reached;
  const found = draft.nodes.get(address);
  if (found === undefined && draft.nodes.size >= draft.state.limits.maxNodes) {
    draft.isCut = true;
    return undefined;
  }
  const node = found ?? newNode(address, hop, at);
  node.hop = Math.min(node.hop, hop);
  node.lastAt = Math.max(node.lastAt, at);
  node.received[asset] = (BigInt(node.received[asset] ?? '0') + tainted).toString();
  if (node.end === null || node.end === 'hops') node.end = endOf(draft, node);
  draft.nodes.set(address, node);
  return node.end;
};

const newNode = (address: string, hop: number, at: number): DraftNode => ({
  address,
  hop,
  received: {},
  held: {},
  end: null,
  balanceKnown: true,
  firstAt: at,
  lastAt: at,
});

const endOf = (draft: Draft, node: DraftNode): NodeEnd | null => {
  if (endsAt(draft.labelOf(node.address))) return 'label';
  return node.hop >= draft.state.limits.maxHops ? 'hops' : null;
};

/** What is left of the stolen at each address: what came and did not go on. */
const heldBy = (draft: Draft): ReadonlyMap<string, Record<AssetKey, string>> => {
  const left = new Map<string, Map<AssetKey, bigint>>();
  for (const { address, asset, tainted } of draft.holdings.values()) {
    const held = left.get(address) ?? new Map<AssetKey, bigint>();
    addTo(held, asset, tainted);
    left.set(address, held);
  }
  return new Map([...left].map(([address, held]) => [address, toTexts(held)]));
};

export const closeDraft = (draft: Draft, cursor: BlockPoint): TraceState => {
  const held = heldBy(draft);
  return {
    ...draft.state,
    cursor,
    stolen: toTexts(draft.stolen),
    assets: Object.fromEntries(draft.assets),
    nodes: Object.fromEntries(
      [...draft.nodes].map(([id, node]) => [id, { ...node, held: held.get(id) ?? {} }]),
    ),
    edges: Object.fromEntries(
      [...draft.edges].map(([id, edge]) => [
        id,
        { ...edge, amount: `${edge.amount}`, tainted: `${edge.tainted}` },
      ]),
    ),
    holdings: Object.fromEntries(
      [...draft.holdings].map(([id, holding]) => [
        id,
        { ...holding, balance: `${holding.balance}`, tainted: `${holding.tainted}` },
      ]),
    ),
    dust: toTexts(draft.dust),
    fees: toTexts(draft.fees),
    isCut: draft.isCut,
  };
};

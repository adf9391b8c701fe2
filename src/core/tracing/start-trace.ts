import type { BlockPoint, LedgerTransaction } from '../chain/ledger.ts';
import { addTo, keyOfAsset } from './draft.ts';
import { NATIVE, type TraceAsset, type TraceLimits, type TraceState } from './state.ts';

const EMPTY = {
  nodes: {},
  edges: {},
  holdings: {},
  assets: {},
  stolen: {},
  dust: {},
  fees: {},
  isCut: false,
} as const;

const nodeOf = (address: string, at: number, end: 'victim' | null) => ({
  address,
  hop: 0,
  received: {},
  held: {},
  end,
  balanceKnown: true,
  firstAt: at,
  lastAt: at,
});

const texts = (amounts: ReadonlyMap<string, bigint>): Record<string, string> =>
  Object.fromEntries([...amounts].map(([key, amount]) => [key, amount.toString()]));

/** From whom an account chain's transaction took: whoever is named, else its sender, else whoever's transfer comes first. */
const victimOf = (tx: LedgerTransaction, named: string | null): string | null => {
  const senders = tx.transfers.map(({ from }) => from);
  for (const candidate of [named, tx.fee?.payer ?? null]) {
    if (candidate !== null && senders.includes(candidate)) return candidate;
  }
  return named === null ? (senders.find((sender) => sender !== null) ?? null) : null;
};

/** Null when the transaction moved nothing away from the victim. */
interface Whose {
  readonly named: string | null;
  readonly receiver: string | null;
}

const startOnAccounts = (
  tx: LedgerTransaction,
  { named, receiver }: Whose,
  limits: TraceLimits,
  before: BlockPoint,
): TraceState | null => {
  const victim = victimOf(tx, named);
  if (victim === null) return null;
  const stolen = new Map<string, bigint>();
  const assets: Record<string, TraceAsset> = {};
  for (const { asset, from, to, amount } of tx.transfers) {
    if (from !== victim || to === victim) continue;
    if (receiver !== null && to !== receiver) continue;
    addTo(stolen, keyOfAsset(asset), BigInt(amount));
    const contract = asset.kind === 'native' ? null : asset.contract;
    assets[keyOfAsset(asset)] = { contract, symbol: asset.symbol, decimals: asset.decimals };
  }
  if (stolen.size === 0) return null;
  return {
    ...EMPTY,
    family: 'evm',
    root: { kind: 'transaction', txid: tx.txid, height: tx.height, victims: [victim], receiver },
    limits,
    cursor: before,
    assets,
    stolen: texts(stolen),
    nodes: { [victim]: nodeOf(victim, tx.at, 'victim') },
  };
};

const startOnOutputs = (
  tx: LedgerTransaction,
  { named, receiver }: Whose,
  limits: TraceLimits,
  before: BlockPoint,
  native: TraceAsset,
): TraceState | null => {
  const spenders = [...new Set(tx.inputs.flatMap(({ address }) => address ?? []))];
  if (named !== null && !spenders.includes(named)) return null;
  // The first is the one that stands for all of them in the graph.
  const victims = named === null ? spenders : [named, ...spenders.filter((one) => one !== named)];
  const stolen = tx.outputs
    .filter(({ address }) =>
      receiver === null ? address === null || !victims.includes(address) : address === receiver,
    )
    .reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  const [victim = 'unknown'] = victims;
  if (stolen === 0n) return null;
  return {
    ...EMPTY,
    family: 'bitcoin',
    root: { kind: 'transaction', txid: tx.txid, height: tx.height, victims, receiver },
    limits,
    cursor: before,
    assets: { [NATIVE]: native },
    stolen: { [NATIVE]: stolen.toString() },
    nodes: { [victim]: nodeOf(victim, tx.at, 'victim') },
  };
};

/**
 * The state from which a theft is followed: that at the end of the block before it. Null when the transaction took
 * nothing from the victim. `named` says whose funds they were, `receiver` which address the stolen went to, where it is known: a payment of an
 * exchange often pays many people at once.
 */
export const startFromTransaction = (given: {
  readonly family: 'evm' | 'bitcoin';
  readonly tx: LedgerTransaction;
  readonly named: string | null;
  readonly receiver: string | null;
  readonly limits: TraceLimits;
  /** The block before the transaction's. */
  readonly before: BlockPoint;
  readonly native: TraceAsset;
}): TraceState | null => {
  const { family, tx, named, receiver, limits, before, native } = given;
  const whose = { named, receiver };
  return family === 'evm'
    ? startOnAccounts(tx, whose, limits, before)
    : startOnOutputs(tx, whose, limits, before, native);
};

/** The state from which all that leaves an address is followed, from the block after `before` on. EVM only. */
export const startFromAddress = (given: {
  readonly address: string;
  readonly limits: TraceLimits;
  readonly before: BlockPoint;
  readonly at: number;
}): TraceState => ({
  ...EMPTY,
  family: 'evm',
  root: { kind: 'address', address: given.address, afterHeight: given.before.height },
  limits: given.limits,
  cursor: given.before,
  nodes: { [given.address]: nodeOf(given.address, given.at, null) },
});

import type { BlockPoint, LedgerTransaction, Transfer } from '../chain/ledger.ts';
import {
  addPassage,
  addTo,
  closeDraft,
  type Draft,
  type DraftHolding,
  keyOfAsset,
  openDraft,
  reachNode,
  rememberAsset,
} from './draft.ts';
import { type AssetKey, type Label, NATIVE, NEVER, type TraceState } from './state.ts';

/** What an address held of an asset at the end of a block; null where the node has forgotten it. */
export interface Opening {
  readonly address: string;
  readonly asset: AssetKey;
  readonly height: number;
  readonly balance: string | null;
}

/** A balance that is needed to go on exactly. */
export type Needed = Omit<Opening, 'balance'>;

export interface Folded {
  readonly state: TraceState;
  /** Addresses whose transfers must be known for the whole stretch. */
  readonly followed: readonly string[];
  readonly needed: readonly Needed[];
}

export const holdingKey = (asset: AssetKey, address: string): string => `${asset} ${address}`;

/**
 * The stolen part of what leaves an address, by the haircut (proportional) method: of each payment as much is stolen as
 * of the whole balance it is paid from (M. Möser, R. Böhme, D. Breuker, "Towards Risk Scoring of Bitcoin Transactions",
 * Financial Cryptography 2014 Workshops, LNCS 8438). Rounded down; a payment of everything takes everything.
 */
export const haircut = (amount: bigint, tainted: bigint, balance: bigint): bigint => {
  if (tainted <= 0n || amount <= 0n) return 0n;
  return amount >= balance ? tainted : (amount * tainted) / balance;
};

/** All that leaves the address that is followed is taken for stolen, and all that left the victim with the theft. */
const isTheft = (
  { state: { root } }: Draft,
  tx: LedgerTransaction,
  transfer: Pick<Transfer, 'from' | 'to'>,
): boolean =>
  root.kind === 'address'
    ? root.address === transfer.from
    : root.txid === tx.txid &&
      root.victims.includes(transfer.from ?? '') &&
      (root.receiver === null || root.receiver === transfer.to);

/** Takes an amount out of a holding; answers with its stolen part. */
const takeOut = (holding: DraftHolding, amount: bigint): bigint => {
  // More went out than ever was seen to come in: by ways that no transfer shows.
  const balance = holding.balance < amount ? amount : holding.balance;
  const tainted = haircut(amount, holding.tainted, balance);
  holding.balance = balance - amount;
  holding.tainted -= tainted;
  return tainted;
};

interface Fold {
  readonly draft: Draft;
  readonly openings: ReadonlyMap<string, Opening>;
  readonly needed: Map<string, Needed>;
  readonly busy: ReadonlySet<string>;
}

const holdingOf = (fold: Fold, asset: AssetKey, address: string): DraftHolding | undefined =>
  fold.draft.holdings.get(holdingKey(asset, address));

/** From here on the holding's balance is counted; asks for what there was before, where nobody said it yet. */
const openHolding = (fold: Fold, holding: DraftHolding, tx: LedgerTransaction): void => {
  const key = holdingKey(holding.asset, holding.address);
  const height = tx.height - 1;
  const opening = fold.openings.get(key);
  holding.openedAt = height;
  holding.balance = BigInt(opening?.balance ?? '0');
  if (opening === undefined) {
    fold.needed.set(key, { address: holding.address, asset: holding.asset, height });
  }
};

const newHolding = (fold: Fold, asset: AssetKey, address: string): DraftHolding => {
  const holding = { address, asset, balance: 0n, tainted: 0n, hop: NEVER, openedAt: NEVER };
  fold.draft.holdings.set(holdingKey(asset, address), holding);
  return holding;
};

/** Adds what came, and the stolen part of it. */
const putIn = (
  fold: Fold,
  passing: { asset: AssetKey; address: string; amount: bigint; tainted: bigint; hop: number },
  tx: LedgerTransaction,
): void => {
  const { asset, address, amount, tainted, hop } = passing;
  const found = holdingOf(fold, asset, address);
  if (found === undefined && tainted === 0n) return;
  const holding = found ?? newHolding(fold, asset, address);
  const isFollowed = (fold.draft.nodes.get(address)?.end ?? null) === null;
  if (isFollowed && tainted > 0n && holding.openedAt === NEVER) openHolding(fold, holding, tx);
  if (tx.height > holding.openedAt) holding.balance += amount;
  holding.tainted += tainted;
  if (tainted > 0n) holding.hop = Math.min(holding.hop, hop);
};

const markUnknown = ({ draft, openings }: Fold): void => {
  for (const { address, balance } of openings.values()) {
    const node = draft.nodes.get(address);
    if (balance === null && node) node.balanceKnown = false;
  }
};

/** The stolen part of a transfer arrives, unless it is dust or ends here. */
const arrive = (
  fold: Fold,
  transfer: Transfer,
  tx: LedgerTransaction,
  given: { readonly asset: AssetKey; readonly tainted: bigint; readonly hop: number },
): void => {
  const { draft, busy } = fold;
  const { asset, tainted, hop } = given;
  const { from, to } = transfer;
  const amount = BigInt(transfer.amount);
  if (to === null || from === null) return;
  const isDust = tainted > 0n && tainted < (draft.dustBelow.get(asset) ?? 1n);
  if (isDust) addTo(draft.dust, asset, tainted);
  if (tainted === 0n || isDust) {
    putIn(fold, { asset, address: to, amount, tainted: 0n, hop }, tx);
    return;
  }
  const end = reachNode(draft, { address: to, hop, asset, tainted, at: tx.at });
  if (end === undefined) {
    addTo(draft.dust, asset, tainted);
    return;
  }
  const node = draft.nodes.get(to);
  if (end === null && busy.has(to) && node) node.end = 'busy';
  addPassage(draft, {
    from,
    to,
    asset,
    amount,
    tainted,
    txid: tx.txid,
    height: tx.height,
    at: tx.at,
  });
  putIn(fold, { asset, address: to, amount, tainted, hop }, tx);
};

/** The stolen part of a transfer, and over how many transfers it came. */
const stolenPart = (
  fold: Fold,
  transfer: Transfer,
  tx: LedgerTransaction,
): { readonly tainted: bigint; readonly hop: number } => {
  const { draft } = fold;
  const asset = keyOfAsset(transfer.asset);
  const from = transfer.from ?? '';
  const amount = BigInt(transfer.amount);
  if (isTheft(draft, tx, transfer)) {
    if (draft.state.root.kind === 'address') addTo(draft.stolen, asset, amount);
    return { tainted: amount, hop: 1 };
  }
  const holding = holdingOf(fold, asset, from);
  if (holding === undefined || tx.height <= holding.openedAt) return { tainted: 0n, hop: NEVER };
  // Where it ends, nothing goes on: the stolen stays for whoever asks there.
  if ((draft.nodes.get(from)?.end ?? null) !== null) return { tainted: 0n, hop: NEVER };
  return { tainted: takeOut(holding, amount), hop: holding.hop + 1 };
};

const passTransfer = (fold: Fold, transfer: Transfer, tx: LedgerTransaction): void => {
  if (transfer.from === null || transfer.from === transfer.to) return;
  const { tainted, hop } = stolenPart(fold, transfer, tx);
  if (tainted > 0n) rememberAsset(fold.draft, transfer.asset);
  arrive(fold, transfer, tx, { asset: keyOfAsset(transfer.asset), tainted, hop });
};

/** A fee takes its share of the stolen as any payment does. */
const payFee = (fold: Fold, tx: LedgerTransaction): void => {
  if (tx.fee === null) return;
  const { root } = fold.draft.state;
  if (root.kind === 'address' && root.address === tx.fee.payer) return;
  const holding = holdingOf(fold, NATIVE, tx.fee.payer);
  if (holding === undefined || tx.height <= holding.openedAt) return;
  addTo(fold.draft.fees, NATIVE, takeOut(holding, BigInt(tx.fee.amount)));
};

const busyIn = (transactions: readonly LedgerTransaction[], most: number): ReadonlySet<string> => {
  const counts = new Map<string, number>();
  for (const { transfers } of transactions) {
    for (const { from, to } of transfers) {
      for (const address of new Set([from, to])) {
        if (address !== null) counts.set(address, (counts.get(address) ?? 0) + 1);
      }
    }
  }
  return new Set([...counts].filter(([, count]) => count > most).map(([address]) => address));
};

/** Addresses whose transfers matter: the theft's, and where something stolen lies and may go on. */
export const followedAddresses = (state: TraceState): readonly string[] => {
  const { root, cursor, nodes, holdings } = state;
  const found = new Set<string>();
  if (root.kind === 'address') found.add(root.address);
  else if (cursor.height < root.height) for (const victim of root.victims) found.add(victim);
  for (const { address } of Object.values(holdings)) {
    if ((nodes[address]?.end ?? null) === null) found.add(address);
  }
  return [...found];
};

/**
 * Folds the transactions of the blocks after the state's cursor, in the chain's order, into the state. `openings` are the
 * balances found for what an earlier folding of the same stretch `needed`; fold again until nothing more is followed
 * or needed. Pure: the same arguments, the same answer.
 */
export const foldAccounts = (
  before: TraceState,
  stretch: { readonly transactions: readonly LedgerTransaction[]; readonly through: BlockPoint },
  openings: readonly Opening[],
  labelOf: (address: string) => Label | null,
): Folded => {
  const draft = openDraft(before, labelOf);
  const fold: Fold = {
    draft,
    openings: new Map(openings.map((one) => [holdingKey(one.asset, one.address), one])),
    needed: new Map(),
    busy: busyIn(stretch.transactions, before.limits.maxTransfers),
  };
  for (const tx of stretch.transactions) {
    for (const transfer of tx.transfers) passTransfer(fold, transfer, tx);
    payFee(fold, tx);
  }
  markUnknown(fold);
  const state = closeDraft(draft, stretch.through);
  return { state, followed: followedAddresses(state), needed: [...fold.needed.values()] };
};

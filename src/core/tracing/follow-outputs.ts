import type { BlockPoint, LedgerTransaction } from '../chain/ledger.ts';
import { addPassage, addTo, closeDraft, type Draft, openDraft, reachNode } from './draft.ts';
import { haircut } from './follow-accounts.ts';
import { type Label, NATIVE, type TraceState } from './state.ts';

/** What of a transaction's inputs is stolen, by the address it came from. */
interface Sources {
  readonly tainted: bigint;
  /** All that was spent. */
  readonly total: bigint;
  readonly hop: number;
  readonly byAddress: ReadonlyMap<string, bigint>;
}

const outputId = (txid: string, number: number): string => `${txid}:${number}`;
/** Outputs that pay to no address (a note, a bare script) are kept by their own id. */
const placeOf = (tx: LedgerTransaction, number: number): string =>
  tx.outputs[number]?.address ?? outputId(tx.txid, number);

const sumOf = (amounts: readonly (string | null)[]): bigint =>
  amounts.reduce((sum, amount) => sum + BigInt(amount ?? '0'), 0n);

/** All inputs, or where the node did not say some of them, at least what was paid out. */
const totalOf = (tx: LedgerTransaction): bigint => {
  const spent = sumOf(tx.inputs.map(({ amount }) => amount));
  const paid = sumOf(tx.outputs.map(({ amount }) => amount));
  if (spent < paid) return paid;
  return spent;
};

/** The stolen outputs that it spends, which are gone with it. */
const spend = (draft: Draft, tx: LedgerTransaction): Sources => {
  const byAddress = new Map<string, bigint>();
  let tainted = 0n;
  let hop = Number.MAX_SAFE_INTEGER;
  for (const { output } of tx.inputs) {
    const holding = draft.holdings.get(output);
    if (holding === undefined || (draft.nodes.get(holding.address)?.end ?? null) !== null) continue;
    draft.holdings.delete(output);
    tainted += holding.tainted;
    hop = Math.min(hop, holding.hop);
    byAddress.set(holding.address, (byAddress.get(holding.address) ?? 0n) + holding.tainted);
  }
  return { tainted, total: totalOf(tx), hop, byAddress };
};

/** The theft itself: whatever it pays to others than the victim is stolen. */
const theftOf = (draft: Draft, tx: LedgerTransaction): Sources | undefined => {
  const { root } = draft.state;
  if (root.kind !== 'transaction' || root.txid !== tx.txid) return undefined;
  const [victim = 'unknown'] = root.victims;
  const total = totalOf(tx);
  return { tainted: total, total, hop: 0, byAddress: new Map([[victim, total]]) };
};

/** Of the theft itself: whether an output is part of what was stolen. */
const isStolen = ({ state: { root } }: Draft, address: string): boolean =>
  root.kind === 'transaction' &&
  (root.receiver === null ? !root.victims.includes(address) : root.receiver === address);

/** An edge from each address whose coins it spends, by what came from there. */
const addPassages = (
  draft: Draft,
  tx: LedgerTransaction,
  sources: Sources,
  given: { readonly to: string; readonly amount: bigint; readonly tainted: bigint },
): void => {
  const { to, amount, tainted } = given;
  for (const [from, part] of sources.byAddress) {
    if (from === to) continue;
    addPassage(draft, {
      from,
      to,
      asset: NATIVE,
      amount: (amount * part) / sources.tainted,
      tainted: (tainted * part) / sources.tainted,
      txid: tx.txid,
      height: tx.height,
      at: tx.at,
    });
  }
};

const payOut = (draft: Draft, tx: LedgerTransaction, number: number, sources: Sources): bigint => {
  const amount = BigInt(tx.outputs[number]?.amount ?? '0');
  const tainted = haircut(amount, sources.tainted, sources.total);
  const address = placeOf(tx, number);
  if (tainted === 0n) return 0n;
  if (tainted < (draft.dustBelow.get(NATIVE) ?? 1n)) {
    addTo(draft.dust, NATIVE, tainted);
    return tainted;
  }
  // Change that stays at the address has not been passed on.
  const hop = sources.byAddress.has(address) ? sources.hop : sources.hop + 1;
  const reached = { address, hop, asset: NATIVE, tainted, at: tx.at };
  if (reachNode(draft, reached) === undefined) {
    addTo(draft.dust, NATIVE, tainted);
    return tainted;
  }
  addPassages(draft, tx, sources, { to: address, amount, tainted });
  draft.holdings.set(outputId(tx.txid, number), {
    address,
    asset: NATIVE,
    balance: amount,
    tainted,
    hop,
    openedAt: tx.height,
  });
  return tainted;
};

const passOn = (draft: Draft, tx: LedgerTransaction): void => {
  const theft = theftOf(draft, tx);
  const sources = theft ?? spend(draft, tx);
  if (sources.tainted === 0n) return;
  let paid = 0n;
  tx.outputs.forEach((_, number) => {
    if (theft === undefined || isStolen(draft, placeOf(tx, number))) {
      paid += payOut(draft, tx, number, sources);
    }
  });
  // What no output took went to the miner.
  if (theft === undefined) addTo(draft.fees, NATIVE, sources.tainted - paid);
};

/** Outputs whose spending matters. */
export const followedOutputs = (state: TraceState): readonly string[] =>
  Object.entries(state.holdings)
    .filter(([, { address }]) => (state.nodes[address]?.end ?? null) === null)
    .map(([output]) => output);

/**
 * Folds the transactions of the blocks after the state's cursor, in the chain's order, into the state, by the haircut
 * method over the outputs of each transaction (see `haircut`). Fold again with what spends the outputs `followed`, until
 * nothing new is. Pure: the same arguments, the same answer.
 */
export const foldOutputs = (
  before: TraceState,
  stretch: { readonly transactions: readonly LedgerTransaction[]; readonly through: BlockPoint },
  labelOf: (address: string) => Label | null,
): { readonly state: TraceState; readonly followed: readonly string[] } => {
  const draft = openDraft(before, labelOf);
  for (const tx of stretch.transactions) passOn(draft, tx);
  const state = closeDraft(draft, stretch.through);
  return { state, followed: followedOutputs(state) };
};

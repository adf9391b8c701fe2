import { type Outcome, ok } from '../../core/outcome.ts';
import {
  type Folded,
  foldAccounts,
  followedAddresses,
  holdingKey,
  type Opening,
} from '../../core/tracing/follow-accounts.ts';
import { foldOutputs, followedOutputs } from '../../core/tracing/follow-outputs.ts';
import { type Label, NATIVE, type TraceState } from '../../core/tracing/state.ts';
import type {
  BlockPoint,
  Chain,
  ChainLedger,
  LedgerStretch,
  LedgerTransaction,
  Transfer,
} from '../../ports/chain.ts';

export interface Following {
  readonly chain: Chain;
  readonly labelOf: (address: string) => Label | null;
  /** No further stretch is begun after this many milliseconds. */
  readonly budgetMs: number;
  /** A clock that never goes back, in milliseconds. */
  readonly elapsed: () => number;
}

export interface Followed {
  readonly state: TraceState;
  readonly head: BlockPoint;
  /** Nothing is left to read until the next block. */
  readonly isCurrent: boolean;
  readonly blocks: number;
}

/** Blocks that are read together. Bitcoin's are big. */
const STRETCH = { evm: 100, bitcoin: 12 } as const;

const keyOf = ({ asset, index }: Transfer): string =>
  `${asset.kind === 'native' ? NATIVE : asset.contract} ${index}`;

/** Readings of the same stretch each bring the transfers of other addresses. */
class Gathered {
  readonly #found = new Map<string, LedgerTransaction>();

  add(transactions: readonly LedgerTransaction[]): void {
    for (const tx of transactions) {
      const found = this.#found.get(tx.txid);
      if (found === undefined) this.#found.set(tx.txid, tx);
      else if (tx.transfers.length > 0) this.#found.set(tx.txid, merge(found, tx));
    }
  }

  inOrder(): readonly LedgerTransaction[] {
    return [...this.#found.values()].sort((a, b) => a.height - b.height || a.position - b.position);
  }
}

const merge = (a: LedgerTransaction, b: LedgerTransaction): LedgerTransaction => {
  const transfers = new Map([...a.transfers, ...b.transfers].map((one) => [keyOf(one), one]));
  return {
    ...a,
    fee: a.fee ?? b.fee,
    transfers: [...transfers.values()].sort(
      (x, y) =>
        Number(x.asset.kind === 'token') - Number(y.asset.kind === 'token') || x.index - y.index,
    ),
  };
};

const readOpenings = async (
  ledger: ChainLedger,
  needed: Folded['needed'],
): Promise<Outcome<readonly Opening[]>> => {
  const asked = needed.map(({ address, asset, height }) => ({
    address,
    contract: asset === NATIVE ? null : asset,
    height,
  }));
  const balances = await ledger.readBalances(asked);
  if (!balances.ok) return balances;
  return ok(needed.map((one, index) => ({ ...one, balance: balances.value[index] ?? null })));
};

type StretchOutcome = Outcome<{ readonly state: TraceState; readonly blocks: number }>;

/** Reads and folds until nobody new is followed: at most as often as funds are passed on. */
const followAccounts = async (
  { chain, labelOf }: Following,
  before: TraceState,
  to: number,
): Promise<StretchOutcome> => {
  const gathered = new Gathered();
  const read = new Set<string>();
  const openings = new Map<string, Opening>();
  let addresses = followedAddresses(before);
  // What an address will pay with is known only afterwards.
  const coins = before.root.kind === 'address' || NATIVE in before.stolen;
  let stretch: LedgerStretch | undefined;
  for (;;) {
    if (stretch === undefined || addresses.length > 0) {
      const from = before.cursor.height + 1;
      const found = await chain.ledger.readStretch({
        from,
        to,
        addresses,
        coins,
        outputs: [],
      });
      if (!found.ok) return found;
      stretch = found.value;
      gathered.add(stretch.transactions);
      for (const address of addresses) read.add(address);
    }
    const part = { transactions: gathered.inOrder(), through: stretch.through };
    const folded = foldAccounts(before, part, [...openings.values()], labelOf);
    addresses = folded.followed.filter((address) => !read.has(address));
    if (addresses.length === 0 && folded.needed.length === 0) {
      return ok({ state: folded.state, blocks: stretch.blocks });
    }
    const balances = await readOpenings(chain.ledger, folded.needed);
    if (!balances.ok) return balances;
    for (const one of balances.value) openings.set(holdingKey(one.asset, one.address), one);
  }
};

const followOutputs = async (
  { chain, labelOf }: Following,
  before: TraceState,
  to: number,
): Promise<StretchOutcome> => {
  const gathered = new Gathered();
  const read = new Set<string>();
  const from = before.cursor.height + 1;
  if (before.root.kind === 'transaction' && from <= before.root.height) {
    const theft = await chain.ledger.readTransaction(before.root.txid);
    if (!theft.ok) return theft;
    if (theft.value !== null) gathered.add([theft.value]);
  }
  let outputs = followedOutputs(before);
  for (;;) {
    const stretch = await chain.ledger.readStretch({
      from,
      to,
      addresses: [],
      coins: true,
      outputs,
    });
    if (!stretch.ok) return stretch;
    for (const output of outputs) read.add(output);
    gathered.add(stretch.value.transactions);
    const part = { transactions: gathered.inOrder(), through: stretch.value.through };
    const folded = foldOutputs(before, part, labelOf);
    outputs = folded.followed.filter((output) => !read.has(output));
    if (outputs.length === 0) return ok({ state: folded.state, blocks: stretch.value.blocks });
  }
};

/** Everything has come to rest where it ends: new blocks change nothing. */
const isAtRest = (state: TraceState): boolean => {
  const { root, cursor } = state;
  if (root.kind === 'address' || cursor.height < root.height) return false;
  return state.family === 'evm'
    ? followedAddresses(state).length === 0
    : followedOutputs(state).length === 0;
};

/**
 * Follows the funds from the state's block to the newest, stretch by stretch, as far as the budget goes. Failures are
 * those of the chain.
 */
export const followChain = async (
  following: Following,
  start: TraceState,
): Promise<Outcome<Followed>> => {
  const { chain, budgetMs, elapsed } = following;
  const head = await chain.readHead();
  if (!head.ok) return head;
  const point = { height: head.value.height, hash: head.value.hash };
  const begunAt = elapsed();
  const size = STRETCH[start.family];
  let state = start;
  let blocks = 0;
  while (state.cursor.height < point.height && !isAtRest(state)) {
    if (elapsed() - begunAt > budgetMs) return ok({ state, head: point, isCurrent: false, blocks });
    const to = Math.min(point.height, state.cursor.height + size);
    const next = await (state.family === 'evm' ? followAccounts : followOutputs)(
      following,
      state,
      to,
    );
    // What was read before is kept; the failure comes again with the next reading.
    if (!next.ok) return blocks === 0 ? next : ok({ state, head: point, isCurrent: false, blocks });
    state = next.value.state;
    blocks += next.value.blocks;
  }
  if (isAtRest(state)) state = { ...state, cursor: point };
  return ok({ state, head: point, isCurrent: true, blocks });
};

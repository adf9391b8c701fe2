import { accountBlock } from '../accounts/restrict.ts';
import { move } from '../ledger/ledger.ts';
import { units } from '../ledger/money.ts';
import type { DepositRow, Place } from '../rows.ts';
import type { World } from '../world.ts';
import { findRule } from './assets.ts';

/** Coins that a chain shows on their way to the exchange. */
export interface Sighted {
  readonly userId: string;
  readonly asset: string;
  readonly network: string;
  /** Smallest units of the asset; for a token the exchange does not keep, `amountText` says it. */
  readonly amountText: string;
  readonly txid: string;
  readonly outputIndex: number;
  readonly address: string;
  readonly memo: string | null;
  readonly contract: string | null;
  /** What is wrong with it whatever its confirmations; null: nothing. */
  readonly fault: 'missing_memo' | 'unsupported_token' | 'wrong_network' | null;
  readonly confirmationsNeeded: number;
}

/** So many confirmations more than needed, and a deposit is not looked at again. */
const FINAL_AFTER = 20;

export const depositIdOf = (txid: string, outputIndex: number): string =>
  `dp_${txid.replace(/^0x/, '').slice(0, 24)}_${outputIndex}`;

/** Notes coins that were seen for the first time; seen again, nothing happens. */
export const noteDeposit = (world: World, sighted: Sighted): DepositRow => {
  const depositId = depositIdOf(sighted.txid, sighted.outputIndex);
  const known = world.deposits.find(depositId);
  if (known !== undefined) return known;
  const { amountText, fault, ...rest } = sighted;
  const row: DepositRow = {
    ...{ depositId, ...rest, amount: amountText },
    state: fault ?? 'seen',
    ...{ confirmations: 0, seenAt: world.now(), creditedAt: null },
    ...{ restrictionId: null, recovery: null, place: null, isFinal: false },
  };
  return world.store.atomically(() => {
    world.deposits.put(row);
    world.emit('deposit_changed', row.userId, depositId);
    return row;
  });
};

const save = (world: World, row: DepositRow, changed: Partial<DepositRow>): DepositRow => {
  const next = { ...row, ...changed };
  world.deposits.put(next);
  // Nobody waits for more confirmations of what was credited.
  if (row.state !== 'credited' || next.state !== 'credited')
    world.emit('deposit_changed', row.userId, row.depositId);
  return next;
};

const book = (world: World, row: DepositRow): void => {
  const { asset, network, userId } = row;
  const amount = units(row.amount, asset);
  world.ledger.post(
    'deposit',
    row.depositId,
    move(asset, amount, [`outside:${network}`, 'available'], [userId, 'available']),
  );
};

/** Small deposits of a coin wait until together they reach its minimum. */
const creditSmallOnes = (world: World, row: DepositRow, minimum: bigint): void => {
  const small = world.deposits
    .ofUser(row.userId)
    .filter(
      (one) =>
        one.asset === row.asset &&
        one.network === row.network &&
        one.state === 'below_minimum' &&
        one.confirmations >= one.confirmationsNeeded,
    );
  const sum = small.reduce((all, one) => all + units(one.amount, one.asset), 0n);
  if (sum < minimum) return;
  for (const one of small) {
    book(world, one);
    save(world, one, { state: 'credited', creditedAt: world.now() });
  }
};

const settle = (world: World, row: DepositRow): void => {
  const block = accountBlock(world, row.userId, 'deposits');
  if (block !== undefined) {
    save(world, row, { state: 'on_hold', restrictionId: block.restrictionId });
    return;
  }
  const rule = findRule(world, row.asset, row.network);
  const minimum = units(rule?.depositMinimum ?? '0', row.asset);
  if (units(row.amount, row.asset) < minimum) {
    const small = save(world, row, { state: 'below_minimum' });
    creditSmallOnes(world, small, minimum);
    return;
  }
  book(world, row);
  save(world, row, { state: 'credited', creditedAt: world.now(), restrictionId: null });
};

/** Takes back what was credited when the chain has taken the coins back. */
const unbook = (world: World, row: DepositRow): void => {
  const { asset, network, userId } = row;
  const amount = units(row.amount, asset);
  const back = move(asset, amount, [userId, 'available'], [`outside:${network}`, 'available']);
  // Coins that were spent meanwhile are the house's loss.
  if (!world.ledger.post('deposit_taken_back', row.depositId, back))
    world.ledger.post(
      'deposit_taken_back',
      row.depositId,
      move(asset, amount, ['house', 'available'], [`outside:${network}`, 'available']),
    );
};

/** Where the chain has the transaction now. */
export type Whereabouts =
  | { readonly kind: 'in_block'; readonly place: Place; readonly confirmations: number }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'gone' };

const WAITS_FOR_CHAIN: readonly DepositRow['state'][] = ['seen', 'confirming', 'dropped'];

/** Brings a deposit up to what its chain says now, and credits it when it is confirmed often enough. */
export const updateDeposit = (world: World, row: DepositRow, found: Whereabouts): void =>
  world.store.atomically(() => {
    if (found.kind !== 'in_block') {
      const state =
        row.state === 'credited' || WAITS_FOR_CHAIN.includes(row.state)
          ? found.kind === 'gone'
            ? 'dropped'
            : 'seen'
          : row.state;
      if (row.state === state && row.place === null) return;
      if (row.state === 'credited') unbook(world, row);
      save(world, row, { state, confirmations: 0, place: null, creditedAt: null });
      return;
    }
    const { confirmations, place } = found;
    const isFinal = confirmations >= row.confirmationsNeeded + FINAL_AFTER;
    const same = row.confirmations === confirmations && row.place?.blockHash === place.blockHash;
    if (same && row.isFinal === isFinal && row.state !== 'on_hold') return;
    const isConfirming = WAITS_FOR_CHAIN.includes(row.state);
    const next = save(world, row, {
      ...{ confirmations, place, isFinal },
      state: isConfirming ? 'confirming' : row.state,
    });
    if ((isConfirming || row.state === 'on_hold') && confirmations >= row.confirmationsNeeded)
      settleOrWait(world, next);
  });

const settleOrWait = (world: World, row: DepositRow): void => {
  if (row.state === 'on_hold' && accountBlock(world, row.userId, 'deposits') !== undefined) return;
  settle(world, row);
};

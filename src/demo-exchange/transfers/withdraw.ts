import { accountBlock } from '../accounts/restrict.ts';
import { move } from '../ledger/ledger.ts';
import { decimalsOf, parseUnits, text, units } from '../ledger/money.ts';
import type { WithdrawalRow } from '../rows.ts';
import type { World } from '../world.ts';
import { findRule, isChainNetwork, type NetworkState } from './assets.ts';

const STEP_MS = 6_000;
const REVIEW_MS = 24 * 3_600_000;
const HOUR_MS = 3_600_000;
/** Worth so much in a day's limit is looked at by a person. */
const REVIEW_SHARE = 0.5;

export interface WithdrawalRequest {
  readonly asset: string;
  readonly network: string;
  readonly address: string;
  readonly memo: string | null;
  /** What leaves the balance, fee included. */
  readonly amount: string;
}

export interface WithdrawalRules {
  readonly state: NetworkState;
  readonly isAddress: (network: string, address: string) => boolean;
  /** Roughly what it is worth, in euros; for the review only. */
  readonly worth: (asset: string, amount: string) => number;
}

/** Why this may not be asked for; null: it may. */
const objection = (
  world: World,
  rules: WithdrawalRules,
  userId: string,
  asked: WithdrawalRequest,
): string | null => {
  const user = world.users.find(userId);
  const rule = findRule(world, asked.asset, asked.network);
  if (user === undefined || rule === undefined || !isChainNetwork(asked.network))
    return 'network_closed';
  if (!rules.state.isOpen(asked.network)) return 'network_closed';
  if (user.state === 'locked') return 'account_locked';
  if (accountBlock(world, userId, 'withdrawals') !== undefined) return 'account_held';
  if (!rules.isAddress(asked.network, asked.address)) return 'address_invalid';
  const amount = parseUnits(asked.amount, decimalsOf(asked.asset));
  if (amount === null || amount <= 0n) return 'amount_invalid';
  if (amount < units(rule.withdrawalMinimum, asked.asset)) return 'below_minimum';
  const saved = world.addresses
    .ofUser(userId)
    .find(({ address, network }) => address === asked.address && network === asked.network);
  if (user.onlySavedAddresses && saved === undefined) return 'address_not_saved';
  const wait = world.facts.holds.find(({ reason }) => reason === 'address')?.hours ?? 0;
  if (saved !== undefined && saved.savedAt + wait * HOUR_MS > world.now()) return 'address_new';
  return null;
};

const needsReview = (
  world: World,
  rules: WithdrawalRules,
  userId: string,
  asked: WithdrawalRequest,
): boolean => {
  const level = world.users.find(userId)?.level;
  const most = world.facts.levels.find((one) => one.level === level)?.aDay ?? 0;
  return rules.worth(asked.asset, asked.amount) > most * REVIEW_SHARE;
};

/** The withdrawal as it was taken, or a code that says why not. */
export const requestWithdrawal = (
  world: World,
  rules: WithdrawalRules,
  userId: string,
  asked: WithdrawalRequest,
  given: { readonly skipsChecks?: boolean } = {},
): WithdrawalRow | string =>
  world.store.atomically(() => {
    const wrong = given.skipsChecks === true ? null : objection(world, rules, userId, asked);
    if (wrong !== null) return wrong;
    const rule = findRule(world, asked.asset, asked.network);
    if (rule === undefined) return 'network_closed';
    const whole = units(asked.amount, asked.asset);
    const row = blankWithdrawal(world, userId, {
      ...asked,
      amount: text(whole - units(rule.withdrawalFee, asked.asset), asked.asset),
      fee: rule.withdrawalFee,
      confirmationsNeeded: rule.confirmationsNeeded,
      needsReview: given.skipsChecks !== true && needsReview(world, rules, userId, asked),
    });
    const hold = move(asked.asset, whole, [userId, 'available'], [userId, 'held']);
    if (!world.ledger.post('withdrawal_held', row.withdrawalId, hold))
      return 'insufficient_balance';
    world.withdrawals.put(row);
    world.emit('withdrawal_changed', userId, row.withdrawalId);
    return row;
  });

const blankWithdrawal = (
  world: World,
  userId: string,
  asked: Omit<WithdrawalRequest, 'amount'> & {
    readonly amount: string;
    readonly fee: string;
    readonly confirmationsNeeded: number;
    readonly needsReview: boolean;
  },
): WithdrawalRow => {
  const now = world.now();
  const { needsReview: isReviewed, ...rest } = asked;
  return {
    ...{ withdrawalId: world.newId('wd'), userId, ...rest },
    stage: isReviewed ? 'risk_review' : 'requested',
    ended: null,
    stages: [
      { stage: 'requested', at: now },
      ...(isReviewed ? [{ stage: 'risk_review' as const, at: now }] : []),
    ],
    ...{ txids: [], confirmations: 0, requestedAt: now, restrictionId: null },
    expectedBy: now + (isReviewed ? REVIEW_MS : STEP_MS),
    waitsFor: isReviewed ? 'review' : null,
    nextAt: isReviewed ? null : now + STEP_MS,
    ...{ place: null, isFinal: false },
  };
};

/** Goes on to a stage and says until when it is expected to end. */
export const enterStage = (
  world: World,
  row: WithdrawalRow,
  stage: WithdrawalRow['stage'],
  changed: Partial<WithdrawalRow> = {},
): WithdrawalRow => {
  const at = world.now();
  const next: WithdrawalRow = {
    ...row,
    ...{ stage, stages: [...row.stages, { stage, at }], waitsFor: null },
    ...changed,
  };
  world.withdrawals.put(next);
  world.emit('withdrawal_changed', row.userId, row.withdrawalId);
  return next;
};

/**
 * Moves the withdrawals whose time has come: those requested go to be signed, unless the account was held meanwhile.
 * Gives those that are to be signed and sent now.
 */
export const tendWithdrawals = (world: World, state: NetworkState): readonly WithdrawalRow[] => {
  const now = world.now();
  const due: WithdrawalRow[] = [];
  for (const row of world.withdrawals.holding(
    '"stage":"requested","ended":null',
    '"stage":"signing","ended":null',
  )) {
    if (row.isFinal || row.ended !== null || row.nextAt === null || row.nextAt > now) continue;
    if (row.stage === 'requested') {
      const block = accountBlock(world, row.userId, 'withdrawals');
      if (block !== undefined) holdBack(world, row, block.restrictionId, block.until);
      else if (state.isOpen(row.network))
        enterStage(world, row, 'signing', {
          ...{ nextAt: now + STEP_MS, expectedBy: now + STEP_MS, restrictionId: null },
        });
    } else if (row.stage === 'signing' && state.isOpen(row.network)) due.push(row);
  }
  return due;
};

const holdBack = (
  world: World,
  row: WithdrawalRow,
  restrictionId: string,
  until: number | null,
): void => {
  if (row.restrictionId === restrictionId) return;
  world.withdrawals.put({ ...row, restrictionId, waitsFor: 'account_held', expectedBy: until });
  world.emit('withdrawal_changed', row.userId, row.withdrawalId);
};

/** What a broadcast withdrawal means for the books: its coins and fee are no longer the user's. */
export const bookSent = (world: World, row: WithdrawalRow): void => {
  const { userId, asset, network, withdrawalId } = row;
  const postings = [
    ...move(asset, units(row.amount, asset), [userId, 'held'], [`outside:${network}`, 'available']),
    ...move(asset, units(row.fee, asset), [userId, 'held'], ['fees', 'available']),
  ];
  if (!world.ledger.post('withdrawal_sent', withdrawalId, postings))
    throw new Error(`withdrawal ${withdrawalId} held too little`);
};

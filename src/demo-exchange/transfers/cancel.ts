import { move } from '../ledger/ledger.ts';
import { units } from '../ledger/money.ts';
import type { WithdrawalRow } from '../rows.ts';
import type { World } from '../world.ts';

export const isUnderWay = (row: WithdrawalRow): boolean =>
  row.ended === null && row.stage !== 'confirmed';

/** Until signing begins. */
const mayBeCancelled = ({ stage, ended }: WithdrawalRow): boolean =>
  ended === null && (stage === 'requested' || stage === 'risk_review');

/** Ends a withdrawal that did not leave; its coins are available again. */
export const endWithdrawal = (
  world: World,
  row: WithdrawalRow,
  ended: 'cancelled' | 'refused' | 'failed',
): void =>
  world.store.atomically(() => {
    const all = units(row.amount, row.asset) + units(row.fee, row.asset);
    const back = move(row.asset, all, [row.userId, 'held'], [row.userId, 'available']);
    if (!world.ledger.post('withdrawal_freed', row.withdrawalId, back))
      throw new Error(`withdrawal ${row.withdrawalId} held too little`);
    world.withdrawals.put({
      ...row,
      ...{ ended, nextAt: null, expectedBy: null, waitsFor: null, restrictionId: null },
      isFinal: true,
    });
    world.emit('withdrawal_changed', row.userId, row.withdrawalId);
  });

/** Cancels one withdrawal of this user; false: it is not theirs, or can no longer be stopped. */
export const cancelWithdrawal = (world: World, userId: string, withdrawalId: string): boolean => {
  const row = world.withdrawals.find(withdrawalId);
  if (row === undefined || row.userId !== userId || !mayBeCancelled(row)) return false;
  endWithdrawal(world, row, 'cancelled');
  return true;
};

/** Cancels all that can be stopped; `gone` are those on their way that cannot. */
export const cancelWithdrawals = (
  world: World,
  userId: string,
): { readonly cancelled: readonly string[]; readonly gone: readonly string[] } =>
  world.store.atomically(() => {
    const underWay = world.withdrawals.ofUser(userId).filter(isUnderWay);
    const stoppable = underWay.filter(mayBeCancelled);
    for (const row of stoppable) endWithdrawal(world, row, 'cancelled');
    const ids = (rows: readonly WithdrawalRow[]) => rows.map((row) => row.withdrawalId);
    return {
      cancelled: ids(stoppable),
      gone: ids(underWay.filter((row) => !mayBeCancelled(row))),
    };
  });

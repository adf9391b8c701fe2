import { move } from '../ledger/ledger.ts';
import { units } from '../ledger/money.ts';
import type { UserRow } from '../rows.ts';
import { recoveryOf } from '../transfers/assets.ts';
import type { World } from '../world.ts';

const DAY_MS = 86_400_000;

/**
 * Begins to recover coins that were sent wrongly: the fee is taken, and people try it within the promised days. A
 * code: why not. Asked again it gives the recovery that was begun.
 */
export const recoverDeposit = (world: World, user: UserRow, depositId: string) =>
  world.store.atomically(() => {
    const row = world.deposits.find(depositId);
    if (row === undefined || row.userId !== user.id) return 'not_found';
    const { recovery: begun } = row;
    if (begun !== null) {
      const { recoveryId, fee, feeAsset, expectedBy } = begun;
      return { recoveryId, fee, feeAsset, expectedBy };
    }
    const rule = recoveryOf(world, row.network);
    const { state } = row;
    if (state !== 'missing_memo' && state !== 'wrong_network' && state !== 'unsupported_token')
      return 'not_recoverable';
    if (rule === null || !rule.covers.includes(state)) return 'not_recoverable';
    if (Number(row.amount) < Number(rule.minimum)) return 'below_minimum';
    const fee = units(rule.fee, rule.feeAsset);
    const recoveryId = world.newId('rc');
    const paid = world.ledger.post(
      'recovery_fee',
      recoveryId,
      move(rule.feeAsset, fee, [user.id, 'available'], ['fees', 'available']),
    );
    if (!paid) return 'fee_not_covered';
    const expectedBy = world.now() + rule.workingDays * 1.4 * DAY_MS;
    const recovery = { recoveryId, fee: rule.fee, feeAsset: rule.feeAsset, expectedBy };
    world.deposits.put({ ...row, recovery: { ...recovery, state: 'requested' } });
    world.emit('deposit_changed', user.id, depositId);
    return recovery;
  });

import type { Place, WithdrawalRow } from '../rows.ts';
import type { Whereabouts } from '../transfers/deposits.ts';
import { enterStage } from '../transfers/withdraw.ts';
import type { World } from '../world.ts';

/** So many more than needed, and nothing is expected to change. */
const FINAL_AFTER = 20;
/** As it stands in the rows. */
export const NOT_FINAL = '"isFinal":false';

/** Withdrawals of a network that are on the chain and may still change there. */
export const sentWithdrawals = (world: World, network: string): readonly WithdrawalRow[] =>
  world.withdrawals
    .holding(NOT_FINAL)
    .filter((row) => row.network === network && !row.isFinal && row.txids.length > 0);

const save = (world: World, row: WithdrawalRow, changed: Partial<WithdrawalRow>): void => {
  world.withdrawals.put({ ...row, ...changed });
  if (row.stage !== 'confirmed' || (changed.stage ?? row.stage) !== 'confirmed')
    world.emit('withdrawal_changed', row.userId, row.withdrawalId);
};

const inBlock = (world: World, row: WithdrawalRow, place: Place, confirmations: number): void => {
  const isSame = row.place?.blockHash === place.blockHash && row.confirmations === confirmations;
  const isFinal = confirmations >= row.confirmationsNeeded + FINAL_AFTER;
  if (isSame && row.isFinal === isFinal) return;
  const known = { place, confirmations, isFinal, waitsFor: null, expectedBy: null };
  if (row.stage === 'broadcast' && confirmations >= row.confirmationsNeeded)
    enterStage(world, row, 'confirmed', known);
  else save(world, row, known);
};

/** Brings a withdrawal up to what its chain says of its transactions, the newest last. */
export const updateWithdrawal = (
  world: World,
  row: WithdrawalRow,
  found: readonly Whereabouts[],
): void =>
  world.store.atomically(() => {
    const mined = found.find((one) => one.kind === 'in_block');
    if (mined?.kind === 'in_block') {
      inBlock(world, row, mined.place, mined.confirmations);
      return;
    }
    const waits = found.some(({ kind }) => kind === 'waiting');
    const waitsFor = waits ? (row.waitsFor ?? 'network_confirmation') : 'transaction_dropped';
    const back = row.stage === 'confirmed';
    if (!back && row.place === null && row.waitsFor === waitsFor) return;
    save(world, row, {
      ...{ place: null, confirmations: 0, waitsFor },
      ...(back
        ? {
            stage: 'broadcast' as const,
            stages: row.stages.filter(({ stage }) => stage !== 'confirmed'),
          }
        : {}),
    });
  });

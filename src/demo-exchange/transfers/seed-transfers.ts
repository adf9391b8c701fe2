import type { Payment } from '../../contract/exchange/account.ts';
import { decimalText, text, units } from '../ledger/money.ts';
import type { StoredAccount } from '../read-exchange.ts';
import type { World } from '../world.ts';
import { findRule } from './assets.ts';

const MINUTE_MS = 60_000;
const CHAIN_MS = 12 * MINUTE_MS;

type Movement = StoredAccount['movements'][number];

const PAYMENT_STATES = {
  completed: 'completed',
  on_its_way: 'paid',
} as const satisfies Readonly<Record<string, Payment['state']>>;

const seedPayment = (world: World, userId: string, movement: Movement, at: number): void => {
  const { kind, coin, amount, stage } = movement;
  if (kind === 'deposit' || kind === 'withdrawal') return;
  world.payments.put({
    ...{ paymentId: world.newId('pm'), userId, kind, asset: coin, createdAt: at },
    amount: decimalText(amount),
    state: stage === 'completed' || stage === 'on_its_way' ? PAYMENT_STATES[stage] : 'pending',
    dispute: null,
  });
};

/**
 * Transfers of the time before the demo's own chains began: the books know them, and no chain does, so they have no
 * transaction id. What is under way is played on the chains when they are up.
 */
export const seedTransfers = (world: World, userId: string, stored: StoredAccount): void => {
  for (const movement of stored.movements) {
    const at = world.now() - movement.minutesAgo * MINUTE_MS;
    const { coin: asset, network, kind, stage } = movement;
    if (network === null) {
      seedPayment(world, userId, movement, at);
      continue;
    }
    const rule = findRule(world, asset, network);
    if (rule === undefined) throw new Error(`no rules for ${asset} on ${network}`);
    const confirmationsNeeded = rule.confirmationsNeeded;
    const known = { userId, asset, network, memo: null, place: null, isFinal: true };
    if (kind === 'deposit' && stage === 'credited')
      world.deposits.put({
        ...{ depositId: world.newId('dp'), ...known, amount: decimalText(movement.amount) },
        ...{ txid: null, outputIndex: null, address: '', contract: null, state: 'credited' },
        ...{ confirmations: confirmationsNeeded, confirmationsNeeded },
        ...{ seenAt: at, creditedAt: at + CHAIN_MS, restrictionId: null, recovery: null },
      });
    if (kind === 'withdrawal' && stage === 'confirmed')
      world.withdrawals.put({
        ...{ withdrawalId: world.newId('wd'), ...known, fee: rule.withdrawalFee, address: '' },
        amount: text(
          units(decimalText(movement.amount), asset) - units(rule.withdrawalFee, asset),
          asset,
        ),
        ...{ stage: 'confirmed', ended: null, txids: [], requestedAt: at },
        stages: (['requested', 'signing', 'broadcast', 'confirmed'] as const).map(
          (name, index) => ({
            stage: name,
            at: at + index * 3 * MINUTE_MS,
          }),
        ),
        ...{ confirmations: confirmationsNeeded, confirmationsNeeded, expectedBy: null },
        ...{ waitsFor: null, restrictionId: null, nextAt: null },
      });
  }
};

import { listKeys } from '../accounts/keys.ts';
import { activeRestrictions, HOLD_REASONS, type HoldReason } from '../accounts/restrict.ts';
import type { Exchange } from '../exchange.ts';
import { text } from '../ledger/money.ts';
import { waits } from '../market/venue.ts';
import type { DepositRow, OrderRow, PaymentRow, UserRow, WithdrawalRow } from '../rows.ts';
import { digest } from '../world.ts';

const HOUR_MS = 3_600_000;
const MOST_PAST_ORDERS = 40;
const MOST_MOVEMENTS = 60;
const MOST_MAILS = 12;

const showHold = ({ world }: Exchange, user: UserRow) => {
  const names = new Map<string, HoldReason>(
    Object.entries(HOLD_REASONS).map(([name, told]) => [told, name as HoldReason]),
  );
  const holds = activeRestrictions(world, user.id).filter(
    ({ transferId, blocks }) => transferId === null && blocks.includes('withdrawals'),
  );
  // The one that ends last decides; one without an end comes before all.
  const [hold] = holds.sort((one, other) => (other.until ?? Infinity) - (one.until ?? Infinity));
  return hold === undefined
    ? null
    : { reason: names.get(hold.reason) ?? hold.reason, until: hold.until };
};

const showAddresses = ({ world }: Exchange, user: UserRow) => {
  const wait = world.facts.holds.find(({ reason }) => reason === 'address')?.hours ?? 0;
  return world.addresses.ofUser(user.id).map(({ name, coin, network, address, savedAt }) => {
    const from = savedAt + wait * HOUR_MS;
    return { name, coin, network, address, usableFrom: from > world.now() ? from : null };
  });
};

/** The stages as the screens name them. */
const STAGES = { risk_review: 'review' } as const;

const showWithdrawal = (row: WithdrawalRow) => ({
  ...{ kind: 'withdrawal', id: row.withdrawalId, coin: row.asset, network: row.network },
  ...{ amount: Number(row.amount), at: row.requestedAt, confirmations: row.confirmations },
  need: row.confirmationsNeeded,
  stage: row.ended ?? (row.stage === 'risk_review' ? STAGES.risk_review : row.stage),
  transaction: row.txids.at(-1) ?? null,
  mayCancel: row.ended === null && (row.stage === 'requested' || row.stage === 'risk_review'),
});

const showDeposit = (row: DepositRow) => ({
  ...{ kind: 'deposit', id: row.depositId, coin: row.asset, network: row.network },
  ...{ amount: Number(row.amount), at: row.seenAt, confirmations: row.confirmations },
  need: row.confirmationsNeeded,
  stage: row.state === 'seen' || row.state === 'confirming' ? 'waiting' : row.state,
  transaction: row.txid,
  mayCancel: false,
});

const showPayment = (row: PaymentRow) => ({
  ...{ kind: row.kind, id: row.paymentId, coin: row.asset, network: null },
  ...{ amount: Number(row.amount), at: row.createdAt, confirmations: null, need: null },
  stage: row.state === 'paid' ? 'on_its_way' : row.state,
  ...{ transaction: null, mayCancel: false },
});

const showMovements = ({ world }: Exchange, user: UserRow) =>
  [
    ...world.deposits.ofUser(user.id, MOST_MOVEMENTS).map(showDeposit),
    ...world.withdrawals.ofUser(user.id, MOST_MOVEMENTS).map(showWithdrawal),
    ...world.payments.ofUser(user.id, MOST_MOVEMENTS).map(showPayment),
  ]
    .sort((one, other) => other.at - one.at)
    .slice(0, MOST_MOVEMENTS);

const showOrder = (row: OrderRow) => ({
  id: row.orderId,
  ...{ pair: row.pair.replace('-', '/'), side: row.side, type: row.type, state: row.state },
  ...{ amount: Number(row.quantity), filled: Number(row.filled) },
  price: Number(row.price ?? row.averagePrice ?? 0),
  stop: row.stopPrice === null ? null : Number(row.stopPrice),
  ...{ at: row.createdAt, ends: row.endsAt, fee: Number(row.fee), why: row.endReason },
});

const showBalances = ({ world }: Exchange, userId: string) => {
  const balances = [...world.ledger.balances(userId)];
  const of = (bucket: 'available' | 'held') =>
    Object.fromEntries(balances.map(([asset, both]) => [asset, Number(text(both[bucket], asset))]));
  return { balances: of('available'), held: of('held') };
};

/** An address for every coin and network; null where deposits are closed. */
const showDepositAddresses = ({ world, chains }: Exchange, userId: string) =>
  Object.fromEntries(
    world.facts.coins.flatMap(({ coin, networks }) =>
      networks.map(({ network, needsMemo }) => {
        const address = chains.addressOf(userId, coin, network);
        const memo = needsMemo ? userId : null;
        return [`${coin} ${network}`, address === null ? null : { address, memo }];
      }),
    ),
  );

const showSecurity = (user: UserRow) => ({
  authenticator: user.totpSecret !== null,
  passkey: user.hasPasskey,
  codesLeft: user.recoveryCodes.length,
  recoveryCodes: user.recoveryCodes,
  antiPhishing: user.antiPhishingCode !== null,
  antiPhishingCode: user.antiPhishingCode,
  passwordAt: user.passwordAt,
  resetAt: user.twoFactorReset?.readyAt ?? null,
});

const showDevices = ({ world }: Exchange, user: UserRow, deviceId: string) =>
  world.devices
    .ofUser(user.id)
    .map(({ name, place, lastSeenAt, isNew, ...device }) => ({
      ...{ name, place, isNew, at: lastSeenAt, isThis: device.deviceId === deviceId },
    }))
    .sort((one, other) => Number(other.isThis) - Number(one.isThis) || other.at - one.at);

/**
 * The account of the signed-in customer as the screens show it now. Sums are numbers, for showing only; all times
 * are epoch ms.
 */
export const showAccount = (exchange: Exchange, user: UserRow, deviceId: string) => {
  const { world } = exchange;
  const orders = world.orders.ofUser(user.id);
  return {
    ...{ id: user.id, name: user.name, email: user.email, phone: user.phone, tier: user.tier },
    ...{ locale: user.locale, timeZone: user.timeZone, level: user.level },
    ...{ onlySavedAddresses: user.onlySavedAddresses, banks: user.banks },
    refused: user.verification.slots.some(({ state }) => state === 'refused') ? 'glare' : null,
    verification: user.verification,
    ...showBalances(exchange, user.id),
    reference: `${user.id.toUpperCase()}-${digest('reference', user.id).slice(0, 4).toUpperCase()}`,
    depositAddresses: showDepositAddresses(exchange, user.id),
    hold: showHold(exchange, user),
    security: showSecurity(user),
    devices: showDevices(exchange, user, deviceId),
    addresses: showAddresses(exchange, user),
    movements: showMovements(exchange, user),
    openOrders: orders.filter(waits).map(showOrder),
    pastOrders: orders
      .filter((row) => !waits(row))
      .slice(0, MOST_PAST_ORDERS)
      .map(showOrder),
    apiKeys: listKeys(world, user.id).map((key) => ({
      ...{ id: key.keyId, name: key.name, rights: key.permissions, ips: key.allowedIps },
      ...{ ends: key.expiresAt, errors: key.errors.slice(0, 3) },
    })),
    mails: world.mails.ofUser(user.id, MOST_MAILS).map(({ at, to, subject, text: words }) => ({
      ...{ at, to, subject, text: words },
    })),
    networks: { state: exchange.chains.state, rpc: exchange.chains.rpcUrls() },
  };
};

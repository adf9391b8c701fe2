import { createHash } from 'node:crypto';
import type { ExchangeFacts, StoredAccount } from './read-exchange.ts';
import type { ExchangeUser } from './sign-support-token.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The same letters for the same words, always. */
const digest = (...words: readonly string[]): string =>
  createHash('sha256').update(words.join('/')).digest('hex');

/**
 * An address that looks like one of its network and can never be one: `o` is no letter of Bitcoin's and Lightning's
 * addresses (BIP 173), `m` none of Ethereum's, `0` none of Solana's (base58).
 */
const inventAddress = (network: string, ...seed: readonly string[]): string => {
  const letters = digest('address', network, ...seed);
  if (network === 'Bitcoin') return `bc1qdemo${letters.slice(0, 34)}`;
  if (network === 'Lightning') return `lnbc1demo${letters.slice(0, 51)}`;
  if (network === 'Solana') return `Demo0${letters.slice(0, 39)}`;
  return `0xdemo${letters.slice(0, 36)}`;
};

/** A transaction id with `demo` in it, which no chain's id has. */
const inventTransaction = (...seed: readonly string[]): string =>
  `demo${digest('transaction', ...seed).slice(0, 60)}`;

/** What happened on an earlier day keeps its minute all day long; what is under way keeps its distance. */
const timeOf = (minutesAgo: number, now: number): number =>
  (minutesAgo * MINUTE_MS < DAY_MS ? now : now - (now % DAY_MS)) - minutesAgo * MINUTE_MS;

const showHold = (stored: StoredAccount, facts: ExchangeFacts, now: number) => {
  const { hold } = stored;
  const rule = facts.holds.find(({ reason }) => reason === hold?.reason);
  return hold === null || rule === undefined
    ? null
    : { reason: hold.reason, until: now + (rule.hours - hold.hoursAgo) * HOUR_MS };
};

/** A change that still holds withdrawals back is that hold's beginning. */
const passwordTime = ({ hold, security }: StoredAccount, now: number): number =>
  hold?.reason === 'password'
    ? now - hold.hoursAgo * HOUR_MS
    : timeOf(security.passwordDaysAgo * 1440, now);

const showAddresses = (id: string, stored: StoredAccount, facts: ExchangeFacts, now: number) => {
  const wait = facts.holds.find(({ reason }) => reason === 'address')?.hours ?? 0;
  return stored.addresses.map(({ hoursAgo, ...saved }) => ({
    ...saved,
    address: inventAddress(saved.network, id, saved.name),
    /** Epoch ms; null: it can be used. */
    usableFrom: hoursAgo < wait ? now + (wait - hoursAgo) * HOUR_MS : null,
  }));
};

const showMovements = (id: string, stored: StoredAccount, now: number) =>
  stored.movements
    .map(({ minutesAgo, ...movement }, index) => ({
      ...movement,
      at: timeOf(minutesAgo, now),
      transaction:
        movement.network === null || ['requested', 'review', 'signing'].includes(movement.stage)
          ? null
          : inventTransaction(id, `${index}`),
    }))
    .sort((one, other) => other.at - one.at);

const showOrders = (stored: StoredAccount, facts: ExchangeFacts, tier: string, now: number) => {
  const rates = facts.tiers.find((each) => each.tier === tier);
  return {
    openOrders: stored.openOrders.map(({ minutesAgo, ...order }) => {
      const at = timeOf(minutesAgo, now);
      return { ...order, at, ends: at + facts.orders.days * DAY_MS };
    }),
    pastOrders: stored.pastOrders.map(({ minutesAgo, ...order }) => ({
      ...order,
      at: timeOf(minutesAgo, now),
      /** In the quoted currency: amount × price × rate. */
      fee:
        order.state === 'filled' && rates !== undefined
          ? Math.round(order.amount * order.price * rates[order.role]) / 100
          : 0,
    })),
  };
};

/**
 * The account of one of the exchange's customers as its screens show it at `now` (epoch ms): addresses, transaction
 * ids and the transfer reference are invented from the customer's number, always the same. All times are epoch ms.
 */
export const showAccount = (
  user: ExchangeUser,
  stored: StoredAccount,
  facts: ExchangeFacts,
  now: number,
) => {
  const { level, refused, balances, onlySavedAddresses, banks, security } = stored;
  const networks = new Set(facts.coins.flatMap((coin) => coin.networks.map((n) => n.network)));
  return {
    ...{ id: user.id, name: user.name, email: user.email, tier: user.tier },
    ...{ locale: user.locale, timeZone: user.timeZone },
    ...{ level, refused, balances, onlySavedAddresses, banks },
    reference: `${user.id.toUpperCase()}-${digest('reference', user.id).slice(0, 4).toUpperCase()}`,
    depositAddresses: Object.fromEntries(
      [...networks].map((network) => [network, inventAddress(network, user.id)]),
    ),
    hold: showHold(stored, facts, now),
    security: { ...security, passwordAt: passwordTime(stored, now) },
    devices: stored.devices.map(({ minutesAgo, ...device }) => ({
      ...device,
      at: timeOf(minutesAgo, now),
    })),
    addresses: showAddresses(user.id, stored, facts, now),
    movements: showMovements(user.id, stored, now),
    ...showOrders(stored, facts, user.tier, now),
    apiKeys: stored.apiKeys.map(({ daysAgo, ...key }) => ({
      ...key,
      ends: key.ips.length > 0 ? null : timeOf(daysAgo * 1440, now) + facts.api.days * DAY_MS,
    })),
  };
};

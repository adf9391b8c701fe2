import type { DataOf, EndpointName } from '../../contract/exchange/routes.ts';
import type { Asked, ExchangeReads, ExchangeUserId } from '../../ports/exchange.ts';
import type { Call } from './call-endpoint.ts';
import type { ReadCache } from './read-cache.ts';

const MINUTE_MS = 60_000;

/**
 * How long an answer is good for. What decides about holds or safety is asked anew each time; prices and states for
 * seconds only, since each answer carries the moment of its figures.
 */
const KEEP_MS = {
  account: 2_000,
  verification: 5_000,
  feeTier: MINUTE_MS,
  restrictions: 0,
  security: 0,
  apiKeys: 2_000,
  payments: 3_000,
  orders: 2_000,
  order: 2_000,
  deposits: 2_000,
  deposit: 2_000,
  withdrawals: 2_000,
  withdrawal: 2_000,
  addressOwner: MINUTE_MS,
  antiPhishingCode: 5_000,
  market: 1_000,
  assets: MINUTE_MS,
  platform: 3_000,
} as const satisfies Partial<Record<EndpointName, number>>;

/** An answer of which only a part is wanted. */
export const mapAsked = <A, B>(asked: Asked<A>, map: (value: A) => B): Asked<B> =>
  asked.ok ? { ...asked, value: map(asked.value) } : asked;

export const createReads = (call: Call, cache: ReadCache): ExchangeReads => {
  const ask = <Name extends keyof typeof KEEP_MS>(
    name: Name,
    userId: ExchangeUserId | null,
    given: Readonly<Record<string, string>> = {},
    query: Readonly<Record<string, string>> = {},
  ): Promise<Asked<DataOf<Name>>> =>
    cache.ask({ userId, key: JSON.stringify([name, given, query]), keepMs: KEEP_MS[name] }, () =>
      call(name, { params: userId === null ? given : { ...given, userId }, query }),
    );
  return {
    account: (userId) => ask('account', userId),
    verification: (userId) => ask('verification', userId),
    feeTier: (userId) => ask('feeTier', userId),
    restrictions: (userId) => ask('restrictions', userId),
    security: (userId) => ask('security', userId),
    apiKeys: (userId) => ask('apiKeys', userId),
    payments: (userId) => ask('payments', userId),
    orders: (userId) => ask('orders', userId),
    order: (userId, orderId) => ask('order', userId, { orderId }),
    deposits: (userId) => ask('deposits', userId),
    deposit: (userId, depositId) => ask('deposit', userId, { depositId }),
    withdrawals: (userId) => ask('withdrawals', userId),
    withdrawal: (userId, withdrawalId) => ask('withdrawal', userId, { withdrawalId }),
    addressOwner: (userId, address) => ask('addressOwner', userId, {}, { address }),
    antiPhishingCode: async (userId) =>
      mapAsked(await ask('antiPhishingCode', userId), ({ code }) => code),
    market: (pair) => ask('market', null, { pair }),
    assets: () => ask('assets', null),
    platform: () => ask('platform', null),
  };
};

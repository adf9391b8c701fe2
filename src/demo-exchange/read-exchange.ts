import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { TIERS } from '../core/vocabulary.ts';

const FILE = join(import.meta.dirname, '../../content/demo/exchange.json');

const count = z.int().nonnegative();
const amount = z.number().nonnegative();

const network = z.strictObject({
  network: z.string(),
  depositMinimum: amount,
  withdrawalFee: amount,
  withdrawalMinimum: amount,
  /** Lightning has invoices that expire instead of confirmations. */
  confirmations: count.nullable(),
  typicalMinutes: count.nullable(),
  invoiceMinutes: count.nullable(),
  /** Deposits go to one address for all and say by a memo whose they are. */
  needsMemo: z.boolean(),
});

const holdReason = z.enum(['password', 'contact', 'address', 'two_step', 'card']);
const level = z.enum(['basic', 'verified', 'enhanced']);

/** What holds for every customer. Fees of trading are per cent, of withdrawals in the coin. */
const facts = z.strictObject({
  /** The screens of each section, as in `/wallet/deposit`. */
  screens: z.record(z.string(), z.array(z.string())),
  coins: z.array(
    z.strictObject({ coin: z.string(), smallestOrder: amount, networks: z.array(network) }),
  ),
  pairs: z.array(z.tuple([z.string(), z.string()])),
  holds: z.array(z.strictObject({ reason: holdReason, hours: count })),
  addresses: z.strictObject({ most: count }),
  bank: z.strictObject({
    recipient: z.string(),
    iban: z.string(),
    depositMinimum: amount,
    instantMinutes: count,
    workingDays: count,
    withdrawalFee: amount,
    withdrawalMinimum: amount,
  }),
  card: z.strictObject({ feePercent: amount, least: amount, most: amount }),
  orders: z.strictObject({ most: count, days: count }),
  levels: z.array(z.strictObject({ level, aDay: amount })),
  verification: z.strictObject({
    usualMinutes: count,
    mostHours: count,
    tries: count,
    triesHours: count,
    enhancedDays: count,
  }),
  tiers: z.array(
    z.strictObject({ tier: z.enum(TIERS), from: amount, maker: amount, taker: amount }),
  ),
  volume: z.strictObject({ days: count, workedOut: z.string() }),
  api: z.strictObject({ most: count, days: count, requestsAMinute: count }),
  security: z.strictObject({
    recoveryCodes: count,
    sessionDays: count,
    signOutMinutes: count,
    /** How long the lift of a lock and the reset of a second factor cool off. */
    unlockHours: count,
    resetHours: count,
  }),
  /** Of coins that were sent wrongly; the fee is in euros. */
  recovery: z.strictObject({ fee: amount, least: amount, workingDays: count }),
  closing: z.strictObject({ days: count }),
  statements: z.strictObject({
    readyMonth: count,
    readyDay: count,
    minutes: count,
    keptDays: count,
    months: count,
  }),
  official: z.strictObject({ website: z.string(), mail: z.string() }),
});

const order = {
  pair: z.string(),
  side: z.enum(['buy', 'sell']),
  type: z.enum(['market', 'limit', 'stop_limit']),
  amount,
  price: amount,
  minutesAgo: count,
};

/** What one customer has. Times are told as distances from now, so that what is under way stays under way. */
const account = z.strictObject({
  level,
  refused: z.literal('glare').nullable(),
  balances: z.record(z.string(), amount),
  security: z.strictObject({
    authenticator: z.boolean(),
    passkey: z.boolean(),
    codesLeft: count,
    antiPhishing: z.boolean(),
    passwordDaysAgo: count,
  }),
  hold: z.strictObject({ reason: holdReason, hoursAgo: count }).nullable(),
  onlySavedAddresses: z.boolean(),
  devices: z.array(z.strictObject({ name: z.string(), place: z.string(), minutesAgo: count })),
  addresses: z.array(
    z.strictObject({ name: z.string(), coin: z.string(), network: z.string(), hoursAgo: count }),
  ),
  banks: z.array(z.string()),
  movements: z.array(
    z.strictObject({
      kind: z.enum(['deposit', 'withdrawal', 'card', 'bank_in', 'bank_out']),
      coin: z.string(),
      network: z.string().nullable(),
      amount,
      minutesAgo: count,
      stage: z.enum([
        'waiting',
        'credited',
        'requested',
        'review',
        'signing',
        'broadcast',
        'confirmed',
        'on_its_way',
        'completed',
      ]),
      confirmations: count.nullable(),
    }),
  ),
  openOrders: z.array(z.strictObject({ ...order, stop: amount.nullable(), filled: amount })),
  pastOrders: z.array(
    z.strictObject({
      ...order,
      role: z.enum(['maker', 'taker']),
      state: z.enum(['filled', 'cancelled', 'expired']),
    }),
  ),
  apiKeys: z.array(
    z.strictObject({
      name: z.string(),
      rights: z.array(z.enum(['read', 'trade', 'withdraw'])),
      ips: z.array(z.string()),
      daysAgo: count,
    }),
  ),
});

const exchangeFile = z.strictObject({ facts, accounts: z.record(z.string(), account) });

export type ExchangeFacts = z.infer<typeof facts>;
export type StoredAccount = z.infer<typeof account>;

/** Everything about the fictional exchange; throws when the file is not as described here. */
export const readExchange = (): z.infer<typeof exchangeFile> =>
  exchangeFile.parse(JSON.parse(readFileSync(FILE, 'utf8')));

import fc from 'fast-check';
import type { ChainFacts, NetworkFacts } from '../../src/core/selfservice/facts.ts';

/** Facts as exchange and chain may give them, in every combination, and what is found from them. */
export const NOW = Date.UTC(2026, 9, 12, 9, 4);
export const DAY_MS = 86_400_000;

export const at = fc.integer({ min: NOW - 9 * DAY_MS, max: NOW + 9 * DAY_MS });
export const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
export const amount = fc
  .tuple(fc.nat({ max: 90_000 }), fc.nat({ max: 999_999 }))
  .map(([whole, part]) => `${whole}.${String(part).padStart(6, '0')}`);
export const coin = fc.constantFrom('BTC', 'ETH', 'USDC', 'NVK');
export const network = fc.constantFrom('Bitcoin', 'Ethereum');
export const txid = fc.constantFrom('0xfeed', 'abcdef', 'c0ffee');
export const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
export const documents = pick('identity', 'address', 'source_of_funds', 'something_new');
export const reason = pick('new_password', 'review', 'document_needed', 'lock', 'something_new');

export const rule: fc.Arbitrary<NetworkFacts> = fc.record({
  asset: coin,
  network,
  family: pick('evm', 'bitcoin'),
  chain: maybe(fc.constant('ethereum')),
  contract: fc.constant(null),
  decimals: fc.constant(18),
  needsMemo: fc.boolean(),
  depositMinimum: amount,
  confirmationsNeeded: fc.integer({ min: 1, max: 40 }),
  depositsOpen: fc.boolean(),
  withdrawalsOpen: fc.boolean(),
  opensAt: maybe(at),
  recovery: maybe(
    fc.record({
      covers: fc.subarray(['missing_memo', 'wrong_network', 'unsupported_token'] as const),
      fee: amount,
      feeAsset: coin,
      minimum: amount,
      workingDays: fc.integer({ min: 1, max: 30 }),
    }),
  ),
});

export const chain: fc.Arbitrary<ChainFacts> = fc.record({
  status: fc.oneof(
    fc.record({ kind: pick('unknown' as const, 'dropped' as const) }),
    fc.record({ kind: fc.constant('replaced' as const), by: maybe(txid) }),
    fc.record({
      kind: fc.constant('mempool' as const),
      behindMissing: fc.boolean(),
      blocksToEnter: fc.record({
        from: fc.integer({ min: 1, max: 3 }),
        to: maybe(fc.integer({ min: 3, max: 9 })),
      }),
    }),
    fc.record({
      kind: pick('in_block' as const, 'failed' as const),
      confirmations: fc.integer({ min: 1, max: 60 }),
      at,
    }),
  ),
  reorganised: fc.boolean(),
  behind: fc.boolean(),
  pace: maybe(
    fc.record({
      meanIntervalMs: fc.integer({ min: 400, max: 700_000 }),
      deviationMs: fc.integer({ min: 0, max: 700_000 }),
      congestion: pick('low' as const, 'normal' as const, 'high' as const),
    }),
  ),
});

export const restriction = fc.record({
  restrictionId: pick('hold-a', 'hold-b'),
  reason,
  blocks: fc.subarray(['login', 'trading', 'withdrawals', 'api'], { minLength: 1 }),
  transferId: fc.constant(null),
  since: at,
  until: maybe(at),
  liftedBy: pick(
    'time' as const,
    'document' as const,
    'review' as const,
    'customer_unlock' as const,
    'support_unlock' as const,
    'nothing_to_do' as const,
  ),
  documents: fc.array(documents, { maxLength: 2 }),
  mayAppeal: fc.boolean(),
});

export const deposit = fc.record({
  depositId: fc.constant('dep'),
  asset: coin,
  network,
  amount,
  txid: maybe(txid),
  state: pick(
    'seen' as const,
    'confirming' as const,
    'credited' as const,
    'below_minimum' as const,
    'missing_memo' as const,
    'unsupported_token' as const,
    'wrong_network' as const,
    'on_hold' as const,
    'dropped' as const,
    'returned' as const,
  ),
  confirmations: fc.nat({ max: 50 }),
  confirmationsNeeded: fc.integer({ min: 1, max: 40 }),
  seenAt: at,
  creditedAt: maybe(at),
  restrictionId: maybe(fc.constant('hold-a')),
  recovery: fc.option(
    fc.record({
      state: pick('requested' as const, 'in_work' as const, 'done' as const, 'refused' as const),
      fee: amount,
      feeAsset: coin,
      expectedBy: maybe(at),
    }),
    { nil: null, freq: 2 },
  ),
});

export const stage = pick(
  'requested' as const,
  'risk_review' as const,
  'signing' as const,
  'broadcast' as const,
  'confirmed' as const,
);
export const withdrawal = fc.record({
  withdrawalId: fc.constant('wd'),
  asset: coin,
  network,
  amount,
  stage,
  ended: fc.option(pick('cancelled' as const, 'refused' as const, 'failed' as const), {
    nil: null,
    freq: 3,
  }),
  stages: fc.array(fc.record({ stage, at }), { maxLength: 3 }),
  txids: fc.array(txid, { maxLength: 2 }),
  confirmations: fc.nat({ max: 50 }),
  confirmationsNeeded: fc.integer({ min: 1, max: 40 }),
  expectedBy: maybe(at),
  waitsFor: maybe(pick('review', 'hot_wallet', 'something_new')),
  restrictionId: fc.option(fc.constant('hold-a'), { nil: null, freq: 3 }),
  requestedAt: at,
});

export const level = fc.record({ price: amount, quantity: amount });
export const depth = fc.record({
  bids: fc.array(level, { maxLength: 4 }),
  asks: fc.array(level, { maxLength: 4 }),
});
export const order = fc.record({
  orderId: fc.constant('ord'),
  pair: pick('BTC-EUR', 'ETH-USDC'),
  side: pick('buy' as const, 'sell' as const),
  type: pick('limit' as const, 'market' as const, 'stop_limit' as const),
  timeInForce: pick('gtc' as const, 'ioc' as const, 'fok' as const, 'gtd' as const),
  state: pick(
    'open' as const,
    'partially_filled' as const,
    'filled' as const,
    'cancelled' as const,
    'rejected' as const,
    'expired' as const,
  ),
  price: maybe(amount),
  stopPrice: maybe(amount),
  isTriggered: maybe(fc.boolean()),
  quantity: amount,
  filled: amount,
  averagePrice: maybe(amount),
  updatedAt: at,
  endReason: maybe(
    pick(
      'by_user',
      'post_only',
      'self_trade',
      'insufficient_balance',
      'market_halted',
      'account_locked',
      'expired',
      'too_small',
      'something_new',
    ),
  ),
  depthAtPlacing: maybe(depth),
});
export const market = fc.record({
  pair: fc.constant('BTC-EUR'),
  state: pick(
    'open' as const,
    'open' as const,
    'open' as const,
    'halted' as const,
    'cancel_only' as const,
    'maintenance' as const,
  ),
  opensAt: maybe(at),
  lastPrice: amount,
  depth,
});

export const own = fc.record({ amount: maybe(amount), rule: maybe(rule) });
export const transaction = fc.record({
  tool: pick('deposit' as const, 'withdrawal' as const, 'past_transaction' as const),
  txid,
  network: fc.option(network, { nil: null, freq: 6 }),
  chain: fc.option(chain, { nil: null, freq: 6 }),
  own: fc.array(own, { maxLength: 2 }),
  mistyped: fc.constantFrom(false, false, false, true),
});

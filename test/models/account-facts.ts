import fc from 'fast-check';
import {
  amount,
  at,
  coin,
  DAY_MS,
  documents,
  maybe,
  NOW,
  network,
  pick,
} from './transfer-facts.ts';

/** Facts about accounts, payments, keys and lines. */
export const account = fc.record({
  state: pick(
    'active' as const,
    'active' as const,
    'locked' as const,
    'closing' as const,
    'closed' as const,
  ),
  lockedAt: maybe(at),
  twoFactor: fc.subarray(['totp', 'passkey', 'sms']),
  maskedEmail: maybe(fc.constant('m•••@mail.example')),
});
export const verification = fc.record({
  state: pick(
    'none' as const,
    'in_progress' as const,
    'in_review' as const,
    'verified' as const,
    'refused' as const,
  ),
  level: pick('basic', 'full'),
  slots: fc.array(
    fc.record({
      document: documents,
      state: pick(
        'missing' as const,
        'received' as const,
        'in_review' as const,
        'accepted' as const,
        'refused' as const,
      ),
      refusal: maybe(pick('glare', 'something_new')),
    }),
    { maxLength: 3 },
  ),
  expectedBy: maybe(at),
  triesLeft: maybe(fc.nat({ max: 3 })),
});
export const feeTier = fc.record({
  tier: pick('plus', 'vip'),
  makerShare: pick('0.0004', '0.001'),
  takerShare: pick('0.0008', '-0.0001'),
  volume: amount,
  volumeAsset: coin,
  volumeDays: pick(7, 30),
  next: maybe(fc.record({ tier: fc.constant('vip'), fromVolume: amount })),
});

export const evidence = fc.subarray(['bank_statement', 'payment_receipt', 'something_new']);
export const payment = fc.record({
  paymentId: fc.constant('pay'),
  amount,
  asset: fc.constant('EUR'),
  state: pick(
    'pending' as const,
    'paid' as const,
    'completed' as const,
    'cancelled' as const,
    'returned' as const,
    'in_dispute' as const,
  ),
  dispute: maybe(
    fc.record({
      state: pick('evidence_wanted' as const, 'in_review' as const, 'decided' as const),
      wantedFromUser: evidence,
      wantedFromOther: evidence,
      received: evidence,
      evidenceUntil: maybe(at),
      decisionBy: maybe(at),
      outcome: maybe(pick('for_user' as const, 'for_other' as const, 'split' as const)),
    }),
  ),
});
export const kinds = [
  'clock_skew',
  'ip_not_allowed',
  'rate_limited',
  'permission_missing',
  'signature_invalid',
  'key_unknown',
  'key_expired',
  'parameter_invalid',
  'insufficient_balance',
  'market_halted',
  'other',
] as const;
export const apiKey = fc.record({
  keyId: fc.constant('key'),
  name: fc.constant('bot'),
  permissions: fc.subarray(['read', 'trade']),
  allowedIps: fc.array(fc.constant('203.0.113.7'), { maxLength: 3 }),
  expiresAt: maybe(at),
  requestsLastMinute: fc.nat({ max: 5_000 }),
  requestsPerMinute: fc.integer({ min: 1, max: 5_000 }),
  errors: fc.array(
    fc.record({
      at: fc.integer({ min: NOW - 2 * DAY_MS, max: NOW }),
      kind: pick(...kinds),
      code: pick('-1021', '403'),
      path: fc.constant('/v3/order'),
      skewMs: maybe(fc.integer({ min: -90_000, max: 90_000 })),
      maskedIp: maybe(fc.constant('198.51.100.x')),
      permission: maybe(pick('read', 'trade', 'withdraw')),
    }),
    { maxLength: 2 },
  ),
});
export const condition = pick(
  'normal' as const,
  'slow' as const,
  'outage' as const,
  'maintenance' as const,
);
export const platform = fc.record({
  components: fc.array(
    fc.record({
      component: pick('trading', 'withdrawals', 'api', 'something_new'),
      state: condition,
      since: maybe(at),
      expectedUntil: maybe(at),
      network: maybe(network),
    }),
    { maxLength: 3 },
  ),
  orderLatencyMs: maybe(fc.nat({ max: 3_000 })),
});
export const line = fc.record({
  samples: fc.integer({ min: 1, max: 20 }),
  lost: fc.nat({ max: 20 }),
  medianMs: maybe(fc.nat({ max: 3_000 })),
  slowMs: maybe(fc.nat({ max: 20_000 })),
  clockOffMs: maybe(fc.integer({ min: -90_000, max: 90_000 })),
  socket: pick('open' as const, 'failed' as const),
  isOnline: fc.boolean(),
});

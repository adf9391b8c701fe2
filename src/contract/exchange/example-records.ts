import type { Account, ApiKey, FeeTier, Payment, Restriction, Verification } from './account.ts';
import type { Market, Order } from './trading.ts';
import type { AssetNetwork, Deposit, Withdrawal } from './transfers.ts';

/** One valid record of each kind, for `examples.ts`. */
export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
/** 2026-10-12T09:00:00Z */
export const EXAMPLE_NOW = 1_791_795_600_000;
export const EXAMPLE_USER = 'user-20417';

export const account: Account = {
  userId: EXAMPLE_USER,
  state: 'active',
  lockedAt: null,
  tier: 'vip-1',
  verificationLevel: 'full',
  createdAt: EXAMPLE_NOW - 700 * DAY_MS,
  twoFactor: ['totp'],
  maskedEmail: 'l•••@mail.example',
  maskedPhone: null,
};

export const verification: Verification = {
  state: 'in_review',
  level: 'full',
  slots: [
    { document: 'identity', state: 'accepted', refusal: null },
    { document: 'address', state: 'refused', refusal: 'older_than_three_months' },
  ],
  expectedBy: EXAMPLE_NOW + DAY_MS,
  triesLeft: 2,
};

export const feeTier: FeeTier = {
  tier: 'vip-1',
  makerShare: '0.0008',
  takerShare: '0.001',
  volume: '812400.25',
  volumeAsset: 'EUR',
  volumeDays: 30,
  next: { tier: 'vip-2', fromVolume: '1000000' },
};

export const restriction: Restriction = {
  restrictionId: 'hold-771',
  reason: 'new_password',
  blocks: ['withdrawals'],
  transferId: null,
  since: EXAMPLE_NOW - 60 * MINUTE_MS,
  until: EXAMPLE_NOW + DAY_MS,
  liftedBy: 'time',
  documents: [],
  mayAppeal: false,
};

export const apiKey: ApiKey = {
  keyId: 'key-31',
  name: 'market maker',
  prefix: 'nv_live_9',
  createdAt: EXAMPLE_NOW - 90 * DAY_MS,
  lastUsedAt: EXAMPLE_NOW - MINUTE_MS,
  permissions: ['read', 'trade'],
  allowedIps: ['203.0.113.7'],
  expiresAt: null,
  requestsLastMinute: 118,
  requestsPerMinute: 600,
  errors: [
    {
      at: EXAMPLE_NOW - 2 * MINUTE_MS,
      kind: 'clock_skew',
      code: '-1021',
      path: '/api/v3/order',
      skewMs: 7_400,
      maskedIp: null,
      permission: null,
    },
  ],
};

export const payment: Payment = {
  paymentId: 'pay-5512',
  kind: 'p2p_buy',
  amount: '420.00',
  asset: 'EUR',
  state: 'in_dispute',
  createdAt: EXAMPLE_NOW - 2 * DAY_MS,
  dispute: {
    openedAt: EXAMPLE_NOW - DAY_MS,
    openedBy: 'counterparty',
    state: 'evidence_wanted',
    wantedFromUser: ['bank_statement', 'payment_receipt'],
    wantedFromOther: ['bank_statement'],
    received: ['payment_receipt'],
    evidenceUntil: EXAMPLE_NOW + DAY_MS,
    decisionBy: EXAMPLE_NOW + 3 * DAY_MS,
    outcome: null,
  },
};

const depth = {
  asOf: EXAMPLE_NOW,
  bids: [{ price: '58190.1', quantity: '0.42' }],
  asks: [{ price: '58210.4', quantity: '0.17' }],
};

export const order: Order = {
  orderId: 'order-88121',
  pair: 'BTC-EUR',
  side: 'buy',
  type: 'limit',
  timeInForce: 'gtc',
  state: 'partially_filled',
  price: '58200',
  stopPrice: null,
  isTriggered: null,
  quantity: '0.5',
  filled: '0.2',
  averagePrice: '58199.5',
  fee: '9.31',
  feeAsset: 'EUR',
  createdAt: EXAMPLE_NOW - 30 * MINUTE_MS,
  updatedAt: EXAMPLE_NOW - MINUTE_MS,
  endReason: null,
  fills: [{ at: EXAMPLE_NOW - MINUTE_MS, price: '58199.5', quantity: '0.2', fee: '9.31' }],
  depthAtPlacing: depth,
};

export const market: Market = {
  pair: 'BTC-EUR',
  state: 'open',
  stateReason: null,
  opensAt: null,
  lastPrice: '58200.3',
  depth,
};

export const deposit: Deposit = {
  depositId: 'dep-9001',
  asset: 'ETH',
  network: 'Ethereum',
  amount: '1.250000000000000001',
  txid: '0x8f2d0a5bb1c4f6f3c4cf9d3f0b7c1f0e6a1d2c3b4a59687766554433221100ff',
  outputIndex: null,
  address: '0x52908400098527886E0F7030069857D2E4169EE7',
  memo: null,
  state: 'confirming',
  confirmations: 7,
  confirmationsNeeded: 12,
  seenAt: EXAMPLE_NOW - 2 * MINUTE_MS,
  creditedAt: null,
  restrictionId: null,
  recovery: null,
};

export const withdrawal: Withdrawal = {
  withdrawalId: 'wd-3104',
  asset: 'BTC',
  network: 'Bitcoin',
  amount: '0.031',
  fee: '0.0001',
  address: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
  memo: null,
  stage: 'broadcast',
  ended: null,
  stages: [
    { stage: 'requested', at: EXAMPLE_NOW - 40 * MINUTE_MS },
    { stage: 'risk_review', at: EXAMPLE_NOW - 39 * MINUTE_MS },
    { stage: 'signing', at: EXAMPLE_NOW - 20 * MINUTE_MS },
    { stage: 'broadcast', at: EXAMPLE_NOW - 15 * MINUTE_MS },
  ],
  txids: ['b6f6991d03df0e2e04dafffcd6bc418aac66049e2cd74b80f14ac86db1e3f0da'],
  confirmations: 1,
  confirmationsNeeded: 2,
  expectedBy: EXAMPLE_NOW + 10 * MINUTE_MS,
  waitsFor: null,
  restrictionId: null,
  requestedAt: EXAMPLE_NOW - 40 * MINUTE_MS,
};

export const assetNetwork: AssetNetwork = {
  asset: 'ETH',
  network: 'Ethereum',
  family: 'evm',
  chain: 'ethereum',
  contract: null,
  decimals: 18,
  needsMemo: false,
  depositMinimum: '0.001',
  withdrawalFee: '0.0005',
  withdrawalMinimum: '0.002',
  confirmationsNeeded: 12,
  depositsOpen: true,
  withdrawalsOpen: true,
  opensAt: null,
  recovery: {
    covers: ['unsupported_token'],
    fee: '25',
    feeAsset: 'EUR',
    minimum: '100',
    workingDays: 10,
  },
};

import type { Account, ApiKey, FeeTier, Payment, Restriction, Verification } from './account.ts';
import type { BodyOf, DataOf, EndpointName } from './routes.ts';
import type { Market, Order } from './trading.ts';
import type { AssetNetwork, Deposit, Withdrawal } from './transfers.ts';

/** One valid answer (and request) for each endpoint: in the OpenAPI document, and what fakes begin with. */
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** 2026-10-12T09:00:00Z */
export const EXAMPLE_NOW = 1_791_795_600_000;
export const EXAMPLE_USER = 'user-20417';

const requestedBy = {
  kind: 'agent',
  badge: 'M-2041',
  conversationNumber: 'R-10482',
} as const;

const account: Account = {
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

const verification: Verification = {
  state: 'in_review',
  level: 'full',
  slots: [
    { document: 'identity', state: 'accepted', refusal: null },
    { document: 'address', state: 'refused', refusal: 'older_than_three_months' },
  ],
  expectedBy: EXAMPLE_NOW + DAY_MS,
  triesLeft: 2,
};

const feeTier: FeeTier = {
  tier: 'vip-1',
  makerShare: '0.0008',
  takerShare: '0.001',
  volume: '812400.25',
  volumeAsset: 'EUR',
  volumeDays: 30,
  next: { tier: 'vip-2', fromVolume: '1000000' },
};

const restriction: Restriction = {
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

const apiKey: ApiKey = {
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

const payment: Payment = {
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

const order: Order = {
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

const market: Market = {
  pair: 'BTC-EUR',
  state: 'open',
  stateReason: null,
  opensAt: null,
  lastPrice: '58200.3',
  depth,
};

const deposit: Deposit = {
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

const withdrawal: Withdrawal = {
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

const assetNetwork: AssetNetwork = {
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

/** What each endpoint answers as its `data`. */
export const EXAMPLE_DATA: { readonly [Name in EndpointName]: DataOf<Name> } = {
  account,
  verification,
  feeTier,
  restrictions: [restriction],
  security: {
    devices: [
      {
        deviceId: 'device-4',
        name: 'Firefox on Linux',
        firstSeenAt: EXAMPLE_NOW - 20 * MINUTE_MS,
        lastSeenAt: EXAMPLE_NOW - MINUTE_MS,
        place: 'Lisbon',
        isNew: true,
      },
    ],
    sessions: [
      {
        sessionId: 'session-91',
        deviceId: 'device-4',
        signedInAt: EXAMPLE_NOW - 20 * MINUTE_MS,
        lastSeenAt: EXAMPLE_NOW - MINUTE_MS,
        place: 'Lisbon',
        maskedIp: '198.51.100.x',
      },
    ],
    changes: [
      {
        what: 'password',
        at: EXAMPLE_NOW - 18 * MINUTE_MS,
        deviceId: 'device-4',
        byStaff: false,
      },
    ],
    twoFactorReset: null,
  },
  apiKeys: [apiKey],
  payments: [payment],
  orders: [order],
  order,
  deposits: [deposit],
  deposit,
  withdrawals: [withdrawal],
  withdrawal,
  addressOwner: {
    address: deposit.address,
    owner: 'user',
    asset: 'ETH',
    network: 'Ethereum',
  },
  antiPhishingCode: { code: 'blue heron' },
  market,
  assets: [assetNetwork],
  platform: {
    state: 'slow',
    components: [
      {
        component: 'withdrawals',
        state: 'slow',
        since: EXAMPLE_NOW - 25 * MINUTE_MS,
        expectedUntil: EXAMPLE_NOW + 40 * MINUTE_MS,
        network: 'Bitcoin',
        pair: null,
      },
    ],
    orderLatencyMs: 4.2,
  },
  lock: {
    state: 'locked',
    lockedAt: EXAMPLE_NOW,
    sessionsRevoked: 3,
    apiKeysRevoked: 1,
    withdrawalsCancelled: ['wd-3110'],
    withdrawalsGone: ['wd-3104'],
  },
  unlock: { state: 'cooling_off', readyAt: EXAMPLE_NOW + DAY_MS },
  beginTwoFactorReset: { requestedAt: EXAMPLE_NOW, readyAt: EXAMPLE_NOW + 2 * DAY_MS },
  revokeSessions: { count: 3 },
  revokeApiKeys: { count: 1 },
  cancelWithdrawals: { cancelled: ['wd-3110'], gone: ['wd-3104'] },
  beginPasswordReset: {
    maskedEmail: 'l•••@mail.example',
    validUntil: EXAMPLE_NOW + 30 * MINUTE_MS,
  },
  beginVerification: {
    url: 'https://www.exchange.example/verify/9f3c',
    validUntil: EXAMPLE_NOW + 60 * MINUTE_MS,
  },
  recoverDeposit: {
    recoveryId: 'rec-12',
    fee: '25',
    feeAsset: 'EUR',
    expectedBy: EXAMPLE_NOW + 14 * DAY_MS,
  },
  challenge: {
    challengeId: 'challenge-6',
    methods: ['totp', 'mail_code'],
    sentTo: 'l•••@mail.example',
    validUntil: EXAMPLE_NOW + 10 * MINUTE_MS,
    triesLeft: 3,
  },
  check: { passed: false, triesLeft: 2 },
  recoveryProof: { userId: null },
  restrictionSecrets: [
    {
      restrictionId: 'hold-771',
      internalReason: 'Pattern match on rule 14, see case file.',
      references: ['case-2291'],
    },
  ],
  events: {
    events: [
      {
        eventId: 'event-700123',
        type: 'deposit_changed',
        userId: EXAMPLE_USER,
        subjectId: 'dep-9001',
        at: EXAMPLE_NOW,
      },
    ],
    nextCursor: '700123',
  },
};

const approved = {
  requestedBy,
  approvedByBadge: 'M-1007',
  reason: 'Identity confirmed by video with two documents.',
};

/** What is sent to each endpoint that takes a body. */
export const EXAMPLE_BODY: { readonly [Name in EndpointName]: BodyOf<Name> | undefined } = {
  ...(Object.fromEntries(Object.keys(EXAMPLE_DATA).map((name) => [name, undefined])) as Record<
    EndpointName,
    undefined
  >),
  lock: {
    requestedBy: { kind: 'customer', badge: null, conversationNumber: null },
    reason: 'account_takeover',
    revokeSessions: true,
    revokeApiKeys: true,
    cancelWithdrawals: true,
    stopTrading: false,
  },
  unlock: approved,
  beginTwoFactorReset: approved,
  revokeSessions: { requestedBy },
  revokeApiKeys: { requestedBy },
  cancelWithdrawals: { requestedBy },
  beginPasswordReset: { requestedBy },
  beginVerification: { requestedBy },
  recoverDeposit: { requestedBy, depositId: 'dep-9001' },
  challenge: { purpose: 'read_account' },
  check: { method: 'totp', code: '123456' },
  recoveryProof: { identifier: 'lea@mail.example', proof: 'K7Q2-91XD-PLM4' },
};

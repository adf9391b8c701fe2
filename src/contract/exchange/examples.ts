import {
  account,
  apiKey,
  assetNetwork,
  DAY_MS,
  deposit,
  EXAMPLE_NOW,
  EXAMPLE_USER,
  feeTier,
  MINUTE_MS,
  market,
  order,
  payment,
  restriction,
  verification,
  withdrawal,
} from './example-records.ts';
import type { BodyOf, DataOf, EndpointName } from './routes.ts';

/** One valid answer (and request) for each endpoint: in the OpenAPI document, and what fakes begin with. */
export { EXAMPLE_NOW, EXAMPLE_USER };

const requestedBy = {
  kind: 'agent',
  badge: 'M-2041',
  conversationNumber: 'R-10482',
} as const;

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

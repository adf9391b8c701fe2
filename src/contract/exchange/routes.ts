import { z } from 'zod';
import {
  account,
  apiKey,
  feeTier,
  payment,
  restriction,
  restrictionSecret,
  security,
  verification,
} from './account.ts';
import {
  antiPhishingCode,
  approvedRequest,
  cancelResult,
  countResult,
  lockRequest,
  lockResult,
  mailedResult,
  recoveryProof,
  recoveryProofResult,
  recoveryRequest,
  recoveryResult,
  simpleRequest,
  stepUpChallenge,
  stepUpCheck,
  stepUpRequest,
  stepUpResult,
  twoFactorResetResult,
  unlockResult,
  verificationBegun,
} from './actions.ts';
import { act, type Endpoint, read } from './endpoint.ts';
import { eventPage, knownEventPage, platformStatus } from './platform.ts';
import { market, order } from './trading.ts';
import { addressOwner, assetNetwork, deposit, withdrawal } from './transfers.ts';

const LIST_MAX = 50;
const ASSETS_MAX = 5_000;
const list = <T extends z.ZodType>(item: T) => z.array(item).max(LIST_MAX);
const ADDRESS = z.string().min(1).max(200);
const CURSOR = z.string().max(200).optional();

/**
 * Every endpoint that an exchange offers to Mainstay. The client, the demo exchange's server, the conformance kit and
 * `docs/exchange-api.yaml` all come from this table. Lists are newest first, 50 entries at most.
 */
export const ENDPOINTS = {
  account: read('/users/{userId}/account', account, 'The account and its state'),
  verification: read('/users/{userId}/verification', verification, 'How far the user is verified'),
  feeTier: read('/users/{userId}/fee-tier', feeTier, 'Fees and what leads to the next tier'),
  restrictions: read(
    '/users/{userId}/restrictions',
    list(restriction),
    'Holds on the account and its transfers, as they may be told',
  ),
  security: read('/users/{userId}/security', security, 'Devices, sessions and recent changes'),
  apiKeys: read('/users/{userId}/api-keys', list(apiKey), 'API keys, their use and their errors'),
  payments: read('/users/{userId}/payments', list(payment), 'Payments and their disputes'),
  orders: read('/users/{userId}/orders', list(order), 'Orders'),
  order: read('/users/{userId}/orders/{orderId}', order, 'One order with its fills', {
    echoes: 'orderId',
  }),
  deposits: read('/users/{userId}/deposits', list(deposit), 'Deposits'),
  deposit: read('/users/{userId}/deposits/{depositId}', deposit, 'One deposit', {
    echoes: 'depositId',
  }),
  withdrawals: read('/users/{userId}/withdrawals', list(withdrawal), 'Withdrawals'),
  withdrawal: read('/users/{userId}/withdrawals/{withdrawalId}', withdrawal, 'One withdrawal', {
    echoes: 'withdrawalId',
  }),
  addressOwner: read(
    '/users/{userId}/address-owner',
    addressOwner,
    'Whose an address is, as far as this user may know',
    { query: { address: ADDRESS }, echoes: 'address' },
  ),
  antiPhishingCode: read(
    '/users/{userId}/anti-phishing-code',
    antiPhishingCode,
    'The word that the user chose to recognise genuine mail',
  ),
  market: read('/markets/{pair}', market, 'A market: state, price and depth', { echoes: 'pair' }),
  assets: read(
    '/assets',
    z.array(assetNetwork).max(ASSETS_MAX),
    'Coins on their networks: minimums, fees, confirmations, recovery',
  ),
  platform: read('/status', platformStatus, 'What works and what does not'),

  lock: act('/users/{userId}/lock', lockRequest, lockResult, 'Lock the account now'),
  unlock: act(
    '/users/{userId}/unlock',
    approvedRequest,
    unlockResult,
    'Lift the lock, with two people behind it',
    { refusals: ['not_locked', 'same_person', 'not_allowed'] },
  ),
  beginTwoFactorReset: act(
    '/users/{userId}/two-factor-reset',
    approvedRequest,
    twoFactorResetResult,
    'Begin to reset the second factor; it takes effect after the cooling-off time',
    { refusals: ['no_second_factor', 'same_person', 'not_allowed'] },
  ),
  revokeSessions: act(
    '/users/{userId}/sessions/revoke',
    simpleRequest,
    countResult,
    'Sign the user out everywhere',
  ),
  revokeApiKeys: act(
    '/users/{userId}/api-keys/revoke',
    simpleRequest,
    countResult,
    'Revoke all API keys',
  ),
  cancelWithdrawals: act(
    '/users/{userId}/withdrawals/cancel',
    simpleRequest,
    cancelResult,
    'Cancel every withdrawal that has not been broadcast',
  ),
  beginPasswordReset: act(
    '/users/{userId}/password-reset',
    simpleRequest,
    mailedResult,
    'Mail the user a link to set a new password',
    { refusals: ['no_mail_address', 'not_allowed'] },
  ),
  beginVerification: act(
    '/users/{userId}/verification/begin',
    simpleRequest,
    verificationBegun,
    'A link with which the user goes on with verification',
    { refusals: ['already_verified', 'no_tries_left', 'not_allowed'] },
  ),
  recoverDeposit: act(
    '/users/{userId}/recoveries',
    recoveryRequest,
    recoveryResult,
    'Begin to recover a deposit that went wrong',
    { refusals: ['not_recoverable', 'below_minimum', 'fee_not_covered'] },
  ),

  challenge: act(
    '/users/{userId}/step-up',
    stepUpRequest,
    stepUpChallenge,
    'Ask the user to prove who is speaking',
    { refusals: ['too_many_challenges', 'no_method'] },
  ),
  check: act(
    '/users/{userId}/step-up/{challengeId}/check',
    stepUpCheck,
    stepUpResult,
    'Check what the user typed',
    { refusals: ['challenge_over'] },
  ),
  recoveryProof: act(
    '/recovery-proofs/check',
    recoveryProof,
    recoveryProofResult,
    'Signed out: whose account an identifier and a proof belong to',
  ),

  restrictionSecrets: read(
    '/compliance/users/{userId}/restrictions',
    list(restrictionSecret),
    'What stands behind restrictions and must not be told',
    { scope: 'compliance' },
  ),
  events: read('/events', eventPage, 'What changed, in order', {
    scope: 'events',
    readAs: knownEventPage,
    refusals: ['cursor_gone'],
    query: { cursor: CURSOR },
  }),
} as const satisfies Readonly<Record<string, Endpoint>>;

export type Endpoints = typeof ENDPOINTS;
export type EndpointName = keyof Endpoints;
/** What an endpoint's `data` holds. */
export type DataOf<Name extends EndpointName> = z.output<Endpoints[Name]['data']>;
/** What is sent to it; undefined where it takes no body. */
export type BodyOf<Name extends EndpointName> = Endpoints[Name]['body'] extends z.ZodType
  ? z.output<Endpoints[Name]['body']>
  : undefined;

export const ENDPOINT_NAMES = Object.keys(ENDPOINTS) as EndpointName[];

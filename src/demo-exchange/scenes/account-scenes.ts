import { randomBytes } from 'node:crypto';
import type { ApiKey } from '../../contract/exchange/account.ts';
import { listKeys, noteKeyError } from '../accounts/keys.ts';
import { restrict } from '../accounts/restrict.ts';
import { changeUser, noteChange } from '../accounts/sessions.ts';
import { move } from '../ledger/ledger.ts';
import { DECIMALS, units } from '../ledger/money.ts';
import type { ApiKeyRow, RestrictionRow } from '../rows.ts';
import type { World } from '../world.ts';
import type { Scene, SceneCall } from './scene.ts';
import { beginWithdrawal } from './withdrawal-scenes.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Hold = Pick<RestrictionRow, 'reason' | 'blocks' | 'liftedBy'> & Partial<RestrictionRow>;

/** Kinds of holds. What stands in `internalReason` is for compliance and nobody else. */
const holdOf = (kind: string, now: number): Hold | undefined => {
  const holds: Readonly<Record<string, Hold>> = {
    review: {
      ...{ reason: 'review', blocks: ['withdrawals', 'fiat'], liftedBy: 'review', mayAppeal: true },
      internalReason:
        'Inbound funds two hops from wallets named in case FIU-2291; a report was filed and the customer must not learn of it.',
      references: ['FIU-2291', 'alert 88120'],
    },
    document: {
      ...{ reason: 'document_needed', blocks: ['withdrawals', 'fiat'], liftedBy: 'document' },
      ...{ documents: ['source_of_funds'], mayAppeal: true, until: now + 14 * DAY_MS },
      internalReason: 'Turnover far above the declared income; rule TM-17.',
      references: ['TM-17'],
    },
    new_password: {
      ...{ reason: 'new_password', blocks: ['withdrawals'], liftedBy: 'time' },
      until: now + 24 * HOUR_MS,
    },
  };
  return holds[kind];
};

/** A hold on the account, with a part that may be told and a part that may not. */
export const restriction: Scene = ({ exchange: { world }, user, asked }) => {
  const hold = holdOf(asked.kind ?? 'review', world.now());
  if (hold === undefined) return 'kind_unknown';
  return { restrictionId: restrict(world, user.id, hold).restrictionId };
};

const STRANGE_PLACES = ['Riga', 'Lagos', 'Sofia', 'Manila', 'Recife'] as const;

const strangeSession = (world: World, userId: string): string => {
  const now = world.now();
  const place = STRANGE_PLACES[now % STRANGE_PLACES.length] ?? 'Riga';
  const deviceId = world.newId('dv');
  const times = { firstSeenAt: now - 40 * 60_000, lastSeenAt: now - 60_000 };
  world.devices.put({ deviceId, userId, name: 'Chrome · Linux', ...times, place, isNew: true });
  world.sessions.put({
    ...{ sessionId: world.newId('se'), deviceId, userId, place, endedAt: null },
    ...{ signedInAt: times.firstSeenAt, lastSeenAt: times.lastSeenAt, maskedIp: '198.51.100.•' },
  });
  return deviceId;
};

const strangeKey = (world: World, userId: string): string => {
  const now = world.now();
  const row: ApiKeyRow = {
    ...{ keyId: world.newId('ak'), userId, name: 'sync', createdAt: now - 25 * 60_000 },
    prefix: `nvk_${randomBytes(3).toString('hex')}`,
    ...{ lastUsedAt: now - 60_000, permissions: ['read', 'trade', 'withdraw'] },
    ...{ allowedIps: ['198.51.100.77'], expiresAt: null, usualPerMinute: 30 },
    ...{ requestsPerMinute: world.facts.api.requestsAMinute, errors: [], revokedAt: null },
  };
  world.apiKeys.put(row);
  return row.keyId;
};

/** Somebody else in the account: a new device, a changed number, a new key, and coins about to leave. */
export const takeover: Scene = async (call: SceneCall) => {
  const { exchange, user, asked } = call;
  const { world } = exchange;
  const known = world.store.atomically(() => {
    const deviceId = strangeSession(world, user.id);
    const keyId = strangeKey(world, user.id);
    changeUser(world, user, { phone: '+371 20 55 01 83' });
    for (const [what, minutes] of [
      ['phone', 33],
      ['api_key_created', 25],
      ['address_added', 12],
    ] as const)
      noteChange(world, user.id, what, { deviceId, at: world.now() - minutes * 60_000 });
    world.emit('security_alert', user.id, null);
    return { deviceId, keyId };
  });
  const row = await beginWithdrawal(call, asked.asset ?? 'ETH');
  if (typeof row === 'string') return { ...known, withdrawalId: null };
  const at = world.now();
  world.withdrawals.put({
    ...row,
    stage: 'risk_review',
    stages: [...row.stages, { stage: 'risk_review', at }],
    ...{ nextAt: null, waitsFor: 'review', expectedBy: at + 20 * 60_000 },
  });
  world.emit('withdrawal_changed', user.id, row.withdrawalId);
  return { ...known, withdrawalId: row.withdrawalId };
};

type KeyError = ApiKey['errors'][number];

const CODES: Readonly<Record<KeyError['kind'], string>> = {
  clock_skew: '401',
  signature_invalid: '401',
  key_unknown: '401',
  key_expired: '401',
  ip_not_allowed: '403',
  permission_missing: '403',
  rate_limited: '429',
  parameter_invalid: '400',
  insufficient_balance: '400',
  market_halted: '503',
  other: '503',
};

/** Requests of the user's program that the exchange's API refuses; `kind` is the contract's word for why. */
export const apiErrors: Scene = ({ exchange: { world }, user, asked }) => {
  const kind = (asked.kind ?? 'clock_skew') as KeyError['kind'];
  const code = CODES[kind];
  if (code === undefined) return 'kind_unknown';
  const key = listKeys(world, user.id)[0] ?? world.apiKeys.find(strangeKey(world, user.id));
  if (key === undefined) return 'no_key';
  for (const minutes of [9, 4, 1]) {
    const now = world.apiKeys.find(key.keyId) ?? key;
    noteKeyError(world, now, {
      ...{ at: world.now() - minutes * 60_000, kind, code, path: '/v1/orders' },
      skewMs: kind === 'clock_skew' ? -41_300 - minutes * 70 : null,
      maskedIp: kind === 'ip_not_allowed' ? '192.0.2.•' : null,
      permission: kind === 'permission_missing' ? 'trade' : null,
    });
  }
  const now = world.apiKeys.find(key.keyId);
  if (now !== undefined && kind === 'rate_limited')
    world.apiKeys.put({ ...now, usualPerMinute: now.requestsPerMinute });
  world.emit('account_changed', user.id, key.keyId);
  return { keyId: key.keyId };
};

/** A payment in dispute, with what each side has to supply and by when. */
export const paymentDispute: Scene = ({ exchange: { world }, user, asked }) => {
  const now = world.now();
  const paymentId = world.newId('pm');
  world.payments.put({
    ...{ paymentId, userId: user.id, kind: 'card', amount: asked.amount ?? '240', asset: 'EUR' },
    ...{ state: 'in_dispute', createdAt: now - 6 * DAY_MS },
    dispute: {
      ...{ openedAt: now - 2 * DAY_MS, openedBy: 'bank', state: 'evidence_wanted' },
      wantedFromUser: ['card_statement', 'confirmation_of_purchase'],
      wantedFromOther: ['chargeback_reason'],
      received: ['chargeback_reason'],
      ...{ evidenceUntil: now + 5 * DAY_MS, decisionBy: now + 15 * DAY_MS, outcome: null },
    },
  });
  world.emit('payment_changed', user.id, paymentId);
  return { paymentId };
};

/** Whatever waits for the user by the clock is over now: holds, cooling-off, reviews. The demo's own shortcut. */
export const timePasses: Scene = ({ exchange: { world }, user }) =>
  world.store.atomically(() => {
    const now = world.now();
    const { twoFactorReset, verification, unlocksAt } = user;
    changeUser(world, user, {
      unlocksAt: unlocksAt === null ? null : now,
      twoFactorReset: twoFactorReset === null ? null : { ...twoFactorReset, readyAt: now },
      verification: {
        ...verification,
        expectedBy: verification.expectedBy === null ? null : now,
      },
    });
    for (const row of world.restrictions.ofUser(user.id))
      if (row.endedAt === null && row.until !== null && row.until > now) {
        world.restrictions.put({ ...row, until: now });
        world.emit('restriction_changed', user.id, row.restrictionId);
      }
    endRecoveries(world, user.id);
    return {};
  });

/** Coins that the exchange keeps are credited; others go back to where they came from. */
const endRecoveries = (world: World, userId: string): void => {
  for (const row of world.deposits.ofUser(userId)) {
    const { recovery, asset, network } = row;
    if (recovery === null || recovery.state === 'done') continue;
    const isKept = Object.hasOwn(DECIMALS, asset);
    if (isKept)
      world.ledger.post(
        'recovery',
        row.depositId,
        move(
          asset,
          units(row.amount, asset),
          [`outside:${network}`, 'available'],
          [userId, 'available'],
        ),
      );
    world.deposits.put({
      ...row,
      state: isKept ? 'credited' : 'returned',
      creditedAt: isKept ? world.now() : null,
      recovery: { ...recovery, state: 'done', expectedBy: null },
      // Its books no longer follow the chain.
      isFinal: true,
    });
    world.emit('deposit_changed', userId, row.depositId);
  }
};

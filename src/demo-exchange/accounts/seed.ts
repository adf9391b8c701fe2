import { randomBytes, randomInt } from 'node:crypto';
import { decimalText, units } from '../ledger/money.ts';
import { seedOrders } from '../market/seed-orders.ts';
import type { readExchange, StoredAccount } from '../read-exchange.ts';
import type { DemoUser } from '../read-users.ts';
import type { UserRow } from '../rows.ts';
import { seedTransfers } from '../transfers/seed-transfers.ts';
import { digest, type World } from '../world.ts';
import { holdAfter } from './restrict.ts';
import { newTotpSecret } from './totp.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SEEDED = 'seeded';
/** Whoever gave no mail address gave a telephone number. */
const PHONE = '+33 6 39 98 41 27';
const WORDS = ['amber', 'birch', 'cedar', 'delta', 'ember', 'fjord', 'grove', 'heron'] as const;

/** `k3vd-9qmx-2tza`: what stands on the user's sheet of recovery codes. */
const newRecoveryCode = (): string => {
  const letters = '23456789abcdefghjkmnpqrstuvwxyz';
  const four = (): string =>
    Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [four(), four(), four()].join('-');
};

const verificationOf = (stored: StoredAccount, tries: number): UserRow['verification'] => {
  const isVerified = stored.level !== 'basic';
  const refused = stored.refused !== null;
  const first = isVerified ? 'accepted' : refused ? 'refused' : 'missing';
  const second = stored.level === 'enhanced' ? 'accepted' : 'missing';
  const slot = (document: string, state: typeof first | typeof second) => ({
    ...{ document, state },
    refusal: state === 'refused' ? stored.refused : null,
  });
  return {
    state: isVerified ? 'verified' : refused ? 'refused' : 'none',
    slots: [
      slot('identity', first),
      slot('selfie', isVerified ? 'accepted' : refused ? 'accepted' : 'missing'),
      slot('address', second),
      slot('source_of_funds', second),
    ],
    expectedBy: null,
    triesLeft: refused ? tries - 1 : tries,
  };
};

const userRow = (world: World, user: DemoUser, stored: StoredAccount): UserRow => {
  const now = world.now();
  const { security } = stored;
  const tier = world.facts.tiers.find((one) => one.tier === user.tier);
  const word = WORDS[Number.parseInt(digest('word', user.id).slice(0, 2), 16) % WORDS.length];
  return {
    ...user,
    phone: user.email === null ? PHONE : null,
    ...{ state: 'active', lockedAt: null, isTradingStopped: false, unlocksAt: null },
    createdAt: now - (400 + (Number.parseInt(digest(user.id).slice(0, 4), 16) % 900)) * DAY_MS,
    level: stored.level,
    verification: verificationOf(stored, world.facts.verification.tries),
    totpSecret: security.authenticator ? newTotpSecret() : null,
    ...{ totpUsed: 0, hasPasskey: security.passkey, twoFactorReset: null },
    recoveryCodes: Array.from({ length: security.codesLeft }, newRecoveryCode),
    antiPhishingCode: security.antiPhishing ? `${word}-${randomInt(10, 99)}` : null,
    passwordAt:
      stored.hold?.reason === 'password'
        ? now - stored.hold.hoursAgo * HOUR_MS
        : now - security.passwordDaysAgo * DAY_MS,
    ...{ onlySavedAddresses: stored.onlySavedAddresses, banks: stored.banks },
    volume: decimalText((tier?.from ?? 0) * 1.3),
  };
};

const seedDevices = (world: World, userId: string, stored: StoredAccount): void => {
  for (const [index, device] of stored.devices.entries()) {
    const seenAt = world.now() - device.minutesAgo * MINUTE_MS;
    const deviceId = world.newId('dv');
    world.devices.put({
      ...{ deviceId, userId, name: device.name, place: device.place, isNew: false },
      firstSeenAt: seenAt - (90 - index * 20) * DAY_MS,
      lastSeenAt: seenAt,
    });
    if (index === 0) continue;
    world.sessions.put({
      ...{ sessionId: world.newId('se'), deviceId, userId, place: device.place, endedAt: null },
      signedInAt: seenAt - 6 * DAY_MS,
      lastSeenAt: seenAt,
      maskedIp: `203.0.113.•`,
    });
  }
};

const seedKeys = (world: World, userId: string, stored: StoredAccount): void => {
  for (const { name, rights, ips, daysAgo } of stored.apiKeys) {
    const createdAt = world.now() - daysAgo * DAY_MS;
    world.apiKeys.put({
      ...{ keyId: world.newId('ak'), userId, name, createdAt, permissions: rights },
      prefix: `nvk_${randomBytes(3).toString('hex')}`,
      lastUsedAt: world.now() - 2 * MINUTE_MS,
      allowedIps: ips,
      expiresAt: ips.length > 0 ? null : createdAt + world.facts.api.days * DAY_MS,
      ...{ usualPerMinute: rights.includes('trade') ? 240 : 6 },
      requestsPerMinute: world.facts.api.requestsAMinute,
      ...{ errors: [], revokedAt: null },
    });
  }
};

const seedMoney = (world: World, userId: string, stored: StoredAccount): void => {
  for (const [asset, amount] of Object.entries(stored.balances)) {
    const delta = units(decimalText(amount), asset);
    if (delta === 0n) continue;
    world.ledger.post('opening', userId, [
      { account: 'outside:opening', asset, bucket: 'available', delta: -delta },
      { account: userId, asset, bucket: 'available', delta },
    ]);
  }
};

const seedUser = (world: World, user: DemoUser, stored: StoredAccount): void => {
  const row = userRow(world, user, stored);
  world.users.put(row);
  seedDevices(world, user.id, stored);
  seedKeys(world, user.id, stored);
  seedMoney(world, user.id, stored);
  seedOrders(world, user.id, stored);
  seedTransfers(world, user.id, stored);
  const what = { id: world.newId('sc'), userId: user.id, deviceId: null, byStaff: false };
  world.securityChanges.put({ ...what, what: 'password', at: row.passwordAt });
  if (stored.hold !== null) holdAfter(world, user.id, stored.hold.reason, stored.hold.hoursAgo);
  for (const saved of stored.addresses)
    world.addresses.put({
      ...{ id: world.newId('ad'), userId: user.id, name: saved.name },
      ...{ coin: saved.coin, network: saved.network, address: '' },
      savedAt: world.now() - saved.hoursAgo * HOUR_MS,
    });
};

/** Fills an empty exchange with the demo's customers; does nothing where they are already. */
export const seedWorld = (
  world: World,
  users: readonly DemoUser[],
  accounts: ReturnType<typeof readExchange>['accounts'],
): void =>
  world.store.atomically(() => {
    if (world.store.readMeta(SEEDED) !== undefined) return;
    for (const user of users) {
      const stored = accounts[user.id];
      if (stored !== undefined) seedUser(world, user, stored);
    }
    world.store.writeMeta(SEEDED, 'yes');
  });

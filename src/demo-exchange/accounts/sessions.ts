import type { DeviceRow, SecurityChangeRow, SessionRow, UserRow } from '../rows.ts';
import type { World } from '../world.ts';
import { accountBlock } from './restrict.ts';

/** A sign-in that has not been used for so long ends by itself. */
const DAY_MS = 86_400_000;

export const noteChange = (
  world: World,
  userId: string,
  what: SecurityChangeRow['what'],
  given: {
    readonly deviceId?: string | null;
    readonly byStaff?: boolean;
    readonly at?: number;
  } = {},
): void => {
  world.securityChanges.put({
    id: world.newId('sc'),
    userId,
    what,
    at: given.at ?? world.now(),
    deviceId: given.deviceId ?? null,
    byStaff: given.byStaff ?? false,
  });
  world.emit('account_changed', userId, null);
};

/** Writes a user with changed fields. */
export const changeUser = (world: World, user: UserRow, changed: Partial<UserRow>): UserRow => {
  const next = { ...user, ...changed };
  world.users.put(next);
  world.emit('account_changed', user.id, null);
  return next;
};

const isLive = (world: World, session: SessionRow): boolean =>
  session.endedAt === null &&
  session.lastSeenAt > world.now() - world.facts.security.sessionDays * DAY_MS;

export const liveSessions = (world: World, userId: string): readonly SessionRow[] =>
  world.sessions.ofUser(userId).filter((session) => isLive(world, session));

/** The browser's own device, or a new one. */
const deviceFor = (
  world: World,
  userId: string,
  given: { readonly deviceId: string | null; readonly name: string },
): DeviceRow => {
  const known = given.deviceId === null ? undefined : world.devices.find(given.deviceId);
  const now = world.now();
  if (known !== undefined && known.userId === userId) return { ...known, lastSeenAt: now };
  const first = world.devices.ofUser(userId).find(({ name }) => name === given.name);
  if (first !== undefined) return { ...first, lastSeenAt: now };
  return {
    ...{ deviceId: world.newId('dv'), userId, name: given.name },
    ...{ firstSeenAt: now, lastSeenAt: now, place: null, isNew: true },
  };
};

export type SignedIn =
  | { readonly ok: true; readonly sessionId: string; readonly deviceId: string }
  | { readonly ok: false; readonly code: 'unknown' | 'locked' | 'restricted' };

/**
 * Signs somebody in. The demo has no passwords: whoever looks at it says who they are. A lock keeps everybody out.
 * `maskedIp` is the address as the exchange shows it.
 */
export const signIn = (
  world: World,
  userId: string,
  given: {
    readonly deviceId: string | null;
    readonly name: string;
    readonly maskedIp: string | null;
  },
): SignedIn =>
  world.store.atomically((): SignedIn => {
    const user = world.users.find(userId);
    if (user === undefined) return { ok: false, code: 'unknown' };
    if (user.state === 'locked') return { ok: false, code: 'locked' };
    if (accountBlock(world, userId, 'login') !== undefined)
      return { ok: false, code: 'restricted' };
    const device = deviceFor(world, userId, given);
    world.devices.put(device);
    const now = world.now();
    // The same browser goes on with the session that it has.
    const known = liveSessions(world, userId).find(({ deviceId }) => deviceId === device.deviceId);
    if (known !== undefined) {
      world.sessions.put({ ...known, lastSeenAt: now });
      return { ok: true, sessionId: known.sessionId, deviceId: device.deviceId };
    }
    const session: SessionRow = {
      ...{ sessionId: world.newId('se'), deviceId: device.deviceId, userId },
      ...{ signedInAt: now, lastSeenAt: now, place: device.place },
      ...{ maskedIp: given.maskedIp, endedAt: null },
    };
    world.sessions.put(session);
    return { ok: true, sessionId: session.sessionId, deviceId: device.deviceId };
  });

const SEEN_EVERY_MS = 60_000;

/** Whose session it is; undefined when it is over or never was. */
export const findSession = (world: World, sessionId: string): SessionRow | undefined => {
  const session = world.sessions.find(sessionId);
  if (session === undefined || !isLive(world, session)) return undefined;
  if (session.lastSeenAt < world.now() - SEEN_EVERY_MS)
    world.sessions.put({ ...session, lastSeenAt: world.now() });
  return session;
};

/** Ends every session; how many. */
export const endSessions = (world: World, userId: string): number => {
  const live = liveSessions(world, userId);
  for (const session of live) world.sessions.put({ ...session, endedAt: world.now() });
  if (live.length > 0) world.emit('account_changed', userId, null);
  return live.length;
};

export const endSession = (world: World, sessionId: string): void => {
  const session = world.sessions.find(sessionId);
  if (session !== undefined) world.sessions.put({ ...session, endedAt: world.now() });
};

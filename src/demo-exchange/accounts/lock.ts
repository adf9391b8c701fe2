import type {
  ApprovedRequest,
  ExchangeLockRequest,
  LockResult,
} from '../../contract/exchange/actions.ts';
import { cancelOrder } from '../market/place-order.ts';
import { type Venue, waits } from '../market/venue.ts';
import { timeIn } from '../phrases.ts';
import type { UserRow } from '../rows.ts';
import { cancelWithdrawals } from '../transfers/cancel.ts';
import type { World } from '../world.ts';
import { revokeKeys } from './keys.ts';
import type { SendMail } from './mails.ts';
import {
  activeRestrictions,
  type Blocked,
  holdAfter,
  liftRestriction,
  restrict,
} from './restrict.ts';
import { changeUser, endSessions, noteChange } from './sessions.ts';

const HOUR_MS = 3_600_000;

export interface Guard {
  readonly world: World;
  readonly venue: Venue;
  readonly sendMail: SendMail;
}

const isStaff = (kind: ExchangeLockRequest['requestedBy']['kind']): boolean => kind === 'agent';

const blockAccount = (world: World, user: UserRow, request: ExchangeLockRequest): UserRow => {
  const blocks: Blocked[] = ['login', 'withdrawals', 'api', 'fiat'];
  if (request.stopTrading) blocks.push('trading');
  const held = activeRestrictions(world, user.id).find(({ reason }) => reason === 'lock');
  if (held === undefined || request.stopTrading) {
    if (held !== undefined) liftRestriction(world, held);
    restrict(world, user.id, { reason: 'lock', blocks, liftedBy: 'support_unlock' });
  }
  return changeUser(world, user, {
    state: 'locked',
    lockedAt: user.lockedAt ?? world.now(),
    isTradingStopped: user.isTradingStopped || request.stopTrading,
    unlocksAt: null,
  });
};

/** Locks an account at once. Asked again, it does what was not done yet and says that it was locked. */
export const lockAccount = (
  { world, venue, sendMail }: Guard,
  user: UserRow,
  request: ExchangeLockRequest,
): LockResult =>
  world.store.atomically(() => {
    const wasLocked = user.state === 'locked';
    const byStaff = isStaff(request.requestedBy.kind);
    const locked = blockAccount(world, user, request);
    const stopped = request.cancelWithdrawals
      ? cancelWithdrawals(world, user.id)
      : { cancelled: [], gone: [] };
    if (request.stopTrading)
      for (const order of world.orders.ofUser(user.id).filter(waits))
        cancelOrder(world, venue, user.id, order.orderId, 'account_locked');
    const result: LockResult = {
      state: wasLocked ? 'already_locked' : 'locked',
      lockedAt: locked.lockedAt ?? world.now(),
      sessionsRevoked: request.revokeSessions ? endSessions(world, user.id) : 0,
      apiKeysRevoked: request.revokeApiKeys ? revokeKeys(world, user.id, byStaff) : 0,
      withdrawalsCancelled: [...stopped.cancelled],
      withdrawalsGone: [...stopped.gone],
    };
    if (!wasLocked) {
      noteChange(world, user.id, 'locked', { byStaff });
      sendMail(user, 'locked', { time: timeIn(world.now(), user.locale, user.timeZone) });
    }
    return result;
  });

const lift = ({ world, sendMail }: Guard, user: UserRow): void => {
  for (const row of activeRestrictions(world, user.id))
    if (row.reason === 'lock') liftRestriction(world, row);
  changeUser(world, user, {
    ...{ state: 'active', lockedAt: null, isTradingStopped: false, unlocksAt: null },
  });
  noteChange(world, user.id, 'unlocked', { byStaff: true });
  sendMail(user, 'unlocked');
};

/**
 * Begins to lift a lock: it opens after the cooling-off time, which nobody shortens and a new lock ends. Asked again
 * meanwhile it gives the same moment.
 */
export const unlockAccount = (
  { world, sendMail }: Guard,
  user: UserRow,
  request: ApprovedRequest,
): { readonly state: 'unlocked' | 'cooling_off'; readonly readyAt: number } | string => {
  if (user.state !== 'locked') return 'not_locked';
  if (request.requestedBy.kind !== 'agent') return 'not_allowed';
  if (request.requestedBy.badge === request.approvedByBadge) return 'same_person';
  if (user.unlocksAt !== null) return { state: 'cooling_off', readyAt: user.unlocksAt };
  const readyAt = world.now() + world.facts.security.unlockHours * HOUR_MS;
  world.store.atomically(() => {
    changeUser(world, user, { unlocksAt: readyAt });
    sendMail(user, 'unlocking', { time: timeIn(readyAt, user.locale, user.timeZone) });
  });
  return { state: 'cooling_off', readyAt };
};

export const beginTwoFactorReset = (
  { world, sendMail }: Guard,
  user: UserRow,
  request: ApprovedRequest,
): { readonly requestedAt: number; readonly readyAt: number } | string => {
  if (user.totpSecret === null && !user.hasPasskey) return 'no_second_factor';
  if (request.requestedBy.kind !== 'agent') return 'not_allowed';
  if (request.requestedBy.badge === request.approvedByBadge) return 'same_person';
  if (user.twoFactorReset !== null) return user.twoFactorReset;
  const requestedAt = world.now();
  const readyAt = requestedAt + world.facts.security.resetHours * HOUR_MS;
  const reset = { requestedAt, readyAt };
  world.store.atomically(() => {
    changeUser(world, user, { twoFactorReset: reset });
    world.emit('security_alert', user.id, null);
    sendMail(user, 'resetting', { time: timeIn(readyAt, user.locale, user.timeZone) });
  });
  return reset;
};

/** Does what the clock brings: locks that have cooled off, second factors that end. */
export const tendAccounts = (guard: Guard): void => {
  const { world } = guard;
  for (const user of world.users.all()) {
    if (user.unlocksAt !== null && user.unlocksAt <= world.now())
      world.store.atomically(() => lift(guard, user));
    const reset = user.twoFactorReset;
    if (reset === null || reset.readyAt > world.now()) continue;
    world.store.atomically(() => {
      changeUser(world, user, { totpSecret: null, hasPasskey: false, twoFactorReset: null });
      noteChange(world, user.id, 'two_factor_reset', { byStaff: true });
      holdAfter(world, user.id, 'two_step');
      guard.sendMail(user, 'reset');
    });
  }
};

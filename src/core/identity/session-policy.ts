import type { AtMs } from '../ids.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface SessionPolicy {
  /** The session ends when unused for this long … */
  readonly idleMs: number;
  /** … and after this long in any case. */
  readonly maxMs: number;
}

/**
 * The exchange can vouch for a customer again at any time, so their sessions are short. A visitor has nothing
 * but the session to come back to their inbox with, so theirs is long.
 */
export const SESSION_POLICIES: Readonly<Record<'customer' | 'visitor', SessionPolicy>> = {
  customer: { idleMs: 12 * HOUR_MS, maxMs: 24 * HOUR_MS },
  visitor: { idleMs: 30 * DAY_MS, maxMs: 180 * DAY_MS },
};

/** A use is written down at most this often, so that reading does not mean writing. */
const TOUCH_EVERY_MS = 5 * MINUTE_MS;

export interface SessionTimes {
  readonly expiresAt: AtMs;
  readonly endsAt: AtMs;
}

export const openingTimes = (kind: 'customer' | 'visitor', now: AtMs): SessionTimes => {
  const policy = SESSION_POLICIES[kind];
  return { expiresAt: now + policy.idleMs, endsAt: now + policy.maxMs };
};

/** When a session that is used now expires next; undefined where that need not be written down yet. */
export const decideRenewal = (
  kind: 'customer' | 'visitor',
  session: SessionTimes & { readonly lastSeenAt: AtMs },
  now: AtMs,
): AtMs | undefined => {
  if (now - session.lastSeenAt < TOUCH_EVERY_MS) return undefined;
  const next = Math.min(now + SESSION_POLICIES[kind].idleMs, session.endsAt);
  return next > session.expiresAt ? next : undefined;
};

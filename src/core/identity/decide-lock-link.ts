import type { AtMs } from '../ids.ts';
import { fail, type Outcome, ok } from '../outcome.ts';
import { asId, CLOCK_TOLERANCE_MS, isFor } from './decide-claims.ts';

/** What the exchange's one-time lock link says: whose account, which link, and until when it is good. */
export interface LockLinkClaims {
  readonly externalId: string;
  readonly tokenId: string;
  readonly expiresAt: AtMs;
}

/** Security mails are read late; a link that only ever locks may live longer than one that lets somebody in. */
export const MAX_LINK_LIFE_MS = 7 * 24 * 60 * 60_000;
/** Keeps a token that was made for something else from locking an account, and a lock link from opening a session. */
export const LOCK_LINK_PURPOSE = 'lock_account';

const SECOND_MS = 1_000;

/**
 * Reads the claims of a lock link whose signature was found good: `aud`, `purpose`, `sub`, `jti`, `iat`, `exp`. Failures
 * are all of class `unauthorized` with code `lock_link_invalid` or `lock_link_expired`.
 */
export const decideLockLink = (
  payload: Readonly<Record<string, unknown>>,
  audience: string,
  now: AtMs,
): Outcome<LockLinkClaims> => {
  const invalid = fail('unauthorized', 'lock_link_invalid');
  if (!isFor(payload.aud, audience) || payload.purpose !== LOCK_LINK_PURPOSE) return invalid;
  const externalId = asId(payload.sub);
  const tokenId = asId(payload.jti);
  const { iat, exp } = payload;
  if (externalId === undefined || tokenId === undefined) return invalid;
  if (typeof iat !== 'number' || typeof exp !== 'number') return invalid;
  const expiresAt = exp * SECOND_MS;
  const life = expiresAt - iat * SECOND_MS;
  if (!(life > 0 && life <= MAX_LINK_LIFE_MS)) return invalid;
  if (iat * SECOND_MS > now + CLOCK_TOLERANCE_MS) return invalid;
  if (now >= expiresAt) return fail('unauthorized', 'lock_link_expired');
  return ok({ externalId, tokenId, expiresAt });
};

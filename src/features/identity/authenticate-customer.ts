import type { CustomerPrincipal } from '../../contract/principal.ts';
import { decideRenewal } from '../../core/identity/session-policy.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Hint } from '../../ports/bus.ts';
import type { IdentityOptions } from './identity-options.ts';
import { keyedHash, readBearer, sessionIdOf } from './session-secret.ts';
import { findSession, renewSession, type SessionRow } from './store.ts';

/**
 * How long an answer may be remembered. Revocations and blocks arrive as hints and are obeyed at once; should a
 * hint be lost between processes, this is how long an ended session may still be used there.
 */
const REMEMBER_MS = 5_000;
const MAX_REMEMBERED = 50_000;

export interface CustomerAuthenticator {
  /** From an `Authorization` header. Failures: `session_invalid`, `session_expired` (both `unauthorized`). */
  fromHeader(authorization: string): Promise<Outcome<CustomerPrincipal>>;
  /** From the bare secret, as a socket sends it. */
  fromSecret(secret: string): Promise<Outcome<CustomerPrincipal>>;
  close(): void;
}

interface Remembered {
  readonly principal: CustomerPrincipal;
  readonly until: number;
}

const toPrincipal = (row: SessionRow, blocked: boolean): CustomerPrincipal => ({
  kind: row.kind,
  customerId: row.customerId,
  sessionId: sessionIdOf(row.sessionHash),
  tier: row.tier,
  locale: row.locale,
  // The exchange's own session vouched for a customer; of a visitor we only know the channel.
  assurance: row.kind === 'customer' ? 'session' : 'channel',
  blocked,
});

export const createCustomerAuthenticator = (options: IdentityOptions): CustomerAuthenticator => {
  const remembered = new Map<string, Remembered>();

  const forget = (hint: Hint): void => {
    if (hint.kind === 'session_revoked') remembered.delete(hint.sessionId);
    if (hint.kind !== 'customer_changed') return;
    for (const [sessionId, entry] of remembered) {
      if (entry.principal.customerId === hint.customerId) remembered.delete(sessionId);
    }
  };
  const unsubscribe = options.bus.subscribe(forget);

  const remember = (principal: CustomerPrincipal, now: number): void => {
    const oldest = remembered.size >= MAX_REMEMBERED ? remembered.keys().next().value : undefined;
    if (oldest !== undefined) remembered.delete(oldest);
    remembered.set(principal.sessionId, { principal, until: now + REMEMBER_MS });
  };

  const load = async (hash: Uint8Array, now: number): Promise<CustomerPrincipal | undefined> => {
    const row = await findSession(options.database, hash, now);
    if (!row) return undefined;
    const renewed = decideRenewal(row.kind, row, now);
    if (renewed !== undefined) await renewSession(options.database, hash, renewed, now);
    return toPrincipal(row, await options.isBlocked(row.customerId));
  };

  const fromSecret = async (secret: string): Promise<Outcome<CustomerPrincipal>> => {
    const hash = keyedHash(options.sessionKey, 'session', secret);
    const now = options.clock.now();
    const known = remembered.get(sessionIdOf(hash));
    if (known && known.until > now) return ok(known.principal);
    const principal = await load(hash, now);
    if (!principal) return fail('unauthorized', 'session_expired');
    remember(principal, now);
    return ok(principal);
  };

  return {
    fromSecret,
    fromHeader: async (authorization) => {
      const secret = readBearer(authorization);
      return secret === undefined ? fail('unauthorized', 'session_invalid') : fromSecret(secret);
    },
    close: unsubscribe,
  };
};

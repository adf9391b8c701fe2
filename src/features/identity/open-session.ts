import type { OpenSessionReply, OpenSessionRequest } from '../../contract/session.ts';
import type { IdentityClaims } from '../../core/identity/decide-claims.ts';
import { CLOCK_TOLERANCE_MS } from '../../core/identity/decide-claims.ts';
import { openingTimes } from '../../core/identity/session-policy.ts';
import type { CustomerId } from '../../core/ids.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Locale, Tier } from '../../core/vocabulary.ts';
import type { Connection } from '../../ports/database.ts';
import { saveProfile } from './customer-profile.ts';
import type { IdentityOptions } from './identity-options.ts';
import { keyedHash, makeSecret } from './session-secret.ts';
import { insertSession, insertVisitor, upsertCustomer, useTokenId } from './store.ts';
import type { TokenKeys } from './token-keys.ts';
import { verifyToken } from './verify-token.ts';

const MINUTE_MS = 60_000;

/** A zone that the runtime knows; null for any other. */
const knownTimeZone = (name: string | null): string | null => {
  if (name === null) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch {
    return null;
  }
};

interface Person {
  readonly customerId: CustomerId;
  readonly kind: 'customer' | 'visitor';
  readonly tier: Tier;
  readonly locale: Locale;
  readonly name: string | null;
  readonly timeZone: string | null;
}

const startSession = async (
  options: IdentityOptions,
  connection: Connection,
  person: Person,
  now: number,
): Promise<Omit<OpenSessionReply, 'customer'>> => {
  const session = makeSecret(options.ids.random);
  const times = openingTimes(person.kind, now);
  await insertSession(connection, {
    sessionHash: keyedHash(options.sessionKey, 'session', session),
    customerId: person.customerId,
    now,
    ...times,
  });
  return { session, ...times };
};

const toReply = async (
  options: IdentityOptions,
  person: Person,
  session: Omit<OpenSessionReply, 'customer'>,
): Promise<OpenSessionReply> => ({
  ...session,
  customer: {
    id: person.customerId,
    kind: person.kind,
    tier: person.tier,
    locale: person.locale,
    name: person.name,
    timeZone: person.timeZone,
    blocked: await options.isBlocked(person.customerId),
  },
});

/** One transaction: either the token is used and the session stands, or neither. */
const admitCustomer = async (
  options: IdentityOptions,
  claims: IdentityClaims,
  now: number,
): Promise<Outcome<OpenSessionReply>> => {
  const { tier, locale, name, email } = claims;
  const timeZone = knownTimeZone(claims.timeZone);
  const tokenIdHash = keyedHash(options.sessionKey, 'token', claims.tokenId);
  const admitted = await options.database.transaction().execute(async (transaction) => {
    const forgetAt = claims.expiresAt + CLOCK_TOLERANCE_MS;
    if (!(await useTokenId(transaction, tokenIdHash, forgetAt))) return undefined;
    const facts = { tier, locale, timeZone };
    const customerId = await upsertCustomer(
      transaction,
      options.ids.uuid(),
      claims.externalId,
      facts,
      now,
    );
    await saveProfile(transaction, options.vault, customerId, { name, email });
    await options.onProfile?.(transaction, customerId, { name, email });
    const person: Person = { customerId, kind: 'customer', name, ...facts };
    return { person, session: await startSession(options, transaction, person, now) };
  });
  if (!admitted) return fail('unauthorized', 'token_replayed');
  // Another process or session may still hold the customer's earlier tier or language.
  options.bus.publish({ kind: 'customer_changed', customerId: admitted.person.customerId });
  return ok(await toReply(options, admitted.person, admitted.session));
};

const admitVisitor = async (
  options: IdentityOptions,
  locale: Locale,
  ip: string,
  now: number,
): Promise<Outcome<OpenSessionReply>> => {
  if (options.visitorsPerMinute > 0) {
    const rule = { max: options.visitorsPerMinute, windowMs: MINUTE_MS };
    const verdict = await options.limits.take(`new-visitor|ip|${ip}`, rule);
    if (!verdict.allowed) {
      const retryAfterSeconds = Math.max(1, Math.ceil(verdict.retryAfterMs / 1000));
      return {
        ok: false,
        failure: { class: 'limit_reached', code: 'too_many_requests', retryAfterSeconds },
      };
    }
  }
  const person: Person = {
    customerId: options.ids.uuid() as CustomerId,
    kind: 'visitor',
    tier: 'standard',
    locale,
    name: null,
    timeZone: null,
  };
  const session = await options.database.transaction().execute(async (transaction) => {
    await insertVisitor(transaction, person.customerId, locale, now);
    return startSession(options, transaction, person, now);
  });
  return ok(await toReply(options, person, session));
};

/**
 * Exchanges an identity token for a session, or makes a visitor with an inbox of their own. A visitor who later
 * comes with a token is another customer: nothing of theirs is merged unasked.
 */
export const openSession =
  (options: IdentityOptions, keys: TokenKeys) =>
  async (request: OpenSessionRequest, ip: string): Promise<Outcome<OpenSessionReply>> => {
    const now = options.clock.now();
    if ('visitor' in request) return admitVisitor(options, request.visitor.locale, ip, now);
    const claims = await verifyToken(request.token, keys, options.audience, now);
    return claims.ok ? admitCustomer(options, claims.value, now) : claims;
  };

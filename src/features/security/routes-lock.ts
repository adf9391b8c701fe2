import type { CustomerPrincipal, Principal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import {
  lockAccepted,
  lockAccount as lockAccountBody,
  lockByLink as lockByLinkBody,
  lockReply,
  lockSignedOut as lockSignedOutBody,
  safetyReply,
} from '../../contract/security.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import { customerOf } from '../conversation/index.ts';
import { lockAccount } from './lock-account.ts';
import { lockByLink } from './lock-by-link.ts';
import { lockSignedOut } from './lock-signed-out.ts';
import { readSafety } from './read-safety.ts';
import { showLock } from './show-lock.ts';
import type { SecurityDeps } from './staff-deps.ts';
import { findLatestLock } from './store-locks.ts';

const TAG = 'Security';
const LOCKS_PER_MINUTE = 10;

interface LockCustomer {
  readonly principal: CustomerPrincipal;
  readonly externalId: string;
}

interface LockRoutesDeps extends SecurityDeps {
  /** The exchange's id of the session's customer; null for visitors. */
  readonly externalIdOf: (customer: CustomerPrincipal) => Promise<string | null>;
}

/** Failure: `sign_in_needed` for visitors, who have the signed-out way. */
const customerWithAccount = async (
  deps: LockRoutesDeps,
  principal: Principal,
): Promise<Outcome<LockCustomer>> => {
  const customer = customerOf(principal);
  const externalId = await deps.externalIdOf(customer);
  return externalId === null
    ? fail('precondition', 'sign_in_needed')
    : ok({ principal: customer, externalId });
};

const postLock = (deps: LockRoutesDeps): Route =>
  defineRoute({
    key: 'POST /api/lock',
    summary: 'Lock my account now: the exchange is asked before anything else happens',
    tag: TAG,
    body: lockAccountBody,
    reply: lockReply,
    perMinute: LOCKS_PER_MINUTE,
    handle: async ({ principal, body }) => {
      const who = await customerWithAccount(deps, principal);
      if (!who.ok) return who;
      const lock = await lockAccount(deps, {
        externalId: who.value.externalId,
        customerId: who.value.principal.customerId,
        origin: 'customer',
        locale: body.locale,
        stopTrading: body.stopTrading,
        badge: null,
      });
      return ok({ lock: await showLock(deps.database, lock) });
    },
  });

const getLock = (deps: LockRoutesDeps): Route =>
  defineRoute({
    key: 'GET /api/lock',
    summary: 'How far the newest lock of my account has come',
    tag: TAG,
    reply: lockReply,
    handle: async ({ principal }) => {
      const who = await customerWithAccount(deps, principal);
      if (!who.ok) return who;
      const lock = await findLatestLock(deps.database, who.value.externalId);
      return ok({ lock: lock === undefined ? null : await showLock(deps.database, lock) });
    },
  });

const getSafety = (deps: LockRoutesDeps): Route =>
  defineRoute({
    key: 'GET /api/safety',
    summary: 'Whether my account is locked, and the clocks that run until it is open again',
    tag: TAG,
    reply: safetyReply,
    handle: async ({ principal }) => {
      const who = await customerWithAccount(deps, principal);
      if (!who.ok) return who;
      return ok(await readSafety(deps, who.value.principal, who.value.externalId));
    },
  });

/** Locking: signed in, signed out, and by the link of a security mail. */
export const lockRoutes = (deps: LockRoutesDeps): readonly Route[] => [
  postLock(deps),
  getLock(deps),
  getSafety(deps),
  defineRoute({
    key: 'POST /api/lock/signed-out',
    summary: 'Lock an account by identifier and recovery proof; the answer is always the same',
    tag: TAG,
    body: lockSignedOutBody,
    reply: lockAccepted,
    perMinute: LOCKS_PER_MINUTE,
    handle: ({ body, request }) => lockSignedOut(deps, body, request.ip),
  }),
  defineRoute({
    key: 'POST /api/lock/link',
    summary: 'Lock an account by the one-time link of a security mail',
    tag: TAG,
    body: lockByLinkBody,
    reply: lockAccepted,
    perMinute: LOCKS_PER_MINUTE,
    handle: ({ body }) => lockByLink(deps, body.token, body.locale),
  }),
];

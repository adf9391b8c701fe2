import type { CustomerPrincipal, Principal } from '../../contract/principal.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { openSessionReply, openSessionRequest, sessionReply } from '../../contract/session.ts';
import { fail, ok } from '../../core/outcome.ts';
import { openProfile } from './customer-profile.ts';
import type { IdentityOptions } from './identity-options.ts';
import { openSession } from './open-session.ts';
import { sessionHashOf } from './session-secret.ts';
import { deleteSession, findSession } from './store.ts';
import type { TokenKeys } from './token-keys.ts';

const TAG = 'Session';

/** The access table lets nobody else through; this only tells the compiler. */
const customerOf = (principal: Principal): CustomerPrincipal => {
  if (principal.kind === 'customer' || principal.kind === 'visitor') return principal;
  throw new TypeError(`a customer's route was reached by ${principal.kind}`);
};

const postSession = (options: IdentityOptions, keys: TokenKeys): Route => {
  const open = openSession(options, keys);
  return defineRoute({
    key: 'POST /api/session',
    summary: 'Exchange an identity token for a session, or start as a visitor',
    tag: TAG,
    body: openSessionRequest,
    reply: openSessionReply,
    handle: ({ body, request }) => open(body, request.ip),
  });
};

const getSession = (options: IdentityOptions): Route =>
  defineRoute({
    key: 'GET /api/session',
    summary: 'Who this session speaks for, and until when',
    tag: TAG,
    reply: sessionReply,
    handle: async ({ principal }) => {
      const { sessionId, blocked } = customerOf(principal);
      const hash = sessionHashOf(sessionId);
      const row = await findSession(options.database, hash, options.clock.now());
      if (!row) return fail('unauthorized', 'session_expired');
      const { name } = await openProfile(options.vault, row.customerId, row.profileSealed);
      const { customerId: id, kind, tier, locale, timeZone } = row;
      return ok({
        expiresAt: row.expiresAt,
        endsAt: row.endsAt,
        customer: { id, kind, tier, locale, name, timeZone, blocked },
      });
    },
  });

const deleteSessionRoute = (options: IdentityOptions): Route =>
  defineRoute({
    key: 'DELETE /api/session',
    summary: 'End this session',
    tag: TAG,
    reply: 'empty',
    handle: async ({ principal }) => {
      const { sessionId } = customerOf(principal);
      await deleteSession(options.database, sessionHashOf(sessionId));
      options.bus.publish({ kind: 'session_revoked', sessionId });
      return ok(undefined);
    },
  });

export const identityRoutes = (options: IdentityOptions, keys: TokenKeys): readonly Route[] => [
  postSession(options, keys),
  getSession(options),
  deleteSessionRoute(options),
];

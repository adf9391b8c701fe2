import type { Caller } from '../../contract/access.ts';
import type { Failure } from '../../contract/error.ts';
import type { Principal } from '../../contract/principal.ts';
import type { Route, RouteKey } from '../../contract/route.ts';

/** What somebody who is blocked may still change: appeal, say how far they have read, leave. */
const OPEN_TO_BLOCKED: ReadonlySet<string> = new Set([
  'POST /api/appeal',
  'POST /api/session',
  'DELETE /api/session',
  'DELETE /api/push/subscriptions',
  'POST /api/conversations/:conversationId/marks',
]);

/** What this caller may come in as; a key has a door for each of its scopes. */
export const callersOf = (principal: Principal): readonly Caller[] => {
  if (principal.kind === 'key') return principal.scopes.map((scope): Caller => `key:${scope}`);
  return [principal.kind === 'staff' ? principal.role : principal.kind];
};

const refusalOf = (allowed: readonly Caller[], principal: Principal): Failure => {
  if (principal.kind === 'public') return { class: 'unauthorized', code: 'unauthorized' };
  const scopes = allowed.flatMap((caller) => (caller.startsWith('key:') ? [caller.slice(4)] : []));
  return principal.kind === 'key' && scopes.length > 0
    ? { class: 'forbidden', code: 'scope_missing', details: { scopes } }
    : { class: 'forbidden', code: 'forbidden' };
};

/** Deny by default. Undefined means allowed. */
export const decideAccess = (
  key: RouteKey,
  allowed: readonly Caller[],
  principal: Principal,
): Failure | undefined => {
  const comesIn = callersOf(principal).some((caller) => allowed.includes(caller));
  if (!allowed.includes('public') && !comesIn) return refusalOf(allowed, principal);
  const mayBeBlocked = principal.kind === 'customer' || principal.kind === 'visitor';
  if (!mayBeBlocked || !principal.blocked) return undefined;
  if (key.startsWith('GET ') || OPEN_TO_BLOCKED.has(key)) return undefined;
  return { class: 'forbidden', code: 'customer_blocked' };
};

/** Throws where routes and table differ, naming each: the start must fail then. */
export const assertAccessTable = (
  routes: readonly Route[],
  access: Readonly<Record<RouteKey, readonly Caller[]>>,
): void => {
  const keys = routes.map((route) => route.key);
  const doubled = keys.filter((key, index) => keys.indexOf(key) !== index);
  const withoutRow = keys.filter((key) => !Object.hasOwn(access, key));
  const withoutRoute = (Object.keys(access) as RouteKey[]).filter((key) => !keys.includes(key));
  const faults = [
    ...doubled.map((key) => `${key} is defined twice`),
    ...withoutRow.map((key) => `${key} has no row in the access table`),
    ...withoutRoute.map((key) => `${key} has a row in the access table but no route`),
  ];
  if (faults.length > 0) throw new Error(`Routes and access table differ: ${faults.join('; ')}.`);
};

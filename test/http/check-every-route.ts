import assert from 'node:assert/strict';
import type { Caller } from '../../src/contract/access.ts';
import type { Route, RouteKey } from '../../src/contract/route.ts';
import { SCOPES, type Scope } from '../../src/core/integration/scopes.ts';
import { EXPOSED } from '../../src/features/apikeys/exposed.ts';
import type { HttpServer } from '../../src/platform/http/create-http-server.ts';
import { type Answer, ask } from './compose.ts';

/** How each kind of caller shows who they are; `public` shows nothing. */
export type CallerKeys = Readonly<
  Record<Exclude<Caller, 'public'>, { readonly session?: string; readonly cookie?: string }>
>;

/** Routes that ask a key for further scopes. */
const WITH_MORE: ReadonlySet<RouteKey> = new Set(
  EXPOSED.filter(({ also }) => also.length > 0).map(({ key }) => key),
);

const CALLERS = [
  'public',
  'visitor',
  'customer',
  'agent',
  'compliance',
  'supervisor',
  'admin',
  ...SCOPES.map((scope) => `key:${scope}` as const),
] as const;
/** Stands for any id in a path: nobody's, and well formed as uuid and as text. */
const NOBODYS_ID = '00000000-0000-4000-8000-000000000000';

/**
 * Asks every route of a running server as every kind of caller and checks the answer against the table: who is not
 * allowed gets 401 without a session and 403 with one, before anything of the request is looked at; who is allowed
 * gets anything else. Requests carry an empty body, so that allowed ones change nothing.
 * Returns how many pairs were tried.
 */
export const checkEveryRoute = async (
  server: HttpServer,
  routes: readonly Route[],
  access: Readonly<Record<RouteKey, readonly Caller[]>>,
  keys: CallerKeys,
): Promise<number> => {
  let tried = 0;
  for (const route of routes) {
    const allowed = access[route.key];
    assert.ok(allowed, `${route.key} has no row`);
    for (const caller of CALLERS) {
      // It would end the very session that the next routes are asked with.
      if (route.key === 'DELETE /api/session' && allowed.includes(caller)) continue;
      const answer = await askAs(server, route.key, caller, keys);
      tried += 1;
      const says = `${route.key} as ${caller} answered ${answer.status} ${answer.text.slice(0, 200)}`;
      if (!allowed.includes('public') && !allowed.includes(caller)) {
        assert.equal(answer.status, caller === 'public' ? 401 : 403, says);
        const code = codeIn(answer);
        if (caller === 'public') assert.equal(code, 'unauthorized', says);
        else if (caller.startsWith('key:')) assert.match(code, /^(forbidden|scope_missing)$/, says);
        else assert.equal(code, 'forbidden', says);
        continue;
      }
      assert.notEqual(answer.status, 401, says);
      // A key of one scope has what the table asks for, and not what the route asks for besides.
      if (WITH_MORE.has(route.key) && codeIn(answer) === 'scope_missing') continue;
      assert.doesNotMatch(codeIn(answer), /^(forbidden|scope_missing)$/, says);
      assert.ok(answer.status < 500, says);
    }
  }
  return tried;
};

/** Other systems get problems, everybody else errors. */
const codeIn = ({ body }: Answer): string => body?.error?.code ?? body?.code ?? '';

const askAs = (
  server: HttpServer,
  key: RouteKey,
  caller: Caller,
  keys: CallerKeys,
): Promise<Answer> => {
  const [method = 'GET', pattern = ''] = key.split(' ');
  const url = pattern.replace(/:[A-Za-z0-9]+/g, NOBODYS_ID);
  return ask(server, method as 'GET', url, {
    ...(method !== 'GET' && { body: {} }),
    ...(caller !== 'public' && keys[caller]),
  });
};

type KeyCaller = `key:${Scope}`;

/** A key of one scope for each scope. */
export const keysOf = async (
  make: (scope: Scope) => Promise<{ readonly session: string }>,
): Promise<Readonly<Record<KeyCaller, { readonly session: string }>>> => {
  const keys: [KeyCaller, { readonly session: string }][] = [];
  for (const scope of SCOPES) keys.push([`key:${scope}`, await make(scope)]);
  return Object.fromEntries(keys) as Record<KeyCaller, { readonly session: string }>;
};

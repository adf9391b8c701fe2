import assert from 'node:assert/strict';
import { test } from 'node:test';
import { API_ACCESS } from '../../src/contract/api-access.ts';
import type { RouteKey } from '../../src/contract/route.ts';
import { SCOPES } from '../../src/core/integration/scopes.ts';
import { CATEGORIES } from '../../src/core/vocabulary.ts';
import { ensureTeams } from '../../src/features/staff/index.ts';
import { type Answer, ask } from './compose.ts';
import { addStaff, type Product, withProduct } from './product.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface Operation {
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly example?: unknown;
  }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly example?: unknown }>>;
  };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly example?: unknown }>> }>
  >;
}

const keyWith = async ({ server }: Product, cookie: string, scopes: readonly string[]) => {
  const made = await ask(server, 'POST', '/api/desk/api-keys', {
    cookie,
    body: { name: 'CRM', scopes, perMinute: 6_000 },
  });
  assert.equal(made.status, 200, made.text);
  return { session: String(made.body.secret) };
};

const assertProblem = (answer: Answer, says: string): void => {
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, says);
  assert.equal(answer.body.type, `urn:mainstay:problem:${answer.body.code}`, says);
  assert.equal(answer.body.status, answer.status, says);
};

test('every route of other systems: no key, wrong scope, right scope with the reference’s own example, bad body', () =>
  withProduct(async (product) => {
    const { server, database } = product;
    await ensureTeams(database, [
      { teamId: 'support', name: 'Support', overflowTeamId: null, categories: CATEGORIES },
    ]);
    const { cookie } = await addStaff(product, 'admin');
    const all = await keyWith(product, cookie, SCOPES);
    const reference = (await ask(server, 'GET', '/api/openapi.json')).body;
    const started = await ask(server, 'POST', '/api/v1/conversations', {
      ...all,
      body: { customer: 'u-1', clientMessageId: 'walk-000001', text: 'Hello', locale: 'en' },
    });
    const conversationId = String(started.body.conversation.id);
    const without = new Map<string, { readonly session: string }>();
    const keyWithout = async (scopes: readonly string[]) => {
      const name = scopes.join();
      const known = without.get(name);
      if (known !== undefined) return known;
      const rest = SCOPES.filter((scope) => !scopes.includes(scope));
      const made = await keyWith(product, cookie, rest);
      without.set(name, made);
      return made;
    };
    let worked = 0;
    for (const [key, callers] of Object.entries(API_ACCESS) as [RouteKey, readonly string[]][]) {
      const [method, pattern] = key.split(' ') as [Method, string];
      const path = pattern.replace(/:([A-Za-z0-9]+)/g, '{$1}');
      const operation: Operation = reference.paths[path][method.toLowerCase()];
      const given = (name: string): string => {
        if (name === 'conversationId') return conversationId;
        const found = operation.parameters.find((one) => one.name === name);
        return encodeURIComponent(String(found?.example ?? 'missing'));
      };
      const query = operation.parameters
        .filter((one) => one.in === 'query' && one.example !== undefined)
        .map((one) => `${one.name}=${encodeURIComponent(String(one.example))}`)
        .join('&');
      const url = `${pattern.replace(/:([A-Za-z0-9]+)/g, (_, name: string) => given(name))}${query && `?${query}`}`;
      const content = operation.requestBody?.content['application/json'];
      const body = content?.example;
      const reply = operation.responses['200']?.content?.['application/json'];
      if (content !== undefined) assert.ok(body !== undefined, `${key} has no example of its body`);
      if (reply !== undefined)
        assert.ok(reply.example !== undefined, `${key} has no example reply`);
      for (const one of operation.parameters)
        if (one.in === 'path') assert.ok(one.example !== undefined, `${key} ${one.name}`);

      const said = body === undefined ? {} : { body };
      const nobody = await ask(server, method, url, said);
      assert.equal(nobody.status, 401, key);
      assertProblem(nobody, key);

      const scopes = callers.map((caller) => caller.slice(4));
      const denied = await ask(server, method, url, { ...said, ...(await keyWithout(scopes)) });
      assert.deepEqual([denied.status, denied.body.code], [403, 'scope_missing'], key);
      assert.deepEqual(denied.body.details, { scopes }, key);
      assertProblem(denied, key);

      if (content !== undefined) {
        const bad = await ask(server, method, url, { ...all, body: { nonsense: 1 } });
        assert.ok(bad.status === 400 || bad.status === 422, `${key} ${bad.text}`);
        assertProblem(bad, key);
      }
      if (method === 'DELETE' && path.endsWith('/api-keys')) continue;
      const right = await ask(server, method, url, { ...said, ...all });
      assert.ok(right.status < 500, `${key} ${right.status} ${right.text}`);
      assert.ok(right.status !== 401 && right.body?.code !== 'scope_missing', key);
      if (right.status >= 400) assertProblem(right, key);
      else worked += 1;
    }
    // Most of the others stop at an id that is nobody's; far from all.
    assert.ok(worked > 40, `${worked} worked`);
  }));

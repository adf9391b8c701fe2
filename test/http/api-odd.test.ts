import assert from 'node:assert/strict';
import { test } from 'node:test';
import { API_ACCESS } from '../../src/contract/api-access.ts';
import type { RouteKey } from '../../src/contract/route.ts';
import { SCOPES } from '../../src/core/integration/scopes.ts';
import { CATEGORIES } from '../../src/core/vocabulary.ts';
import { ensureTeams } from '../../src/features/staff/index.ts';
import { ask } from './compose.ts';
import { addStaff, withProduct } from './product.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Json = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly example?: unknown;
  readonly schema: { readonly type?: string };
}

const STRANGE_TEXTS = ['\0', '%', "'; --", '../../../etc/passwd', '\ud800', '1_'.padEnd(38, '-')];
const STRANGE_NUMBERS = [-1, Number.MAX_SAFE_INTEGER];

const strangeFor = (value: unknown): readonly unknown[] => {
  if (typeof value === 'string') return STRANGE_TEXTS;
  return typeof value === 'number' ? STRANGE_NUMBERS : [null];
};

/** Each of a body's leaves replaced by something strange, one at a time. */
const mutations = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) {
    return [
      Array.from({ length: 3 }, () => value[0]),
      ...value.flatMap((one, index) => mutations(one).map((odd) => value.with(index, odd))),
    ];
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, one]) =>
      mutations(one).map((odd) => ({ ...value, [key]: odd })),
    );
  }
  return strangeFor(value);
};

/** A sample of them: every n-th, so that each route gets its share and all of it stays quick. */
const MOST = 10;
const someOf = <T>(all: readonly T[]): readonly T[] => {
  const step = Math.max(1, Math.ceil(all.length / MOST));
  return all.filter((_, index) => index % step === 0);
};

test('whatever stands in a path, a query or a body, it is answered and nothing breaks', () =>
  withProduct(async ({ server, database, ...product }) => {
    await ensureTeams(database, [
      { teamId: 'support', name: 'Support', overflowTeamId: null, categories: CATEGORIES },
    ]);
    const { cookie } = await addStaff({ server, database, ...product }, 'admin');
    const made = await ask(server, 'POST', '/api/desk/api-keys', {
      cookie,
      body: { name: 'odd', scopes: SCOPES, perMinute: 6_000 },
    });
    const session = String(made.body.secret);
    const { paths } = (await ask(server, 'GET', '/api/openapi.json')).body;
    const faults: string[] = [];
    const tryIt = async (method: Method, url: string, body?: unknown): Promise<void> => {
      const answer = await ask(server, method, url, {
        session,
        ...(body !== undefined && { body }),
      });
      if (answer.status === 429) faults.push('the allowance is spent: nothing is tried any more');
      if (answer.status >= 500)
        faults.push(`${method} ${url} ${JSON.stringify(body)}`.slice(0, 300));
    };
    for (const key of Object.keys(API_ACCESS) as RouteKey[]) {
      const [method, pattern] = key.split(' ') as [Method, string];
      const operation = paths[pattern.replace(/:([A-Za-z0-9]+)/g, '{$1}')][method.toLowerCase()];
      const parameters = operation.parameters as readonly Parameter[];
      const given = operation.requestBody?.content['application/json']?.example as Json | undefined;
      // An address in figures: nobody's name is looked up.
      const body = given && 'url' in given ? { ...given, url: 'https://93.184.216.34/in' } : given;
      const path = (odd?: readonly [string, string]): string =>
        pattern.replace(/:([A-Za-z0-9]+)/g, (_, name: string) => {
          const { example } = parameters.find((one) => one.name === name) ?? {};
          return encodeURIComponent((name === odd?.[0] ? odd[1] : String(example)).toWellFormed());
        });
      const required = parameters
        .filter((one) => one.in === 'query' && one.example !== undefined)
        .map((one) => `${one.name}=${encodeURIComponent(String(one.example))}`);
      for (const one of parameters) {
        if (one.in === 'path')
          for (const text of STRANGE_TEXTS.slice(0, 3))
            await tryIt(method, path([one.name, text]), body);
        if (one.in !== 'query') continue;
        const strange = one.schema.type === 'integer' ? STRANGE_NUMBERS : STRANGE_TEXTS;
        for (const odd of strange) {
          const query = [
            ...required.filter((given) => !given.startsWith(`${one.name}=`)),
            `${one.name}=${encodeURIComponent(String(odd).toWellFormed())}`,
          ];
          await tryIt(method, `${path()}?${query.join('&')}`, body);
        }
      }
      if (body === undefined) continue;
      for (const odd of someOf(mutations(body))) await tryIt(method, path(), odd);
    }
    assert.deepEqual(faults, []);
  }));

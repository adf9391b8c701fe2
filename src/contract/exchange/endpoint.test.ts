import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Endpoint, fillPath, findEndpoint, paramsOf, statusOf } from './endpoint.ts';
import { ENDPOINT_NAMES, ENDPOINTS, type EndpointName } from './routes.ts';

const id = fc.stringMatching(/^[!-~]{1,128}$/).filter((text) => !/^\.{1,2}$/.test(text));

test('what is filled in is found again, whatever signs an id holds', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<EndpointName>(...ENDPOINT_NAMES),
      fc.array(id, { minLength: 3, maxLength: 3 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      (name, ids, text) => {
        const endpoint: Endpoint = ENDPOINTS[name];
        const params = Object.fromEntries(
          paramsOf(endpoint.path).map((at, i) => [at, ids[i] ?? 'x']),
        );
        const query = Object.fromEntries(Object.keys(endpoint.query).map((at) => [at, text]));
        const target = fillPath(endpoint, params, query) ?? '';
        assert.ok(target.startsWith('/support/v1/'));
        assert.match(target, /^[!-~]+$/);
        const found = findEndpoint(ENDPOINTS, endpoint.method, target);
        assert.deepEqual(found, { name, params, query: wellFormed(query) });
      },
    ),
  );
});

const wellFormed = (query: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(query).map(([name, text]) => [name, text.toWellFormed()]));

test('what is no id leads nowhere', () => {
  for (const userId of ['.', '..', '', ' ', 'a b', 'a\n', 'é', 'x'.repeat(129)]) {
    assert.equal(fillPath(ENDPOINTS.account, { userId }), undefined, JSON.stringify(userId));
  }
  assert.throws(() => fillPath(ENDPOINTS.account, {}), TypeError);
});

test('no request is of two endpoints', () => {
  const seen = new Map<string, string>();
  for (const name of ENDPOINT_NAMES) {
    const { method, path } = ENDPOINTS[name];
    const shape = `${method} ${path.replaceAll(/\{\w+\}/g, '*')}`;
    assert.equal(seen.get(shape), undefined, `${name} and ${seen.get(shape)}`);
    seen.set(shape, name);
    const fixed = findEndpoint(ENDPOINTS, method, `/support/v1${path.replaceAll(/[{}]/g, '')}`);
    assert.equal(fixed?.name, name);
  }
});

test('another method, another base, more or fewer segments: there is no such endpoint', () => {
  const base = '/support/v1/users/u/account';
  assert.equal(findEndpoint(ENDPOINTS, 'GET', base)?.name, 'account');
  for (const [method, target] of [
    ['POST', base],
    ['get', base],
    ['GET', '/support/v2/users/u/account'],
    ['GET', `${base}/`],
    ['GET', '/support/v1/users//account'],
    ['GET', '/support/v1/users/../account'],
    ['GET', '/support/v1/users/%2e%2e/account'],
    ['GET', '/support/v1/users/%zz/account'],
    ['GET', '/support/v1/users/%00/account'],
    ['GET', '//support/v1/users/u/account'],
    ['GET', ''],
  ] as const) {
    assert.equal(findEndpoint(ENDPOINTS, method, target), undefined, `${method} ${target}`);
  }
});

test('a code that is known has its status; one of an endpoint is a conflict', () => {
  assert.equal(statusOf('not_found'), 404);
  assert.equal(statusOf('not_locked'), 409);
  for (const name of ENDPOINT_NAMES) {
    for (const code of ENDPOINTS[name].refusals) assert.equal(statusOf(code), 409, code);
  }
});

import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { buildDocument } from '../scripts/exchange-docs/build-document.ts';
import {
  EXAMPLE_SECRET,
  LOCK_EXAMPLE,
  READ_EXAMPLE,
  WEBHOOK_EXAMPLE,
} from '../scripts/exchange-docs/worked-example.ts';
import { BASE_PATH } from '../src/contract/exchange/endpoint.ts';
import { EXAMPLE_BODY, EXAMPLE_DATA } from '../src/contract/exchange/examples.ts';
import { receiveRequest } from '../src/contract/exchange/receive-request.ts';
import { ENDPOINT_NAMES, ENDPOINTS } from '../src/contract/exchange/routes.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const KEY = Buffer.from(EXAMPLE_SECRET, 'base64');

test('docs/exchange-api.yaml is what the contract says; node scripts/exchange-docs.ts writes it', () => {
  assert.equal(read('docs/exchange-api.yaml'), buildDocument());
});

test('every endpoint is described, and every reference leads somewhere', () => {
  const document = parse(read('docs/exchange-api.yaml'));
  for (const name of ENDPOINT_NAMES) {
    const { method, path } = ENDPOINTS[name];
    const operation = document.paths[BASE_PATH + path]?.[method.toLowerCase()];
    assert.equal(operation?.operationId, name);
    assert.ok(operation.responses[200].content['application/json'].example, name);
  }
  let references = 0;
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (key !== '$ref') walk(part);
      else {
        references += 1;
        const steps = String(part).slice(2).split('/');
        const target = steps.reduce((at, step) => at?.[step], document);
        assert.ok(target, String(part));
      }
    }
  };
  walk(document);
  assert.ok(references > 200);
});

test('every example fits its schema', () => {
  for (const name of ENDPOINT_NAMES) {
    const { data, body } = ENDPOINTS[name];
    assert.deepEqual(data.parse(EXAMPLE_DATA[name]), EXAMPLE_DATA[name], name);
    if (body !== null) assert.deepEqual(body.parse(EXAMPLE_BODY[name]), EXAMPLE_BODY[name], name);
  }
});

test('the worked examples are right, by an HMAC of nothing but what is printed', () => {
  for (const { text, headers, body, method, target } of [LOCK_EXAMPLE, READ_EXAMPLE]) {
    const lines = text.split('\n');
    assert.equal(lines.length, 8);
    assert.equal(lines[7], createHash('sha256').update(body).digest('hex'));
    const signature = `v1=${createHmac('sha256', KEY).update(text).digest('hex')}`;
    assert.equal(headers['mainstay-signature'], signature);
    const received = receiveRequest(
      { method, target, body: Buffer.from(body), headers },
      {
        keys: new Map([['mainstay-2026', { secret: KEY, scopes: ['support'] }]]),
        nowMs: Number(headers['mainstay-timestamp']) * 1_000,
        takeNonce: () => true,
        digests: {
          sha256: (bytes) => createHash('sha256').update(bytes).digest(),
          hmac: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
        },
      },
    );
    assert.ok(received.ok, JSON.stringify(received));
  }
  const { id, timestamp, body, signature } = WEBHOOK_EXAMPLE;
  const expected = createHmac('sha256', KEY).update(`${id}.${timestamp}.${body}`).digest('base64');
  assert.equal(signature, `v1,${expected}`);
});

test('the guide shows the same example, and its program signs as we do', async () => {
  const guide = read('docs/guide/exchange.md');
  assert.ok(guide.includes(String(LOCK_EXAMPLE.headers['mainstay-signature'])));
  const program = /```js\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const { isSigned } = await import(`data:text/javascript,${encodeURIComponent(program)}`);
  const nonces = new Set<string>();
  const check = (changes: object = {}) =>
    isSigned(
      { ...LOCK_EXAMPLE, rawBody: Buffer.from(LOCK_EXAMPLE.body), ...changes },
      new Map([['mainstay-2026', KEY]]),
      Number(LOCK_EXAMPLE.headers['mainstay-timestamp']),
      nonces,
    );
  assert.equal(check(), null);
  assert.equal(check(), 'nonce_used');
  assert.equal(check({ rawBody: Buffer.from('{}') }), 'signature_invalid');
  assert.equal(check({ target: '/support/v1/users/other/lock' }), 'signature_invalid');
});

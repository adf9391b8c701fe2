import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import { createNonceMemory } from '../../core/exchange-signing/nonce-memory.ts';
import { signRequest } from '../../core/exchange-signing/sign-request.ts';
import type { Digests } from '../../core/exchange-signing/text-to-sign.ts';
import { EXAMPLE_BODY } from './examples.ts';
import { type Received, receiveRequest } from './receive-request.ts';

const digests: Digests = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  hmac: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
};
const NOW = 1_790_000_000_000;
const KEY = { keyId: 'support', secret: new Uint8Array(32).fill(1) };
let nonces = 0;

const receive = (
  method: string,
  target: string,
  body = '',
  idempotencyKey: string | null = method === 'POST' ? 'once' : null,
): Received => {
  const bytes = new TextEncoder().encode(body);
  const nonce = `nonce-${String(++nonces).padStart(16, '0')}`;
  const request = { method, target, body: bytes, idempotencyKey };
  const headers = signRequest(request, KEY, NOW, nonce, digests);
  const memory = createNonceMemory();
  return receiveRequest(
    { method, target, body: bytes, headers },
    {
      keys: new Map([[KEY.keyId, { secret: KEY.secret, scopes: ['support'] }]]),
      nowMs: NOW,
      takeNonce: (one, untilMs) => memory.take(one, untilMs, NOW),
      digests,
    },
  );
};

const LOCK = '/support/v1/users/u-1/lock';
const body = JSON.stringify(EXAMPLE_BODY.lock);

test('a request that holds in all is told with its parts', () => {
  assert.deepEqual(receive('GET', '/support/v1/users/u-1/address-owner?address=a%26b'), {
    ok: true,
    name: 'addressOwner',
    params: { userId: 'u-1' },
    query: { address: 'a&b' },
    body: undefined,
    keyId: 'support',
    idempotencyKey: null,
  });
  const locked = receive('POST', LOCK, body);
  assert.ok(locked.ok && locked.idempotencyKey === 'once');
  assert.deepEqual(locked.body, EXAMPLE_BODY.lock);
});

test('each fault has its status and code', () => {
  const cases: readonly (readonly [Received, number, string])[] = [
    [receive('GET', '/support/v1/nothing'), 404, 'not_found'],
    [receive('GET', '/support/v1/compliance/users/u-1/restrictions'), 403, 'scope_missing'],
    [receive('GET', '/support/v1/events'), 403, 'scope_missing'],
    [receive('GET', '/support/v1/users/u-1/address-owner'), 400, 'invalid_request'],
    [receive('GET', '/support/v1/users/u-1/account?more=1'), 400, 'invalid_request'],
    [receive('POST', LOCK, '{}'), 400, 'invalid_request'],
    [receive('POST', LOCK, ''), 400, 'invalid_request'],
    [receive('POST', LOCK, '{"a"'), 400, 'invalid_request'],
    [receive('POST', LOCK, 'null'), 400, 'invalid_request'],
    [receive('POST', LOCK, body, null), 400, 'idempotency_key_missing'],
  ];
  for (const [received, status, code] of cases) {
    assert.deepEqual(received, { ok: false, status, code });
  }
});

test('without a signature nobody learns what exists', () => {
  const memory = createNonceMemory();
  for (const target of [LOCK, '/support/v1/nothing', '/']) {
    const received = receiveRequest(
      { method: 'POST', target, body: new Uint8Array(0), headers: {} },
      {
        keys: new Map(),
        nowMs: NOW,
        takeNonce: (one, untilMs) => memory.take(one, untilMs, NOW),
        digests,
      },
    );
    assert.deepEqual(received, { ok: false, status: 401, code: 'signature_missing' });
  }
});

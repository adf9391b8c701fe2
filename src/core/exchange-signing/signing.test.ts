import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createNonceMemory } from './nonce-memory.ts';
import { signRequest } from './sign-request.ts';
import { type Digests, HEADERS, textToSign, toHex } from './text-to-sign.ts';
import { type ReceivedRequest, type Verified, verifyRequest } from './verify-request.ts';

const digests: Digests = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest(),
  hmac: (key, bytes) => createHmac('sha256', key).update(bytes).digest(),
};
const NOW = 1_790_000_000_000;
const OLD = { keyId: 'key-1', secret: new Uint8Array(32).fill(1) };
const NEW = { keyId: 'key-2', secret: new Uint8Array(32).fill(2) };
const keys = new Map([OLD, NEW].map(({ keyId, secret }) => [keyId, secret]));

const verify = (
  request: ReceivedRequest,
  given: { nowMs?: number; memory?: ReturnType<typeof createNonceMemory> } = {},
): Verified => {
  const { nowMs = NOW, memory = createNonceMemory() } = given;
  const takeNonce = (nonce: string, untilMs: number) => memory.take(nonce, untilMs, nowMs);
  return verifyRequest(request, { keys, nowMs, takeNonce, digests });
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const signed = (
  given: Partial<ReceivedRequest> & {
    idempotencyKey?: string | null;
    key?: typeof OLD;
    nonce?: string;
  } = {},
): ReceivedRequest => {
  const { method = 'POST', target = '/support/v1/users/u-1/lock', body = bytes('{"a":1}') } = given;
  const { idempotencyKey = 'once-1', key = OLD, nonce = 'abcdefghijklmnop' } = given;
  const headers = signRequest({ method, target, body, idempotencyKey }, key, NOW, nonce, digests);
  return { method, target, body, headers };
};

const faultOf = (verified: Verified): string | null => (verified.ok ? null : verified.fault);

test('what was signed is accepted, by either of two keys', () => {
  assert.deepEqual(verify(signed()), { ok: true, keyId: 'key-1', idempotencyKey: 'once-1' });
  assert.deepEqual(verify(signed({ key: NEW, idempotencyKey: null })), {
    ok: true,
    keyId: 'key-2',
    idempotencyKey: null,
  });
});

test('the signature is the HMAC of eight lines', () => {
  const body = bytes('{}');
  const parts = { keyId: 'k', timestamp: '17', nonce: 'n', method: 'POST', target: '/a?b=c' };
  assert.equal(
    textToSign({ ...parts, idempotencyKey: 'i', body }, digests.sha256),
    `mainstay-v1\nk\n17\nn\nPOST\n/a?b=c\ni\n${createHash('sha256').update('{}').digest('hex')}`,
  );
});

test('a changed byte anywhere is refused', () => {
  const target = fc.stringMatching(/^\/[!-~]{0,40}$/);
  const one = fc.record({
    method: fc.constantFrom('GET', 'POST'),
    target,
    body: fc.uint8Array({ maxLength: 40 }),
    idempotencyKey: fc.option(fc.stringMatching(/^[!-~]{1,20}$/)),
    nonce: fc.stringMatching(/^[A-Za-z0-9_-]{16,64}$/),
  });
  const part = fc.constantFrom('method', 'target', 'body', ...Object.values(HEADERS));
  fc.assert(
    fc.property(one, part, fc.nat(), fc.integer({ min: 1, max: 255 }), (given, which, at, by) => {
      const request = signed(given);
      assert.equal(verify(request).ok, true);
      const flip = (text: string): string => {
        const i = at % Math.max(1, text.length);
        const code = String.fromCharCode((text.charCodeAt(i) || 0) ^ by);
        return text.slice(0, i) + code + text.slice(i + 1);
      };
      const changed: ReceivedRequest =
        which === 'body'
          ? { ...request, body: Uint8Array.from([...request.body, by]) }
          : which === 'method' || which === 'target'
            ? { ...request, [which]: flip(request[which]) }
            : {
                ...request,
                headers: {
                  ...request.headers,
                  [which]: flip(String(request.headers[which] ?? '')),
                },
              };
      assert.equal(verify(changed).ok, false);
    }),
    { numRuns: 2_000 },
  );
});

test('a changed bit of the body is refused', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.nat(),
      fc.nat(7),
      (body, at, bit) => {
        const request = signed({ body });
        const other = Uint8Array.from(body);
        const i = at % other.length;
        other[i] = (other[i] ?? 0) ^ (1 << bit);
        assert.equal(faultOf(verify({ ...request, body: other })), 'signature_invalid');
      },
    ),
  );
});

test('two different requests never share the text that is signed', () => {
  const field = fc.stringMatching(/^[!-~]{0,6}$/);
  const parts = fc.record({
    keyId: field,
    timestamp: field,
    nonce: field,
    method: field,
    target: field,
    idempotencyKey: field,
    body: fc.uint8Array({ maxLength: 4 }),
  });
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      const same = JSON.stringify(a) === JSON.stringify(b);
      assert.equal(textToSign(a, digests.sha256) === textToSign(b, digests.sha256), same);
    }),
  );
});

test('each fault has its name', () => {
  const request = signed();
  const without = { ...request, headers: { ...request.headers, [HEADERS.signature]: undefined } };
  assert.equal(faultOf(verify(without)), 'signature_missing');
  const doubled = {
    ...request,
    headers: { ...request.headers, [HEADERS.nonce]: ['abcdefghijklmnop', 'abcdefghijklmnoq'] },
  };
  assert.equal(faultOf(verify(doubled)), 'signature_missing');
  const strange = signed({ key: { keyId: 'key-9', secret: OLD.secret } });
  assert.equal(faultOf(verify(strange)), 'key_unknown');
  const forged = signed({ key: { keyId: 'key-1', secret: NEW.secret } });
  assert.equal(faultOf(verify(forged)), 'signature_invalid');
});

test('the clock may be five minutes off, to either side, and no more', () => {
  for (const offMs of [-300_000, 0, 300_000]) {
    assert.equal(verify(signed(), { nowMs: NOW + offMs }).ok, true);
  }
  for (const offMs of [-301_000, 301_000]) {
    assert.equal(faultOf(verify(signed(), { nowMs: NOW + offMs })), 'clock_skew');
  }
});

test('a request is good once, for as long as its age would let it pass', () => {
  const memory = createNonceMemory();
  const request = signed();
  assert.equal(verify(request, { memory }).ok, true);
  for (const laterMs of [0, 1, 60_000, 299_999, 300_000]) {
    assert.equal(faultOf(verify(request, { memory, nowMs: NOW + laterMs })), 'nonce_used');
  }
  assert.equal(faultOf(verify(request, { memory, nowMs: NOW + 300_001 })), 'clock_skew');
  assert.equal(verify(signed({ key: NEW }), { memory }).ok, true, 'each key has its own nonces');
});

test('whoever has no key cannot fill the memory, and it forgets what is too old', () => {
  const memory = createNonceMemory();
  const forged = signed({ key: { keyId: 'key-1', secret: NEW.secret } });
  verify(forged, { memory });
  assert.equal(memory.size, 0);
  for (let i = 0; i < 5_000; i++) memory.take(`n${i}`, NOW + i, NOW + i);
  assert.ok(memory.size < 3_000, String(memory.size));
});

test('hexadecimal keeps leading zeros', () => {
  assert.equal(toHex(Uint8Array.of(0, 15, 255)), '000fff');
});

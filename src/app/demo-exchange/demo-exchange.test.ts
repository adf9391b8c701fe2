import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { type DemoExchange, readDemoUsers, startDemoExchange } from './start-demo-exchange.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const signingKey = { ...privateKey.export({ format: 'jwk' }), kid: 'k1' };
const keys = createLocalJWKSet({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1' }] });

const withExchange = async (run: (exchange: DemoExchange) => Promise<void>): Promise<void> => {
  const exchange = await startDemoExchange({
    host: '127.0.0.1',
    port: 0,
    supportOrigin: 'http://localhost:7300',
    audience: 'mainstay-demo',
    signingKey,
  });
  try {
    await run(exchange);
  } finally {
    await exchange.close();
  }
};

test('vouches for its own users, shortly and once', () =>
  withExchange(async ({ origin }) => {
    const [user] = readDemoUsers();
    const get = async () => (await fetch(`${origin}/support-token?customer=${user?.id}`)).text();
    const [first, second] = [await get(), await get()];
    const { payload, protectedHeader } = await jwtVerify(first, keys, {
      audience: 'mainstay-demo',
      algorithms: ['ES256'],
    });
    assert.equal(protectedHeader.kid, 'k1');
    assert.equal(payload.sub, user?.id);
    assert.ok((payload.exp ?? 0) - (payload.iat ?? 0) <= 300);
    assert.notEqual(payload.jti, (await jwtVerify(second, keys)).payload.jti);
  }));

test('vouches for nobody else', () =>
  withExchange(async ({ origin }) => {
    const reply = await fetch(`${origin}/support-token?customer=nv-000000`);
    assert.equal(reply.status, 404);
    assert.equal(await reply.text(), '');
  }));

test('its page embeds the messenger by one tag, and its policy allows nothing more', () =>
  withExchange(async ({ origin }) => {
    const reply = await fetch(origin);
    const html = await reply.text();
    assert.equal(html.match(/http:\/\/localhost:7300/g)?.length, 1);
    assert.match(
      reply.headers.get('content-security-policy') ?? '',
      /script-src 'self' http:\/\/localhost:7300;/,
    );
  }));

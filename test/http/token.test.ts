import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { generateKeyPair, SignJWT } from 'jose';
import { sql } from 'kysely';
import { withTestDatabase } from '../database.ts';
import { ask, composeBench, createExchange, type Exchange, withBench } from './compose.ts';

const b64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test('every attack on the token has its own code and makes nothing', () =>
  withBench(async ({ server }, exchange, database) => {
    const now = Math.floor(Date.now() / 1000);
    const stranger = await createExchange();
    const otherCurve = await generateKeyPair('ES384');
    const claims = exchange.claims();
    const publicPem = JSON.stringify(exchange.jwk);
    const hs = `${b64({ alg: 'HS256', kid: 'key-1' })}.${b64(claims)}`;
    const good = await exchange.sign();
    const [head = '', payload = '', signature = ''] = good.split('.');
    const flipped = `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`;
    const attacks: Record<string, [string, string]> = {
      'not a token': ['abc', 'token_invalid'],
      'three dots': ['a.b.c', 'token_invalid'],
      none: [`${b64({ alg: 'none' })}.${b64(claims)}.`, 'token_algorithm'],
      'none, other case': [
        `${b64({ alg: 'nOnE', kid: 'key-1' })}.${b64(claims)}.`,
        'token_algorithm',
      ],
      'public key as HMAC secret': [
        `${hs}.${createHmac('sha256', publicPem).update(hs).digest('base64url')}`,
        'token_algorithm',
      ],
      'other curve': [
        await new SignJWT(claims as never)
          .setProtectedHeader({ alg: 'ES384', kid: 'key-1' })
          .sign(otherCurve.privateKey),
        'token_algorithm',
      ],
      'a stranger’s key under our kid': [await stranger.sign(), 'token_invalid'],
      'unknown kid': [await stranger.sign({}, { kid: 'key-9' }), 'token_key_unknown'],
      'changed payload': [
        `${head}.${b64({ ...claims, tier: 'vip' })}.${signature}`,
        'token_invalid',
      ],
      'changed signature': [`${head}.${payload}.${flipped}`, 'token_invalid'],
      'embedded key': [await stranger.sign({}, { jwk: stranger.jwk }), 'token_invalid'],
      'critical extension': [
        `${b64({ alg: 'ES256', kid: 'key-1', crit: ['exp'], exp: 1 })}.${payload}.${signature}`,
        'token_invalid',
      ],
      'other type': [await exchange.sign({}, { typ: 'logout+jwt' }), 'token_invalid'],
      expired: [await exchange.sign({ iat: now - 400, exp: now - 100 }), 'token_expired'],
      'lives too long': [await exchange.sign({ exp: now + 3600 }), 'token_lifetime'],
      'from the future': [
        await exchange.sign({ iat: now + 120, exp: now + 300 }),
        'token_not_yet_valid',
      ],
      'not before': [await exchange.sign({ nbf: now + 200 }), 'token_not_yet_valid'],
      'no expiry': [await exchange.sign({ exp: undefined }), 'token_claims'],
      'expiry as text': [await exchange.sign({ exp: String(now + 60) }), 'token_claims'],
      'other audience': [await exchange.sign({ aud: 'another' }), 'token_audience'],
      'several audiences': [
        await exchange.sign({ aud: ['mainstay-test', 'another'] }),
        'token_audience',
      ],
      'no audience': [await exchange.sign({ aud: undefined }), 'token_audience'],
      'no token id': [await exchange.sign({ jti: undefined }), 'token_claims'],
      'no user': [await exchange.sign({ sub: undefined }), 'token_claims'],
      'user with a line break': [await exchange.sign({ sub: 'a\nb' }), 'token_claims'],
      'endless user': [await exchange.sign({ sub: 'x'.repeat(500) }), 'token_claims'],
      'invented tier': [await exchange.sign({ tier: 'owner' }), 'token_claims'],
      'name as object': [await exchange.sign({ name: { $gt: '' } }), 'token_claims'],
    };
    for (const [what, [token, code]] of Object.entries(attacks)) {
      const answer = await ask(server, 'POST', '/api/session', { body: { token } });
      assert.equal(answer.status, 401, `${what}: ${answer.text}`);
      assert.equal(answer.body.error.code, code, what);
      assert.match(answer.body.error.reference, /^[0-9A-Z]{10}$/);
    }
    const made = await sql<{ n: number }>`select count(*) as n from customers`.execute(database);
    assert.equal(made.rows[0]?.n, 0);
  }));

test('of many who present the same token at once, one gets in', () =>
  withBench(async ({ server }, exchange, database) => {
    const token = await exchange.sign();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => ask(server, 'POST', '/api/session', { body: { token } })),
    );
    assert.deepEqual(answers.map((answer) => answer.status).sort(), [
      200,
      ...Array.from({ length: 11 }, () => 401),
    ]);
    for (const answer of answers.filter((one) => one.status === 401)) {
      assert.equal(answer.body.error.code, 'token_replayed');
    }
    const sessions = await sql<{ n: number }>`select count(*) as n from customer_sessions`.execute(
      database,
    );
    assert.equal(sessions.rows[0]?.n, 1);
  }));

test('keys rotate: old and new are both good while both are listed', () =>
  withTestDatabase(async (database) => {
    const older = await createExchange('2026-a');
    const newer = await createExchange('2026-b');
    const gone = await createExchange('2025-z');
    const bench = await composeBench({
      database,
      exchange: newer,
      jwks: { keys: [older.jwk, newer.jwk] },
    });
    const open = async (exchange: Exchange) =>
      (await ask(bench.server, 'POST', '/api/session', { body: { token: await exchange.sign() } }))
        .status;
    assert.equal(await open(older), 200);
    assert.equal(await open(newer), 200);
    assert.equal(await open(gone), 401);
    await bench.close();
  }));

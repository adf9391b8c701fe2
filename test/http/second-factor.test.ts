import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ask, type Bench, cookiesOf, signIn, withBench } from './compose.ts';

const PASSWORD = 'corral-hinge-lantern-47';

const fromBase32 = (text: string): Buffer => {
  const bits = Array.from(text.replace(/=+$/, ''), (char) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'),
  ).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
};

/** RFC 6238 with SHA-1, 30 s, 6 digits: written here apart from the library, so that one checks the other. */
const totp = (secret: Buffer, atMs: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};

const enrol = async ({ server }: Bench, cookie: string) => {
  const enabled = await ask(server, 'POST', '/api/auth/two-factor/enable', {
    cookie,
    body: { password: PASSWORD },
  });
  assert.equal(enabled.status, 200, enabled.text);
  const secret = fromBase32(new URL(enabled.body.totpURI).searchParams.get('secret') ?? '');
  const enrolmentCode = totp(secret, Date.now());
  const verified = await ask(server, 'POST', '/api/auth/two-factor/verify-totp', {
    cookie,
    body: { code: enrolmentCode },
  });
  assert.equal(verified.status, 200, verified.text);
  return {
    secret,
    enrolmentCode,
    backupCodes: enabled.body.backupCodes,
    cookie: cookiesOf(verified),
  };
};

test('RFC 6238: the test’s own codes are right', () => {
  const secret = Buffer.from('12345678901234567890');
  assert.equal(totp(secret, 59_000), '287082');
  assert.equal(totp(secret, 1_111_111_109_000), '081804');
});

test('TOTP: enrolled once, then asked for at every sign-in; codes and backup codes work once', () =>
  withBench(async (bench) => {
    const { server } = bench;
    await bench.addStaff({ email: 'a@example.com', password: PASSWORD });
    const { secret, backupCodes, enrolmentCode } = await enrol(
      bench,
      await signIn(server, 'a@example.com', PASSWORD),
    );
    const first = await ask(server, 'POST', '/api/auth/sign-in/email', {
      body: { email: 'a@example.com', password: PASSWORD },
    });
    assert.equal(first.body.twoFactorRedirect, true);
    const half = cookiesOf(first);
    assert.equal((await ask(server, 'GET', '/api/desk/me', { cookie: half })).status, 401);
    const wrong = await ask(server, 'POST', '/api/auth/two-factor/verify-totp', {
      cookie: half,
      body: { code: totp(secret, Date.now() + 600_000) },
    });
    assert.deepEqual([wrong.status, wrong.body.error.code], [401, 'invalid_code']);
    const trusting = await ask(server, 'POST', '/api/auth/two-factor/verify-totp', {
      cookie: half,
      body: { code: totp(secret, Date.now()), trustDevice: true },
    });
    assert.deepEqual([trusting.status, trusting.body.error.code], [422, 'invalid_request']);
    const reused = await ask(server, 'POST', '/api/auth/two-factor/verify-totp', {
      cookie: half,
      body: { code: enrolmentCode },
    });
    assert.deepEqual([reused.status, reused.body.error.code], [401, 'invalid_code']);
    const again = await ask(server, 'POST', '/api/auth/sign-in/email', {
      body: { email: 'a@example.com', password: PASSWORD },
    });
    const right = await ask(server, 'POST', '/api/auth/two-factor/verify-totp', {
      cookie: cookiesOf(again),
      body: { code: totp(secret, Date.now() + 30_000) },
    });
    assert.equal(right.status, 200, right.text);
    assert.equal(
      (await ask(server, 'GET', '/api/desk/me', { cookie: cookiesOf(right) })).status,
      200,
    );

    const redeem = async (code: string) => {
      const begun = await ask(server, 'POST', '/api/auth/sign-in/email', {
        body: { email: 'a@example.com', password: PASSWORD },
      });
      return ask(server, 'POST', '/api/auth/two-factor/verify-backup-code', {
        cookie: cookiesOf(begun),
        body: { code },
      });
    };
    assert.equal((await redeem(backupCodes[0])).status, 200);
    assert.equal((await redeem(backupCodes[0])).status, 401);
  }));

test('the second factor’s secret and backup codes do not lie in the database readable', () =>
  withBench(async (bench, _exchange, database) => {
    await bench.addStaff({ email: 'a@example.com', password: PASSWORD });
    const cookie = await signIn(bench.server, 'a@example.com', PASSWORD);
    const { backupCodes, secret } = await enrol(bench, cookie);
    const rows = await sql<{ text: string }>`
      select t::text || a::text as text from staff_two_factors t, staff_accounts a`.execute(
      database,
    );
    const text = rows.rows[0]?.text ?? '';
    assert.ok(text.length > 100);
    assert.equal(text.includes(backupCodes[0]), false);
    assert.equal(text.includes(secret.toString('utf8')), false);
    assert.equal(text.includes(PASSWORD), false);
  }));

test('where a second factor is required, nothing but enrolment is open without one', () =>
  withBench(
    async (bench) => {
      const { server } = bench;
      await bench.addStaff({ email: 'a@example.com', password: PASSWORD, role: 'admin' });
      const cookie = await signIn(server, 'a@example.com', PASSWORD);
      for (const url of ['/api/desk/me', '/api/desk/staff', '/api/desk/appeals']) {
        const answer = await ask(server, 'GET', url, { cookie });
        assert.deepEqual(
          [answer.status, answer.body.error.code],
          [403, 'second_factor_enrolment_required'],
        );
      }
      const socket = await bench.authenticate({ authorization: null, cookie });
      assert.equal(!socket.ok && socket.failure.code, 'second_factor_enrolment_required');
      const enrolled = await enrol(bench, cookie);
      assert.equal(
        (await ask(server, 'GET', '/api/desk/me', { cookie: enrolled.cookie })).status,
        200,
      );
      assert.equal((await ask(server, 'GET', '/api/desk/me', { cookie })).status, 401);
      const off = await ask(server, 'POST', '/api/auth/two-factor/disable', {
        cookie: enrolled.cookie,
        body: { password: PASSWORD },
      });
      assert.deepEqual([off.status, off.body.error.code], [403, 'second_factor_required']);
    },
    { secondFactorRequired: true },
  ));

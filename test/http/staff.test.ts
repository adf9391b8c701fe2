import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, cookiesOf, signIn, withBench } from './compose.ts';

const PASSWORD = 'corral-hinge-lantern-47';
const NEXT_PASSWORD = 'velvet-quarry-oboe-93';

test('password in, session cookie out; the cookie is ours alone and says who I am', () =>
  withBench(async (bench) => {
    await bench.addStaff({
      email: 'Dana@Example.com',
      password: PASSWORD,
      role: 'supervisor',
      badge: 'M-2041',
    });
    const answer = await ask(bench.server, 'POST', '/api/auth/sign-in/email', {
      body: { email: 'dana@example.com', password: PASSWORD },
    });
    assert.equal(answer.status, 200, answer.text);
    const line = String([answer.headers['set-cookie']].flat()[0]);
    assert.match(line, /^mainstay\.session_token=/);
    for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/'])
      assert.ok(line.includes(attribute), line);
    assert.equal(/domain=/i.test(line), false);
    const me = await ask(bench.server, 'GET', '/api/desk/me', { cookie: cookiesOf(answer) });
    assert.equal(me.status, 200);
    assert.deepEqual(
      [me.body.publicName, me.body.badge, me.body.role, me.body.languages, me.body.status],
      ['Dana', 'M-2041', 'supervisor', ['en'], 'offline'],
    );
    assert.equal(JSON.stringify(me.body).includes('password'), false);
  }));

test('cookies are Secure where the installation is reached by https', () =>
  withBench(
    async (bench) => {
      await bench.addStaff({ email: 'a@example.com', password: PASSWORD });
      const origin = 'https://support.example.com';
      const answer = await ask(bench.server, 'POST', '/api/auth/sign-in/email', {
        body: { email: 'a@example.com', password: PASSWORD },
        headers: { origin },
      });
      const line = String([answer.headers['set-cookie']].flat()[0]);
      assert.match(line, /^__Secure-mainstay\.session_token=/);
      assert.ok(line.includes('Secure'));
      assert.ok(String(answer.headers['strict-transport-security']).includes('max-age'));
      const me = await ask(bench.server, 'GET', '/api/desk/me', { cookie: cookiesOf(answer) });
      assert.equal(me.status, 200);
    },
    { publicOrigin: 'https://support.example.com' },
  ));

test('wrong password and unknown account look the same; other doors do not exist', () =>
  withBench(async ({ server, addStaff }) => {
    await addStaff({ email: 'a@example.com', password: PASSWORD });
    const wrong = await ask(server, 'POST', '/api/auth/sign-in/email', {
      body: { email: 'a@example.com', password: 'something-else-entirely' },
    });
    const unknown = await ask(server, 'POST', '/api/auth/sign-in/email', {
      body: { email: 'nobody@example.com', password: 'something-else-entirely' },
    });
    assert.deepEqual([wrong.status, wrong.body.error.code], [401, 'invalid_email_or_password']);
    assert.deepEqual(
      [unknown.status, unknown.body.error.code],
      [wrong.status, wrong.body.error.code],
    );
    for (const path of [
      'sign-up/email',
      'request-password-reset',
      'reset-password',
      'update-user',
      'delete-user',
      'change-email',
      'sign-in/social',
      'list-sessions',
      'two-factor/send-otp',
      '../session',
      'error',
      'ok',
    ]) {
      const answer = await ask(server, 'POST', `/api/auth/${path}`, { body: {} });
      assert.equal(
        answer.status === 404 || answer.status === 400,
        true,
        `${path} ${answer.status}`,
      );
    }
    const signUp = await ask(server, 'POST', '/api/auth/sign-up/email', {
      body: { email: 'new@example.com', password: PASSWORD, name: 'New' },
    });
    assert.deepEqual([signUp.status, signUp.body.error.code], [404, 'unknown_route']);
  }));

test('cross-site requests cannot sign in, sign out or use a session', () =>
  withBench(async ({ server, addStaff }) => {
    await addStaff({ email: 'a@example.com', password: PASSWORD });
    const cookie = await signIn(server, 'a@example.com', PASSWORD);
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:7451']) {
      for (const [path, body] of [
        ['/api/auth/sign-in/email', { email: 'a@example.com', password: PASSWORD }],
        ['/api/auth/sign-out', {}],
        ['/api/auth/change-password', { currentPassword: PASSWORD, newPassword: NEXT_PASSWORD }],
      ] as const) {
        const answer = await ask(server, 'POST', path, { cookie, body, headers: { origin } });
        assert.deepEqual(
          [answer.status, answer.body.error.code],
          [403, 'origin_refused'],
          `${origin} ${path}`,
        );
      }
      const put = await ask(server, 'PUT', '/api/desk/me/preferences', {
        cookie,
        body: {},
        headers: { origin },
      });
      assert.deepEqual([put.status, put.body.error.code], [403, 'origin_refused']);
    }
    // A form of another site sends no Origin in some browsers, but says that it is cross-site.
    const form = await server.fastify.inject({
      method: 'PUT',
      url: '/api/desk/me/preferences',
      headers: { cookie, 'content-type': 'application/json' },
      payload: '{}',
    });
    assert.equal(form.statusCode, 403);
    assert.equal((await ask(server, 'GET', '/api/desk/me', { cookie })).status, 200);
  }));

test('a one-time password opens nothing but its own replacement', () =>
  withBench(async ({ server, addStaff }) => {
    const created = await addStaff({
      email: 'new@example.com',
      name: 'Noor Haddad',
      publicName: 'Noor',
    });
    assert.ok(created.ok);
    const oneTime = created.value.oneTimePassword ?? '';
    assert.match(oneTime, /^([2-9a-z]{5}-){3}[2-9a-z]{5}$/);
    const cookie = await signIn(server, 'new@example.com', oneTime);
    const other = await signIn(server, 'new@example.com', oneTime);
    const me = await ask(server, 'GET', '/api/desk/me', { cookie });
    assert.deepEqual([me.status, me.body.error.code], [403, 'password_change_required']);
    const change = (newPassword: string) =>
      ask(server, 'POST', '/api/auth/change-password', {
        cookie,
        body: { currentPassword: oneTime, newPassword },
      });
    const refusals = {
      'short-one': 'password_too_short',
      aaaaaaaaaaaaaaa: 'password_too_simple',
      password1234567890: 'password_too_simple',
      'noor-haddad-noor': 'password_too_personal',
      [oneTime]: 'password_unchanged',
    };
    for (const [password, code] of Object.entries(refusals)) {
      const answer = await change(password);
      assert.deepEqual([answer.status, answer.body.error.code], [422, code], password);
    }
    const changed = await change(NEXT_PASSWORD);
    assert.equal(changed.status, 200, changed.text);
    const fresh = cookiesOf(changed);
    assert.equal((await ask(server, 'GET', '/api/desk/me', { cookie: fresh })).status, 200);
    // Whoever else was signed in with the handed-over password is out.
    assert.equal((await ask(server, 'GET', '/api/desk/me', { cookie: other })).status, 401);
  }));

test('guessing passwords ends in 429, for the address and for the account', () =>
  withBench(
    async ({ server, addStaff }) => {
      await addStaff({ email: 'a@example.com', password: PASSWORD });
      const guess = () =>
        ask(server, 'POST', '/api/auth/sign-in/email', {
          body: { email: 'a@example.com', password: 'wrong-guess-1234' },
        });
      const statuses: number[] = [];
      for (let index = 0; index < 6; index += 1) statuses.push((await guess()).status);
      assert.deepEqual(statuses.slice(0, 3), [401, 401, 401]);
      assert.deepEqual(statuses.slice(3), [429, 429, 429]);
    },
    { floodScale: 1 },
  ));

test('signing out ends the session at once', () =>
  withBench(async ({ server, addStaff, hints }) => {
    await addStaff({ email: 'a@example.com', password: PASSWORD });
    const cookie = await signIn(server, 'a@example.com', PASSWORD);
    assert.equal((await ask(server, 'GET', '/api/desk/me', { cookie })).status, 200);
    const out = await ask(server, 'POST', '/api/auth/sign-out', { cookie, body: {} });
    assert.equal(out.status, 200, out.text);
    assert.equal((await ask(server, 'GET', '/api/desk/me', { cookie })).status, 401);
    assert.ok(hints.some((hint) => hint.kind === 'session_revoked'));
  }));

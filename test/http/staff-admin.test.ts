import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ensureTeams } from '../../src/features/staff/index.ts';
import { ask, type Bench, signIn, withBench } from './compose.ts';

const PASSWORD = 'corral-hinge-lantern-47';
const NEW = {
  email: 'Ji@Example.com',
  name: 'Ji-woo Park',
  publicName: 'Ji-woo',
  role: 'agent',
  locale: 'ko',
  teamIds: ['wallet-support'],
  skills: [{ category: 'withdrawal', level: 3 }],
  languages: ['ko', 'en'],
  capacityUnits: 5,
};

const asAdmin = async (
  bench: Bench,
  database: Parameters<typeof ensureTeams>[0],
): Promise<string> => {
  await ensureTeams(database, [
    { teamId: 'first-line', name: 'First line', overflowTeamId: null, categories: ['other'] },
    {
      teamId: 'wallet-support',
      name: 'Wallet support',
      overflowTeamId: 'first-line',
      categories: ['withdrawal', 'deposit'],
    },
  ]);
  await bench.addStaff({ email: 'root@example.com', role: 'admin', password: PASSWORD });
  return signIn(bench.server, 'root@example.com', PASSWORD);
};

test('an admin makes, lists and changes accounts; each change leaves an audit row', () =>
  withBench(async (bench, _exchange, database) => {
    const cookie = await asAdmin(bench, database);
    const { server } = bench;
    const made = await ask(server, 'POST', '/api/desk/staff', { cookie, body: NEW });
    assert.equal(made.status, 200, made.text);
    const { agentId, badge } = made.body.member;
    assert.match(badge, /^M-\d{4,}$/);
    assert.deepEqual(
      [made.body.member.email, made.body.member.teamIds, made.body.member.languages],
      ['ji@example.com', ['wallet-support'], ['en', 'ko']],
    );
    assert.equal(made.body.member.mustChangePassword, true);

    const taken = await ask(server, 'POST', '/api/desk/staff', { cookie, body: NEW });
    assert.deepEqual([taken.status, taken.body.error.code], [409, 'email_taken']);
    const nowhere = await ask(server, 'POST', '/api/desk/staff', {
      cookie,
      body: { ...NEW, email: 'x@example.com', teamIds: ['nowhere'] },
    });
    assert.deepEqual([nowhere.status, nowhere.body.error.code], [422, 'unknown_team']);

    const changed = await ask(server, 'PUT', `/api/desk/staff/${agentId}`, {
      cookie,
      body: { role: 'supervisor', teamIds: [], skills: [{ category: 'fraud', level: 1 }] },
    });
    assert.deepEqual(
      [changed.body.member.role, changed.body.member.teamIds, changed.body.member.skills],
      ['supervisor', [], [{ category: 'fraud', level: 1 }]],
    );
    assert.deepEqual(changed.body.member.languages, ['en', 'ko']);
    assert.equal(changed.body.oneTimePassword, null);
    const list = await ask(server, 'GET', '/api/desk/staff', { cookie });
    assert.equal(list.body.staff.length, 2);
    for (const name of ['', 'a\u0000b', 'a\u202eb', 'x'.repeat(200)]) {
      const odd = await ask(server, 'POST', '/api/desk/staff', {
        cookie,
        body: { ...NEW, email: 'odd@example.com', name },
      });
      assert.deepEqual([odd.status, odd.body.error.code], [400, 'invalid_request']);
    }
    const odd = await ask(server, 'PUT', '/api/desk/staff/a%00b', { cookie, body: {} });
    assert.equal(odd.status, 400);
    const missing = await ask(server, 'PUT', '/api/desk/staff/nobody', { cookie, body: {} });
    assert.equal(missing.status, 404);
    const { rows } = await sql<{ action: string; actor_kind: string }>`
      select action, actor_kind from audit_events order by audit_id`.execute(database);
    assert.deepEqual(
      rows.map((row) => `${row.actor_kind} ${row.action}`),
      ['system staff_created', 'staff staff_created', 'staff staff_changed'],
    );
  }));

test('disabling or resetting ends sessions at once, and the account stays out', () =>
  withBench(async (bench, _exchange, database) => {
    const cookie = await asAdmin(bench, database);
    const { server } = bench;
    const created = await bench.addStaff({ email: 'a@example.com', password: PASSWORD });
    assert.ok(created.ok);
    const url = `/api/desk/staff/${created.value.agentId}`;
    const theirs = await signIn(server, 'a@example.com', PASSWORD);
    assert.equal((await ask(server, 'GET', '/api/desk/me', { cookie: theirs })).status, 200);
    await ask(server, 'PUT', url, { cookie, body: { disabled: true } });
    assert.equal((await ask(server, 'GET', '/api/desk/me', { cookie: theirs })).status, 401);
    const out = await ask(server, 'POST', '/api/auth/sign-in/email', {
      body: { email: 'a@example.com', password: PASSWORD },
    });
    assert.deepEqual([out.status, out.body.error.code], [403, 'account_disabled']);

    await ask(server, 'PUT', url, { cookie, body: { disabled: false } });
    const back = await signIn(server, 'a@example.com', PASSWORD);
    const reset = await ask(server, 'PUT', url, { cookie, body: { resetSignIn: true } });
    assert.match(reset.body.oneTimePassword, /^[2-9a-z-]{23}$/);
    assert.equal((await ask(server, 'GET', '/api/desk/me', { cookie: back })).status, 401);
    const old = await ask(server, 'POST', '/api/auth/sign-in/email', {
      body: { email: 'a@example.com', password: PASSWORD },
    });
    assert.equal(old.status, 401);
    const fresh = await signIn(server, 'a@example.com', reset.body.oneTimePassword);
    const me = await ask(server, 'GET', '/api/desk/me', { cookie: fresh });
    assert.equal(me.body.error.code, 'password_change_required');
  }));

test('a change of role counts from the next request on', () =>
  withBench(async (bench, _exchange, database) => {
    const cookie = await asAdmin(bench, database);
    const created = await bench.addStaff({
      email: 'a@example.com',
      password: PASSWORD,
      role: 'supervisor',
    });
    assert.ok(created.ok);
    const theirs = await signIn(bench.server, 'a@example.com', PASSWORD);
    const appeals = () => ask(bench.server, 'GET', '/api/desk/appeals', { cookie: theirs });
    assert.equal((await appeals()).status, 200);
    await ask(bench.server, 'PUT', `/api/desk/staff/${created.value.agentId}`, {
      cookie,
      body: { role: 'agent' },
    });
    assert.equal((await appeals()).status, 403);
  }));

test('nobody locks themselves out', () =>
  withBench(async (bench, _exchange, database) => {
    const cookie = await asAdmin(bench, database);
    const { body: me } = await ask(bench.server, 'GET', '/api/desk/me', { cookie });
    for (const body of [{ disabled: true }, { role: 'agent' }, { resetSignIn: true }]) {
      const answer = await ask(bench.server, 'PUT', `/api/desk/staff/${me.agentId}`, {
        cookie,
        body,
      });
      assert.deepEqual([answer.status, answer.body.error.code], [409, 'own_account']);
    }
  }));

test('preferences are kept whole, bounded, and closed to anything else', () =>
  withBench(async (bench, _exchange, database) => {
    const cookie = await asAdmin(bench, database);
    const put = (body: unknown) =>
      ask(bench.server, 'PUT', '/api/desk/me/preferences', { cookie, body });
    const wanted = {
      theme: 'dark',
      density: 'compact',
      keys: { resolve: 'g r', next: null },
      panels: { context: 320 },
    };
    assert.deepEqual((await put(wanted)).body, wanted);
    const me = await ask(bench.server, 'GET', '/api/desk/me', { cookie });
    assert.deepEqual(me.body.preferences, wanted);
    assert.deepEqual((await put({})).body, {});
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`k${index}`, 'x']));
    for (const body of [
      { notes: 'a store for anything' },
      { keys: many },
      { keys: { 'not a name': 'x' } },
      { keys: { next: 'a\u0000' } },
      { panels: { a: 5000 } },
      { theme: '<script>' },
    ]) {
      assert.equal((await put(body)).status, 400, JSON.stringify(body).slice(0, 80));
    }
  }));

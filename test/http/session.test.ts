import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { readCustomer } from '../../src/features/identity/index.ts';
import { ask, openCustomer, openVisitor, withBench } from './compose.ts';

test('a token becomes a session that says who is asking', () =>
  withBench(async ({ server, vault }, exchange, database) => {
    const token = await exchange.sign({
      sub: 'u-1',
      tier: 'vip',
      locale: 'ja-JP',
      name: 'Aiko\u202e Mori',
      email: 'aiko@example.com',
      time_zone: 'Asia/Tokyo',
    });
    const opened = await ask(server, 'POST', '/api/session', { body: { token } });
    assert.equal(opened.status, 200);
    assert.match(opened.body.session, /^[A-Za-z0-9_-]{43}$/);
    assert.deepEqual(
      { ...opened.body.customer, id: '' },
      {
        id: '',
        kind: 'customer',
        tier: 'vip',
        locale: 'ja',
        name: 'Aiko Mori',
        timeZone: 'Asia/Tokyo',
        blocked: false,
      },
    );
    const mine = await ask(server, 'GET', '/api/session', { session: opened.body.session });
    assert.equal(mine.status, 200);
    assert.deepEqual(mine.body.customer, opened.body.customer);
    assert.equal(mine.body.session, undefined);
    const card = await readCustomer(database, vault, opened.body.customer.id);
    assert.equal(card?.email, 'aiko@example.com');

    // The same user of the exchange is the same customer, with what the exchange says now.
    const again = await openCustomer(server, exchange, { sub: 'u-1', tier: 'plus' });
    assert.equal(again.id, opened.body.customer.id);
    const changed = await ask(server, 'GET', '/api/session', { session: opened.body.session });
    assert.equal(changed.body.customer.tier, 'plus');
    assert.equal(changed.body.customer.name, null);
  }));

test('neither secret nor token nor name lies in the database readable', () =>
  withBench(async ({ server }, exchange, database) => {
    const { session } = await openCustomer(server, exchange, {
      sub: 'u-2',
      jti: 'jti-readable',
      name: 'Very Readable',
      email: 'readable@example.com',
    });
    const dump = await sql<{ text: string }>`
      select coalesce(string_agg(row_text, ' '), '') as text from (
        select c::text || encode(c.profile_sealed, 'escape') as row_text from customers c
        union all select s::text || encode(s.session_hash, 'escape') from customer_sessions s
        union all select t::text || encode(t.token_id_hash, 'escape') from used_token_ids t) rows`.execute(
      database,
    );
    const text = dump.rows[0]?.text ?? '';
    assert.ok(text.length > 100);
    for (const word of [session, 'jti-readable', 'Readable', 'readable@example']) {
      assert.equal(text.includes(word), false, word);
    }
  }));

test('a visitor has an inbox of their own, never the customer’s', () =>
  withBench(async ({ server }, exchange) => {
    const visitor = await openVisitor(server);
    const customer = await openCustomer(server, exchange);
    const other = await openVisitor(server);
    assert.equal(new Set([visitor.id, customer.id, other.id]).size, 3);
    const mine = await ask(server, 'GET', '/api/session', { session: visitor.session });
    assert.deepEqual(
      [
        mine.body.customer.kind,
        mine.body.customer.locale,
        mine.body.customer.name,
        mine.body.customer.tier,
      ],
      ['visitor', 'ko', null, 'standard'],
    );
  }));

test('sessions slide with use, end when unused, and end for good after their longest life', () =>
  withBench(async ({ server, clock }, exchange) => {
    const hour = 3_600_000;
    const { session } = await openCustomer(server, exchange);
    const status = async () => (await ask(server, 'GET', '/api/session', { session })).status;
    clock.advance(11 * hour);
    assert.equal(await status(), 200);
    clock.advance(11 * hour);
    assert.equal(await status(), 200);
    clock.advance(2.1 * hour);
    const ended = await ask(server, 'GET', '/api/session', { session });
    assert.deepEqual([ended.status, ended.body.error.code], [401, 'session_expired']);

    const visitor = await openVisitor(server);
    clock.advance(29 * 24 * hour);
    assert.equal(
      (await ask(server, 'GET', '/api/session', { session: visitor.session })).status,
      200,
    );
    clock.advance(31 * 24 * hour);
    assert.equal(
      (await ask(server, 'GET', '/api/session', { session: visitor.session })).status,
      401,
    );
  }));

test('an ended session is dead at once, here and for sockets', () =>
  withBench(async ({ server, hints, authenticate }, exchange) => {
    const { session } = await openCustomer(server, exchange);
    const line = { authorization: `Bearer ${session}`, cookie: null };
    assert.equal((await authenticate(line)).ok, true);
    const gone = await ask(server, 'DELETE', '/api/session', { session });
    assert.deepEqual([gone.status, gone.text], [204, '']);
    assert.equal((await ask(server, 'GET', '/api/session', { session })).status, 401);
    assert.equal((await authenticate(line)).ok, false);
    assert.ok(hints.some((hint) => hint.kind === 'session_revoked'));
  }));

test('forged, empty and malformed sessions are refused', () =>
  withBench(async ({ server }) => {
    for (const authorization of [
      'Bearer',
      'Bearer  ',
      'Basic YTpi',
      `Bearer ${randomUUID()}`,
      `Bearer ${'A'.repeat(43)}`,
      `Bearer ${'A'.repeat(5000)}`,
      "Bearer ' OR 1=1 --",
    ]) {
      const answer = await ask(server, 'GET', '/api/session', { headers: { authorization } });
      assert.equal(answer.status, 401, authorization);
      assert.match(answer.body.error.code, /^session_(invalid|expired)$/);
    }
  }));

test('purging takes what has ended and nothing else', () =>
  withBench(async ({ server, clock, identity }, exchange, database) => {
    const keep = await openVisitor(server);
    await openCustomer(server, exchange);
    clock.advance(13 * 3_600_000);
    assert.equal(await identity.purgeExpired(), 2);
    assert.equal(await identity.purgeExpired(), 0);
    const left = await sql<{ n: number }>`select count(*) as n from customer_sessions`.execute(
      database,
    );
    assert.equal(left.rows[0]?.n, 1);
    assert.equal((await ask(server, 'GET', '/api/session', { session: keep.session })).status, 200);
  }));

test('making visitors in a flood ends in 429 with a time to come back', () =>
  withBench(
    async ({ server }) => {
      const answers = [];
      for (let index = 0; index < 14; index += 1) {
        answers.push(
          await ask(server, 'POST', '/api/session', { body: { visitor: { locale: 'en' } } }),
        );
      }
      assert.equal(answers.filter((answer) => answer.status === 200).length, 10);
      const refused = answers.at(-1);
      assert.equal(refused?.status, 429);
      assert.equal(refused?.body.error.code, 'too_many_requests');
      assert.ok(Number(refused?.headers['retry-after']) >= 1);
      assert.equal(refused?.body.error.retryAfterSeconds, Number(refused?.headers['retry-after']));
    },
    { floodScale: 1 },
  ));

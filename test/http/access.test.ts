import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { ACCESS, type Caller } from '../../src/contract/access.ts';
import { defineRoute, type Route, type RouteKey } from '../../src/contract/route.ts';
import { SCOPES } from '../../src/core/integration/scopes.ts';
import { ok } from '../../src/core/outcome.ts';
import type { StaffRole } from '../../src/core/vocabulary.ts';
import { withTestDatabase } from '../database.ts';
import { type CallerKeys, checkEveryRoute, keysOf } from './check-every-route.ts';
import {
  ask,
  type Bench,
  composeBench,
  createExchange,
  openCustomer,
  openVisitor,
  signIn,
  withBench,
} from './compose.ts';

const PASSWORD = 'corral-hinge-lantern-47';

const keysFor = async (
  bench: Bench,
  exchange: Awaited<ReturnType<typeof createExchange>>,
): Promise<CallerKeys> => {
  const staff = async (role: StaffRole) => {
    const email = `${role}@example.com`;
    await bench.addStaff({ email, role, password: PASSWORD });
    return { cookie: await signIn(bench.server, email, PASSWORD) };
  };
  return {
    visitor: { session: (await openVisitor(bench.server)).session },
    customer: { session: (await openCustomer(bench.server, exchange)).session },
    agent: await staff('agent'),
    compliance: await staff('compliance'),
    supervisor: await staff('supervisor'),
    admin: await staff('admin'),
    ...(await keysOf((scope) => bench.addKey(scope))),
  };
};

test('every route answers every kind of caller as the table says', () =>
  withBench(async (bench, exchange) => {
    const keys = await keysFor(bench, exchange);
    const tried = await checkEveryRoute(bench.server, bench.routes, ACCESS, keys);
    assert.equal(tried, bench.routes.length * (7 + SCOPES.length) - 2);
  }));

/** A route for each row of the whole table that answers anybody who gets as far as its handler. */
const openRoutes = (): Route[] =>
  (Object.keys(ACCESS) as RouteKey[]).map((key) =>
    defineRoute({
      key,
      summary: key,
      tag: 'test',
      reply: z.object({}),
      handle: async () => ok({}),
    }),
  );

test('the whole table holds at the edge, whatever the handlers would do', () =>
  withTestDatabase(async (database) => {
    const exchange = await createExchange();
    // Sessions and staff come from the real slices of one server; the other has the table and open handlers.
    const real = await composeBench({ database, exchange });
    const keys = await keysFor(real, exchange);
    const routes = openRoutes();
    const bench = await composeBench({
      database,
      exchange,
      extra: {
        routes,
        access: ACCESS,
        authenticate: real.authenticate,
      },
    });
    const tried = await checkEveryRoute(bench.server, routes, ACCESS, keys);
    assert.equal(tried, routes.length * (7 + SCOPES.length) - 2);
    await bench.close();
    await real.close();
  }));

test('the check itself notices a route that lets somebody in', () =>
  withBench(
    async (bench, exchange) => {
      const keys = await keysFor(bench, exchange);
      const table = { ...ACCESS, 'GET /api/leak': ['admin'] } as Record<
        RouteKey,
        readonly Caller[]
      >;
      await assert.rejects(
        checkEveryRoute(bench.server, bench.routes, table, keys),
        /GET \/api\/leak as public/,
      );
    },
    {
      extraRoutes: [
        defineRoute({
          key: 'GET /api/leak',
          summary: 'open by mistake',
          tag: 'test',
          reply: z.object({}),
          handle: async () => ok({}),
        }),
      ],
      extraAccess: { 'GET /api/leak': ['public'] },
    },
  ));

test('a route without a row, and a row without a route, stop the start', () =>
  withTestDatabase(async (database) => {
    const exchange = await createExchange();
    const [first] = openRoutes();
    assert.ok(first);
    const start = (routes: readonly Route[], access: Record<RouteKey, readonly Caller[]>) =>
      composeBench({ database, exchange, extra: { routes, access } });
    await assert.rejects(start([first], {}), /has no row in the access table/);
    await assert.rejects(
      start([], { 'GET /api/forgotten': ['admin'] }),
      /has a row in the access table but no route/,
    );
    await assert.rejects(
      start([first, first], { 'POST /api/session': ['admin'] }),
      /is defined twice/,
    );
    const loose = defineRoute({
      key: 'POST /api/loose',
      summary: 'lets unknown fields pass',
      tag: 'test',
      body: z.strictObject({ inner: z.array(z.object({ a: z.string() })) }),
      reply: 'empty',
      handle: async () => ok(undefined),
    });
    await assert.rejects(
      start([loose], { 'POST /api/loose': ['admin'] }),
      /not strict at \.inner\.\[\]/,
    );
  }));

test('a blocked customer reads and appeals, and nothing else', () =>
  withBench(async (bench, exchange) => {
    const { server } = bench;
    const keys = await keysFor(bench, exchange);
    const { session, id } = await openCustomer(server, exchange, { name: 'Bo' });
    const lead = keys.supervisor;
    assert.deepEqual((await ask(server, 'GET', '/api/appeal', { session })).body, {
      blocked: false,
      until: null,
      appeal: null,
    });
    const tooSoon = await ask(server, 'POST', '/api/appeal', {
      session,
      body: { text: 'I did nothing wrong.' },
    });
    assert.deepEqual([tooSoon.status, tooSoon.body.error.code], [409, 'not_blocked']);

    const past = await ask(server, 'POST', `/api/desk/customers/${id}/block`, {
      ...lead,
      body: { reason: 'abuse', until: 5 },
    });
    assert.deepEqual([past.status, past.body.error.code], [422, 'until_is_past']);
    const blocked = await ask(server, 'POST', `/api/desk/customers/${id}/block`, {
      ...lead,
      body: { reason: 'threatens agents', until: null },
    });
    assert.equal(blocked.status, 200, blocked.text);
    const twice = await ask(server, 'POST', `/api/desk/customers/${id}/block`, {
      ...lead,
      body: { reason: 'again', until: null },
    });
    assert.deepEqual([twice.status, twice.body.error.code], [409, 'already_blocked']);

    // At once, also for a session that was in use a moment ago, and for a new one.
    assert.equal(
      (await ask(server, 'GET', '/api/session', { session })).body.customer.blocked,
      true,
    );
    const status = await ask(server, 'GET', '/api/appeal', { session });
    assert.equal(status.body.blocked, true);
    assert.equal(status.text.includes('threatens'), false);

    const sent = await ask(server, 'POST', '/api/appeal', {
      session,
      body: { text: 'I am sorry. SECRET' },
    });
    assert.equal(sent.body.appeal.state, 'waiting', sent.text);
    const second = await ask(server, 'POST', '/api/appeal', {
      session,
      body: { text: 'Please, please, please.' },
    });
    assert.deepEqual([second.status, second.body.error.code], [409, 'appeal_already_sent']);

    const list = await ask(server, 'GET', '/api/desk/appeals', lead);
    assert.equal(list.body.appeals.length, 1);
    const [appeal] = list.body.appeals;
    assert.deepEqual(
      [appeal.customerName, appeal.text, appeal.block.reason],
      ['Bo', 'I am sorry. ⟦secret⟧', 'threatens agents'],
    );
    const granted = await ask(server, 'POST', `/api/desk/appeals/${appeal.appealId}/decision`, {
      ...lead,
      body: { decision: 'granted' },
    });
    assert.equal(granted.body.state, 'granted', granted.text);
    const late = await ask(server, 'POST', `/api/desk/appeals/${appeal.appealId}/decision`, {
      ...lead,
      body: { decision: 'refused' },
    });
    assert.deepEqual([late.status, late.body.error.code], [409, 'appeal_already_decided']);
    assert.equal(
      (await ask(server, 'GET', '/api/session', { session })).body.customer.blocked,
      false,
    );
  }));

test('a blocked customer’s changes are refused at the edge, on every route', () =>
  withTestDatabase(async (database) => {
    const exchange = await createExchange();
    const routes = openRoutes();
    const bench = await composeBench({
      database,
      exchange,
      extra: {
        routes,
        access: ACCESS,
        authenticate: async () => ({
          ok: true,
          value: {
            kind: 'customer',
            customerId: 'c' as never,
            sessionId: 's',
            tier: 'standard',
            locale: 'en',
            assurance: 'session',
            blocked: true,
          },
        }),
      },
    });
    const open: string[] = [];
    for (const { key } of routes) {
      const [method = '', pattern = ''] = key.split(' ');
      if (!ACCESS[key]?.includes('customer') || method === 'GET') continue;
      const answer = await ask(
        bench.server,
        method as 'POST',
        pattern.replace(/:[A-Za-z]+/g, 'x'),
        { body: {} },
      );
      if (answer.status === 200) open.push(key);
      else assert.equal(answer.body.error.code, 'customer_blocked', key);
    }
    assert.deepEqual(open.sort(), [
      'DELETE /api/push/subscriptions',
      'DELETE /api/session',
      'POST /api/appeal',
      'POST /api/conversations/:conversationId/marks',
    ]);
    await bench.close();
  }));

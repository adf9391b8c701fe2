import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { defineRoute } from '../../src/contract/route.ts';
import { ok } from '../../src/core/outcome.ts';
import { ask, type BenchOptions, withBench } from './compose.ts';

const slow = (started: () => void) =>
  defineRoute({
    key: 'GET /api/slow',
    summary: 'takes its time',
    tag: 'test',
    reply: z.object({ done: z.boolean() }),
    handle: async () => {
      started();
      await pause(300);
      return ok({ done: true });
    },
  });

const settings: NonNullable<BenchOptions['extra']>['settings'] = {
  publicOrigin: 'http://127.0.0.1:7450',
  allowedOrigins: [],
  trustedProxies: [],
  metricsToken: null,
  floodScale: 0,
  drainDelayMs: 0,
};

test('live says that the process turns, ready that it can serve', () =>
  withBench(
    async ({ server }) => {
      assert.deepEqual((await ask(server, 'GET', '/livez')).body, { live: true });
      const ready = await ask(server, 'GET', '/readyz');
      assert.deepEqual(
        [ready.status, ready.body],
        [503, { ready: false, checks: { database: true, migrations: false, redis: false } }],
      );
      assert.equal(ready.headers['retry-after'], '2');
    },
    {
      extra: {
        readiness: [
          { name: 'database', check: async () => true },
          { name: 'migrations', check: async () => false },
          { name: 'redis', check: () => Promise.reject(new Error('down')) },
        ],
      },
    },
  ));

test('a readiness check that hangs counts as failed', () =>
  withBench(
    async ({ server }) => {
      const begun = performance.now();
      assert.equal((await ask(server, 'GET', '/readyz')).status, 503);
      assert.ok(performance.now() - begun < 3_000);
    },
    { extra: { readiness: [{ name: 'stuck', check: () => new Promise(() => undefined) }] } },
  ));

test('draining: not ready at once, what is under way is finished, then nobody is let in', () => {
  let started = false;
  return withBench(
    async ({ server }) => {
      const port = await server.listen({ host: '127.0.0.1', port: 0 });
      const base = `http://127.0.0.1:${port}`;
      const underWay = fetch(`${base}/api/slow`);
      while (!started) await pause(5);
      const closed = server.close();
      assert.equal((await fetch(`${base}/readyz`)).status, 503);
      // Within the drain delay, whoever has not noticed yet is still served.
      const late = await fetch(`${base}/api/slow`);
      assert.deepEqual([late.status, late.headers.get('connection')], [200, 'close']);
      const answer = await underWay;
      assert.deepEqual([answer.status, await answer.json()], [200, { done: true }]);
      const begun = performance.now();
      await closed;
      assert.ok(performance.now() - begun < 2_000, 'idle connections hold the end up');
      await assert.rejects(fetch(`${base}/livez`));
    },
    {
      extra: { settings: { ...settings, drainDelayMs: 100 } },
      extraRoutes: [
        slow(() => {
          started = true;
        }),
      ],
      extraAccess: { 'GET /api/slow': ['public'] },
    },
  );
});

test('metrics: counters stand at zero before anything happens; routes by pattern, never by id', () =>
  withBench(async ({ server }) => {
    const before = await ask(server, 'GET', '/metrics');
    assert.match(String(before.headers['content-type']), /^text\/plain/);
    assert.ok(
      before.text.includes(
        'mainstay_http_requests_total{route="POST /api/session",status="5xx"} 0',
      ),
    );
    await ask(server, 'POST', '/api/desk/customers/0198c0de-0000-7000-8000-000000000001/block');
    const after = await ask(server, 'GET', '/metrics');
    assert.ok(
      after.text.includes(
        'mainstay_http_requests_total{route="POST /api/desk/customers/:customerId/block",status="4xx"} 1',
      ),
    );
    assert.equal(after.text.includes('0198c0de'), false);
  }));

test('metrics are for this machine, or for who has the token', async () => {
  await withBench(async ({ server }) => {
    const from = (remoteAddress: string, headers = {}) =>
      server.fastify.inject({ url: '/metrics', remoteAddress, headers });
    assert.equal((await from('127.0.0.1')).statusCode, 200);
    assert.equal((await from('::1')).statusCode, 200);
    assert.equal((await from('203.0.113.7')).statusCode, 403);
    // A proxy on this machine speaks for somebody else.
    assert.equal((await from('127.0.0.1', { 'x-forwarded-for': '203.0.113.7' })).statusCode, 403);
  });
  await withBench(
    async ({ server }) => {
      const withToken = (authorization: string) =>
        server.fastify.inject({
          url: '/metrics',
          remoteAddress: '203.0.113.7',
          headers: { authorization },
        });
      assert.equal((await withToken('Bearer right-token')).statusCode, 200);
      assert.equal((await withToken('Bearer wrong-token')).statusCode, 403);
      assert.equal((await server.fastify.inject({ url: '/metrics' })).statusCode, 403);
    },
    { extra: { settings: { ...settings, metricsToken: 'right-token' } } },
  );
});

test('the address of a peer is its own word only behind a trusted proxy', async () => {
  const visitors = (headers: (index: number) => Record<string, string>, options: object) =>
    withBench(
      async ({ server }) => {
        const statuses = new Set<number>();
        for (let index = 0; index < 12; index += 1) {
          const answer = await ask(server, 'POST', '/api/session', {
            body: { visitor: { locale: 'en' } },
            headers: headers(index),
          });
          statuses.add(answer.status);
        }
        Object.assign(options, { statuses: [...statuses].sort() });
      },
      { floodScale: 1, extra: { settings: { ...settings, floodScale: 1, ...options } } },
    );
  const forwarded = (index: number) => ({ 'x-forwarded-for': `203.0.113.${index}` });
  const direct: { statuses?: number[] } = {};
  await visitors(forwarded, direct);
  assert.deepEqual(direct.statuses, [200, 429]);
  const proxied: { statuses?: number[]; trustedProxies: string[] } = {
    trustedProxies: ['127.0.0.1'],
  };
  await visitors(forwarded, proxied);
  assert.deepEqual(proxied.statuses, [200]);
});

test('the API describes itself, every route with who may call it', () =>
  withBench(async ({ server, routes }) => {
    const { body, status } = await ask(server, 'GET', '/api/openapi.json');
    assert.deepEqual([status, body.openapi], [200, '3.1.0']);
    const operations = Object.values(body.paths).flatMap((path) => Object.values(path as object));
    assert.equal(operations.length, routes.length);
    assert.equal(new Set(operations.map((one) => one.operationId)).size, routes.length);
    const open = body.paths['/api/session'].post;
    assert.deepEqual([open.security, open.description], [[], 'Callers: public.']);
    assert.ok(open.requestBody.content['application/json'].schema.anyOf);
    const block = body.paths['/api/desk/customers/{customerId}/block'].post;
    assert.deepEqual(block.security, [{ staffSession: [] }]);
    assert.equal(block.parameters[0].name, 'customerId');
  }));

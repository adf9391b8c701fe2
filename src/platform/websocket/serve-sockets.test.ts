import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { WebSocket } from 'ws';
import type { Socket, SocketHandlers } from '../../ports/sockets.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { serveSockets } from './serve-sockets.ts';

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const ORIGIN = 'http://support.example';

const open = async (t: TestContext, handlers: Partial<SocketHandlers>, heartbeatMs = 20_000) => {
  const server = createServer();
  const sockets = serveSockets({
    server,
    path: '/api/live',
    allowedOrigins: [ORIGIN],
    handlers: {
      opened: () => undefined,
      received: async () => undefined,
      alive: () => undefined,
      closed: () => undefined,
      ...handlers,
    },
    log: quiet,
    metrics: createMetrics({ processMetrics: false }),
    heartbeatMs,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const connect = (origin = ORIGIN, path = '/api/live') =>
    new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { origin } });
  t.after(async () => {
    await sockets.close();
    await new Promise((resolve) => server.close(resolve));
  });
  return { connect, sockets };
};

const outcome = (ws: WebSocket): Promise<string> =>
  new Promise((resolve) => {
    ws.on('open', () => resolve('open'));
    ws.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)));
    ws.on('error', () => undefined);
  });

const closing = (ws: WebSocket): Promise<number> =>
  new Promise((resolve) => ws.on('close', resolve));

test('only our own origin may open a line, and only at its path', async (t) => {
  const { connect } = await open(t, {});
  assert.equal(await outcome(connect('https://evil.example')), '403');
  assert.equal(await outcome(connect('null')), '403');
  assert.equal(await outcome(connect(ORIGIN, '/api/other')), '404');
  assert.equal(await outcome(connect()), 'open');
});

test('a line that falls silent is cut, one that answers stays', async (t) => {
  const { connect, sockets } = await open(t, {}, 250);
  const alive = connect();
  alive.on('message', () => alive.send('{"type":"pong"}'));
  const dead = connect();
  assert.deepEqual(await Promise.all([outcome(alive), outcome(dead)]), ['open', 'open']);
  await closing(dead);
  while (sockets.count() > 1) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(alive.readyState, WebSocket.OPEN);
});

test('a reader that is too slow is closed with 1013 before the memory fills', async (t) => {
  const lines: Socket[] = [];
  const { connect } = await open(t, { opened: (socket) => void lines.push(socket) });
  const ws = connect();
  await outcome(ws);
  ws.pause();
  const frame = 'x'.repeat(64 * 1024);
  for (let i = 0; i < 400; i++) lines[0]?.send(frame);
  ws.resume();
  assert.equal(await closing(ws), 1013);
});

test('a flood of frames, a binary frame and a frame that is too large end the line', async (t) => {
  const { connect } = await open(t, {});
  const flood = connect();
  await outcome(flood);
  for (let i = 0; i < 1_000; i++) flood.send('{}');
  assert.equal(await closing(flood), 4429);
  const binary = connect();
  await outcome(binary);
  binary.send(Buffer.of(1, 2, 3));
  assert.equal(await closing(binary), 4400);
  const large = connect();
  await outcome(large);
  large.send('x'.repeat(400 * 1024));
  assert.equal(await closing(large), 1009);
});

test('a handler that fails closes the line without a word of why', async (t) => {
  const { connect } = await open(t, {
    received: () => Promise.reject(new Error('secret detail')),
  });
  const ws = connect();
  await outcome(ws);
  const reason = new Promise<string>((resolve) =>
    ws.on('close', (_code, text) => resolve(text.toString())),
  );
  ws.send('{}');
  assert.equal(await reason, 'internal');
});

import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { connectExchange } from '../../../test/fakes/exchange-http.ts';
import { EXAMPLE_DATA } from '../../contract/exchange/examples.ts';
import type { ExchangeUserId } from '../../ports/exchange.ts';

/** What a broken or hostile server may put on the wire, byte by byte. */
const USER = 'user-20417' as ExchangeUserId;
const LIMIT_MS = 400;

const listen = async (answer: (socket: Socket, request: string) => void): Promise<Server> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!text.endsWith('\r\n\r\n')) return;
      answer(socket, text);
      text = '';
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};

const askOnce = async (answer: (socket: Socket, request: string) => void) => {
  const sockets = new Set<Socket>();
  const server = await listen(answer);
  server.on('connection', (socket) => sockets.add(socket));
  const { exchange } = connectExchange(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    { readTimeoutMs: LIMIT_MS },
  );
  const startedAt = performance.now();
  try {
    const asked = await exchange.reads.account(USER);
    const tookMs = performance.now() - startedAt;
    assert.ok(tookMs < LIMIT_MS + 400, `it took ${tookMs} ms`);
    return asked.ok ? 'ok' : asked.failure.kind;
  } finally {
    exchange.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
};

const body = JSON.stringify({ asOf: Date.now(), userId: USER, data: EXAMPLE_DATA.account });
const http = (status: string, content: string | Buffer, headers = ''): Buffer => {
  const bytes = Buffer.from(content);
  const head = `HTTP/1.1 ${status}\r\ncontent-length: ${bytes.length}\r\n${headers}\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
};

test('a plain answer is understood, with or without a content type', async () => {
  assert.equal(await askOnce((socket) => socket.write(http('200 OK', body))), 'ok');
  const chunked = `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  assert.equal(await askOnce((socket) => socket.write(chunked)), 'ok');
});

test('the request line and the headers are what was signed, and carry nothing else of ours', async () => {
  let seen = '';
  await askOnce((socket, request) => {
    seen = request;
    socket.write(http('200 OK', body));
  });
  const [line = '', ...headers] = seen.trimEnd().split('\r\n');
  assert.equal(line, `GET /support/v1/users/${USER}/account HTTP/1.1`);
  const names = headers.map((header) => header.split(':')[0]?.toLowerCase()).sort();
  assert.deepEqual(names, [
    'accept',
    'connection',
    'content-length',
    'host',
    'mainstay-key',
    'mainstay-nonce',
    'mainstay-signature',
    'mainstay-timestamp',
  ]);
});

test('a redirect is not followed', async () => {
  const away = http('302 Found', '', 'location: http://127.0.0.1:1/elsewhere\r\n');
  assert.equal(await askOnce((socket) => socket.write(away)), 'malformed');
});

test('what is not the contract is malformed', async () => {
  const answers = [
    http('200 OK', '<html></html>', 'content-type: text/html\r\n'),
    http('200 OK', ''),
    http('200 OK', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
    http('200 OK', gzipSync(body), 'content-encoding: gzip\r\n'),
    http('200 OK', '['.repeat(100_000)),
    http('201 Created', body),
    http('204 No Content', ''),
    http('404 Not Found', '<h1>Not found</h1>'),
    http('400 Bad Request', '{"error":{"code":"A SENTENCE <b>","retryAfterMs":null}}'),
    http('200 OK', body.replace('"active"', '"__proto__"')),
  ];
  for (const [i, answer] of answers.entries()) {
    assert.equal(await askOnce((socket) => socket.write(answer)), 'malformed', String(i));
  }
});

test('what breaks off, drips or is no HTTP is no answer, and nobody waits for it', async () => {
  const cut = http('200 OK', body).subarray(0, 200);
  assert.equal(await askOnce((socket) => socket.end(cut)), 'unreachable');
  assert.equal(await askOnce((socket) => socket.end('SSH-2.0-hello\r\n')), 'unreachable');
  assert.equal(await askOnce((socket) => socket.destroy()), 'unreachable');
  assert.equal(await askOnce(() => undefined), 'unreachable');
  const timers: NodeJS.Timeout[] = [];
  const drip = (socket: Socket): void => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n`);
    let at = 0;
    timers.push(setInterval(() => socket.write(body[at++] ?? ' '), 20));
  };
  assert.equal(await askOnce(drip), 'unreachable');
  for (const timer of timers) clearInterval(timer);
});

test('an endless answer is cut off', async () => {
  let written = 0;
  const flood = (socket: Socket): void => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    const more = (): void => {
      while (socket.writable && socket.write(Buffer.alloc(65_536, 0x20))) written += 65_536;
    };
    socket.on('drain', more);
    more();
  };
  assert.equal(await askOnce(flood), 'malformed');
  assert.ok(written < 64_000_000, `${written} bytes were taken`);
});

test('an endless head is cut off', async () => {
  const head = (socket: Socket): void => {
    socket.write(`HTTP/1.1 200 OK\r\n${'x-more: '.padEnd(2_000, 'x')}\r\n`.repeat(100));
  };
  assert.equal(await askOnce(head), 'unreachable');
});

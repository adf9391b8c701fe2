import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { z } from 'zod';
import { OutOfReach } from '../../src/contract/error.ts';
import { defineRoute } from '../../src/contract/route.ts';
import { fail, ok } from '../../src/core/outcome.ts';
import { ask, type Bench, withBench } from './compose.ts';

const SAID = 'my-very-own-words';

const echo = defineRoute({
  key: 'POST /api/echo/:id',
  summary: 'says back what it was told',
  tag: 'test',
  params: z.strictObject({ id: z.string() }),
  query: z.strictObject({ page: z.coerce.number().int().optional() }),
  body: z.strictObject({
    text: z.string().max(10_000),
    kind: z
      .union([
        z.strictObject({ a: z.string() }),
        z.strictObject({ b: z.number(), c: z.enum(['x']) }),
      ])
      .optional(),
  }),
  reply: z.object({ text: z.string(), id: z.string() }),
  handle: async ({ body, params }) =>
    ok({ text: body.text, id: params.id, hidden: 'not in the schema' } as {
      text: string;
      id: string;
    }),
});
const raw = defineRoute({
  key: 'POST /api/raw',
  summary: 'takes bytes',
  tag: 'test',
  rawBodyLimitBytes: 1_000,
  reply: z.object({ bytes: z.number() }),
  handle: async ({ body }) => ok({ bytes: body.length }),
});
const failures = [
  'not_found',
  'forbidden',
  'unauthorized',
  'conflict',
  'invalid',
  'limit_reached',
  'precondition',
  'internal',
] as const;
const failing = defineRoute({
  key: 'GET /api/failing',
  summary: 'fails as asked',
  tag: 'test',
  query: z.strictObject({ how: z.string() }),
  reply: z.object({ done: z.boolean() }),
  handle: async ({ query }) => {
    if (query.how === 'throws') throw new Error(`password=hunter2 ${SAID}`);
    if (query.how === 'nul') throw Object.assign(new Error('bytes'), { code: '22021' });
    if (query.how === 'unreachable') throw new OutOfReach('the keys');
    if (query.how === 'database')
      throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    if (query.how === 'misshapen') return ok(42 as never);
    return fail(failures.find((name) => name === query.how) ?? 'internal', `test_${query.how}`, {
      max: 3,
    });
  },
});
const open = {
  extraRoutes: [echo, raw, failing],
  extraAccess: {
    'POST /api/echo/:id': ['public'],
    'POST /api/raw': ['public'],
    'GET /api/failing': ['public'],
  },
} as const;

const withEcho = (work: (bench: Bench) => Promise<void>) => withBench(work, open);

test('bodies that are not what was asked for get a code, field paths and no echo', () =>
  withEcho(async ({ server }) => {
    const cases: [unknown, number, string, string?][] = [
      ['{', 400, 'malformed_json'],
      ['', 400, 'invalid_request'],
      ['null', 400, 'invalid_request'],
      ['[]', 400, 'invalid_request'],
      ['"text"', 400, 'invalid_request'],
      ['{"text":"a","__proto__":{"admin":true}}', 400, 'malformed_json'],
      ['{"text":"a","constructor":{"prototype":{"admin":true}}}', 400, 'malformed_json'],
      [{ text: 'a', extra: SAID }, 400, 'invalid_request', 'body'],
      [{ text: 7 }, 400, 'invalid_request', 'body.text'],
      [{ text: 'a', kind: { a: 1 } }, 400, 'invalid_request', 'body.kind.a'],
      [{ text: 'a', kind: { b: 1, c: SAID } }, 400, 'invalid_request', 'body.kind.c'],
      [{ text: SAID.repeat(1_000) }, 400, 'invalid_request', 'body.text'],
      [{ text: 'x'.repeat(200_000) }, 400, 'invalid_request', 'body.text'],
      [{ text: 'x'.repeat(300_000) }, 413, 'body_too_large'],
      [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400, 'invalid_request'],
    ];
    for (const [body, status, code, field] of cases) {
      const answer = await ask(server, 'POST', '/api/echo/1', { body });
      const says = `${String(JSON.stringify(body)).slice(0, 60)} → ${answer.status} ${answer.text.slice(0, 200)}`;
      assert.deepEqual([answer.status, answer.body.error.code], [status, code], says);
      assert.match(answer.body.error.reference, /^[0-9A-Z]{10}$/, says);
      if (field)
        assert.ok(
          answer.body.error.details.fields.some((one: { field: string }) => one.field === field),
          says,
        );
      assert.equal(answer.text.includes(SAID), false, says);
    }
    const good = await ask(server, 'POST', '/api/echo/1', { body: { text: 'مرحبا 𝒳 \u202e' } });
    assert.deepEqual(good.body, { text: 'مرحبا 𝒳 \u202e', id: '1' });
  }));

test('broken bytes, types and addresses', () =>
  withEcho(async ({ server }) => {
    const inject = (payload: Buffer | string, type: string, url = '/api/echo/1') =>
      server.fastify.inject({ method: 'POST', url, headers: { 'content-type': type }, payload });
    const codeOf = async (answer: ReturnType<typeof inject>) => {
      const { statusCode, body } = await answer;
      return [statusCode, JSON.parse(body).error.code];
    };
    const badUtf8 = Buffer.from([0x7b, 0x22, 0x74, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]);
    assert.deepEqual(await codeOf(inject(badUtf8, 'application/json')), [400, 'malformed_json']);
    assert.deepEqual(await codeOf(inject('<a/>', 'text/xml')), [415, 'unsupported_media_type']);
    assert.deepEqual(await codeOf(inject('text=a', 'application/x-www-form-urlencoded')), [
      415,
      'unsupported_media_type',
    ]);
    assert.deepEqual(await codeOf(inject('abc', 'application/octet-stream')), [
      415,
      'unsupported_media_type',
    ]);
    assert.deepEqual(await codeOf(inject('{"a":1}', 'application/json', '/api/raw')), [
      415,
      'unsupported_media_type',
    ]);
    assert.deepEqual(
      await codeOf(inject(Buffer.alloc(1_001), 'application/octet-stream', '/api/raw')),
      [413, 'body_too_large'],
    );
    assert.deepEqual(
      JSON.parse((await inject(Buffer.alloc(1_000), 'application/octet-stream', '/api/raw')).body),
      { bytes: 1_000 },
    );
    assert.deepEqual(await codeOf(inject('{"text":"a"}', 'application/json', '/api/echo/%ff')), [
      400,
      'malformed_url',
    ]);
    assert.deepEqual(
      await codeOf(inject('{"text":"a"}', 'application/json', `/api/echo/${'a'.repeat(600)}`)),
      [414, 'url_too_long'],
    );
    assert.deepEqual(
      await codeOf(inject('{"text":"a"}', 'application/json', '/api/echo/1?page=1&page=2')),
      [400, 'invalid_request'],
    );
    assert.deepEqual(
      await codeOf(inject('{"text":"a"}', 'application/json', '/api/echo/1?admin=1')),
      [400, 'invalid_request'],
    );
    const dots = await inject('{"text":"a"}', 'application/json', '/api/echo/..%2f..%2fsession');
    assert.deepEqual(JSON.parse(dots.body), { text: 'a', id: '../../session' });
  }));

test('methods and paths that are not there', () =>
  withEcho(async ({ server }) => {
    const get = await ask(server, 'GET', '/api/echo/1');
    assert.deepEqual(
      [get.status, get.body.error.code, get.headers.allow],
      [405, 'method_not_allowed', 'POST, OPTIONS'],
    );
    const options = await ask(server, 'OPTIONS', '/api/echo/1', {
      headers: { origin: 'https://evil.example' },
    });
    assert.equal(options.status, 204);
    assert.equal(
      Object.keys(options.headers).some((name) => name.startsWith('access-control')),
      false,
    );
    assert.equal((await ask(server, 'GET', '/api/nothing')).body.error.code, 'unknown_route');
    assert.equal((await ask(server, 'GET', '//api//session')).status, 404);
    assert.equal((await ask(server, 'HEAD', '/livez')).status, 200);
    assert.equal((await ask(server, 'HEAD', '/api/session')).status, 401);
  }));

test('each class of failure has its status; bugs say nothing but a reference, which the log holds too', () =>
  withEcho(async ({ server, log }) => {
    const expected = [404, 403, 401, 409, 422, 429, 412, 500];
    for (const [index, how] of failures.entries()) {
      const answer = await ask(server, 'GET', `/api/failing?how=${how}`);
      assert.equal(answer.status, expected[index], how);
      assert.deepEqual(
        [answer.body.error.code, answer.body.error.details],
        [`test_${how}`, { max: 3 }],
      );
    }
    const nul = await ask(server, 'GET', '/api/failing?how=nul');
    assert.deepEqual([nul.status, nul.body.error.code], [400, 'invalid_request']);
    for (const [how, status, code] of [
      ['throws', 500, 'internal_error'],
      ['misshapen', 500, 'internal_error'],
      ['unreachable', 503, 'temporarily_unavailable'],
      ['database', 503, 'temporarily_unavailable'],
    ] as const) {
      const answer = await ask(server, 'GET', `/api/failing?how=${how}`);
      assert.deepEqual([answer.status, answer.body.error.code], [status, code]);
      assert.deepEqual(
        Object.keys(answer.body.error).sort(),
        status === 503 ? ['code', 'reference', 'retryAfterSeconds'] : ['code', 'reference'],
      );
      assert.equal(answer.headers['retry-after'], status === 503 ? '2' : undefined);
      const line = log.lines.find(
        (one) =>
          one.level === 'error' && JSON.stringify(one.fields).includes(answer.body.error.reference),
      );
      assert.ok(line, how);
      assert.equal(JSON.stringify(line).includes('hunter2'), false);
      assert.equal(JSON.stringify(line).includes(SAID), false);
    }
  }));

test('no log line holds words, sessions, query values or ids from paths', () =>
  withEcho(async ({ server, log }) => {
    const secret = 'S'.repeat(43);
    await ask(server, 'POST', '/api/echo/id-in-path?page=17', {
      body: { text: SAID },
      session: secret,
    });
    await ask(server, 'POST', '/api/session', { body: { token: SAID } });
    await ask(server, 'GET', `/api/unknown/${SAID}?q=${SAID}`);
    await ask(server, 'GET', '/api/session', {
      session: secret,
      cookie: `mainstay.session_token=${SAID}`,
    });
    const written = JSON.stringify(log.lines);
    assert.ok(written.includes('POST /api/echo/:id'));
    for (const word of [SAID, secret, 'id-in-path', 'page=17'])
      assert.equal(written.includes(word), false, word);
  }));

const rawExchange = (port: number, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
    socket.setTimeout(5_000, () => socket.destroy());
  });

test('what is not even HTTP is answered and cut off; the server stays up', () =>
  withEcho(async ({ server }) => {
    const port = await server.listen({ host: '127.0.0.1', port: 0 });
    const host = 'Host: x\r\n';
    const cases: [string, string, string][] = [
      [
        `GET /livez HTTP/1.1\r\n${host}big: ${'x'.repeat(20_000)}\r\n\r\n`,
        '431',
        'headers_too_large',
      ],
      ['nonsense\r\n\r\n', '400', 'invalid_request'],
      [
        `POST /api/echo/1 HTTP/1.1\r\n${host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
        '400',
        'invalid_request',
      ],
      [`POST /api/echo/1 HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`, '400', 'invalid_request'],
      [
        `POST /api/raw HTTP/1.1\r\n${host}Content-Type: application/octet-stream\r\nContent-Length: 99999999\r\n\r\nabc`,
        '413',
        'body_too_large',
      ],
      [
        `POST /api/raw HTTP/1.1\r\n${host}Content-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n${'x'.repeat(2000)}\r\n`,
        '413',
        'body_too_large',
      ],
    ];
    for (const [text, status, code] of cases) {
      const received = await rawExchange(port, text);
      assert.ok(received.startsWith(`HTTP/1.1 ${status}`), received.slice(0, 200));
      assert.ok(received.includes(code), received.slice(0, 400));
    }
    assert.equal((await fetch(`http://127.0.0.1:${port}/livez`)).status, 200);
  }));

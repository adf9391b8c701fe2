import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import type { AppMount } from '../../src/platform/http/http-options.ts';
import {
  type Answer,
  ask,
  type Bench,
  composeBench,
  createExchange,
  withBench,
} from './compose.ts';

const HTML = `<!doctype html><html><head><meta property="csp-nonce" nonce="__CSP_NONCE__"><!--settings-->
<script type="module" nonce="__CSP_NONCE__" src="/desk/assets/main-a1b2c3d4.js"></script></head></html>`;
const SCRIPT = `console.log(${JSON.stringify('x'.repeat(2_000))})`;

const withApps = (work: (bench: Bench) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-pages-'));
  mkdirSync(join(folder, 'web', 'assets'), { recursive: true });
  const write = (name: string, bytes: string | Buffer) => writeFileSync(join(folder, name), bytes);
  write('web/index.html', HTML);
  write('web/assets/main-a1b2c3d4.js', SCRIPT);
  write('web/assets/main-a1b2c3d4.js.br', brotliCompressSync(SCRIPT));
  write('web/loader.js', 'void 0;');
  write('web/.secret.json', '{}');
  write('web/unknown.exe', 'MZ');
  write('outside.json', '{"secret":1}');
  const app: Omit<AppMount, 'mount'> = {
    directory: join(folder, 'web'),
    frameAncestors: [],
    deepLinks: true,
    crossOrigin: false,
    inlineStyles: false,
    settings: { note: '</script><b>&\u2028' },
  };
  return withBench(work, {
    extra: {
      apps: [
        { ...app, mount: '/desk' },
        { ...app, mount: '/messenger', frameAncestors: ['https://www.example.com'] },
        { ...app, mount: '/loader', crossOrigin: true, deepLinks: false },
      ],
    },
  }).finally(() => rmSync(folder, { recursive: true }));
};

const policyOf = (answer: Answer): Record<string, string> =>
  Object.fromEntries(
    String(answer.headers['content-security-policy'])
      .split('; ')
      .map((part) => [part.split(' ', 1)[0] ?? '', part.slice(part.indexOf(' ') + 1)]),
  );

test('a page has a nonce of its own, closed sources, and settings that cannot break out', () =>
  withApps(async ({ server }) => {
    const first = await ask(server, 'GET', '/desk');
    const second = await ask(server, 'GET', '/desk/inbox/17');
    const nonce = /nonce="([A-Za-z0-9_-]{22})"/.exec(first.text)?.[1] ?? '';
    assert.notEqual(nonce, '');
    assert.equal(first.text.includes('__CSP_NONCE__'), false);
    assert.equal(second.text.includes(nonce), false);
    const policy = policyOf(first);
    assert.deepEqual(
      [policy['default-src'], policy['script-src'], policy['base-uri'], policy['frame-ancestors']],
      ["'none'", `'self' 'nonce-${nonce}'`, "'none'", "'none'"],
    );
    assert.equal(policy['style-src']?.includes('unsafe'), false);
    assert.ok(policy['connect-src']?.includes('ws://127.0.0.1:7450'));
    assert.equal(first.headers['x-frame-options'], 'DENY');
    assert.equal(first.headers['cache-control'], 'no-store');
    const settings = /id="settings"[^>]*>([^<]*)<\/script>/.exec(first.text)?.[1] ?? '';
    assert.deepEqual(JSON.parse(settings), { note: '</script><b>&\u2028' });
  }));

test('only the messenger may be framed, and only by the pages it was made for', () =>
  withApps(async ({ server }) => {
    const messenger = await ask(server, 'GET', '/messenger/');
    assert.equal(policyOf(messenger)['frame-ancestors'], 'https://www.example.com');
    assert.equal(messenger.headers['x-frame-options'], undefined);
    for (const url of [
      '/desk',
      '/loader/',
      '/api/docs',
      '/api/openapi.json',
      '/livez',
      '/nowhere',
    ]) {
      assert.equal(policyOf(await ask(server, 'GET', url))['frame-ancestors'], "'none'", url);
    }
  }));

test('assets: kept for ever under a hashed name, compressed, revalidated otherwise', () =>
  withApps(async ({ server }) => {
    const url = '/desk/assets/main-a1b2c3d4.js';
    const plain = await ask(server, 'GET', url);
    assert.equal(plain.text, SCRIPT);
    assert.match(String(plain.headers['cache-control']), /immutable/);
    assert.match(String(plain.headers['content-type']), /^text\/javascript/);
    const packed = await server.fastify.inject({ url, headers: { 'accept-encoding': 'gzip, br' } });
    assert.equal(packed.headers['content-encoding'], 'br');
    assert.equal(brotliDecompressSync(packed.rawPayload).toString(), SCRIPT);
    const refused = await server.fastify.inject({ url, headers: { 'accept-encoding': 'br;q=0' } });
    assert.equal(refused.headers['content-encoding'], undefined);
    const loader = await ask(server, 'GET', '/loader/loader.js');
    assert.deepEqual(
      [
        loader.headers['cache-control'],
        loader.headers['cross-origin-resource-policy'],
        loader.headers['access-control-allow-origin'],
      ],
      ['no-cache', 'cross-origin', '*'],
    );
    const again = await ask(server, 'GET', '/loader/loader.js', {
      headers: { 'if-none-match': String(loader.headers.etag) },
    });
    assert.deepEqual([again.status, again.text], [304, '']);
  }));

test('nothing but built files of known types is served', () =>
  withApps(async ({ server }) => {
    for (const url of [
      '/desk/../outside.json',
      '/desk/%2e%2e/outside.json',
      '/desk/..%2foutside.json',
      '/desk/..%5coutside.json',
      '/desk/.secret.json',
      '/desk/unknown.exe',
      '/desk/assets/main-a1b2c3d4.js.br',
      '/desk/assets/missing.js',
      '/loader/some/deep/link',
      '/desk/%00',
      '/desk/constructor.js',
    ]) {
      const answer = await ask(server, 'GET', url);
      assert.equal(answer.text.includes('secret'), false, url);
      // A path without a dot is a deep link of the desk, and answers with its page.
      assert.ok(
        answer.status === 404 ||
          (answer.status === 200 && !url.includes('.')) ||
          url === '/desk/%00',
        `${url} ${answer.status}`,
      );
    }
  }));

test('every answer carries the headers that keep browsers strict', () =>
  withApps(async ({ server }) => {
    for (const url of [
      '/desk',
      '/loader/loader.js',
      '/api/session',
      '/livez',
      '/nowhere',
      '/api/auth/ok',
      '/api/docs',
    ]) {
      const { headers } = await ask(server, 'GET', url);
      assert.equal(headers['x-content-type-options'], 'nosniff', url);
      assert.equal(headers['referrer-policy'], 'no-referrer', url);
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin', url);
      assert.ok(headers['content-security-policy'], url);
      assert.ok(String(headers['permissions-policy']).includes('geolocation=()'), url);
      assert.equal(headers['x-powered-by'], undefined);
    }
  }));

test('a page that was not built stops the start with a sentence', () =>
  withBench(async (_bench, _exchange, database) => {
    const exchange = await createExchange();
    await assert.rejects(
      composeBench({
        database,
        exchange,
        extra: {
          apps: [
            {
              mount: '/desk',
              directory: '/nowhere/at/all',
              frameAncestors: [],
              deepLinks: true,
              crossOrigin: false,
              inlineStyles: false,
              settings: {},
            },
          ],
        },
      }),
      /pages for \/desk are not built/,
    );
  }));

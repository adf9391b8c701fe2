import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { createFileFetch } from './fetch-file.ts';

const tls = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../../test/fakes/tls', name), 'utf8');

const withServer = async (
  listener: RequestListener,
  work: (port: number) => Promise<void>,
): Promise<void> => {
  const server = createServer({ key: tls('server.key'), cert: tls('server.pem') }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
};

const codeOf = (outcome: Awaited<ReturnType<ReturnType<typeof createFileFetch>>>): string =>
  outcome.ok ? 'ok' : outcome.failure.code;

test('only named hosts are asked, by https, and never this house, whatever their name leads to', () =>
  withServer(
    () => assert.fail('it was reached'),
    async (port) => {
      const fetchFile = createFileFetch({
        hosts: ['files.example.com', 'rebind.example.com', '127.0.0.1', '[::1]', '[::ffff:7f00:1]'],
        maxBytes: 1_000,
        ca: tls('ca.pem'),
        resolve: async (name) =>
          name === 'rebind.example.com'
            ? [
                { address: '93.184.216.34', family: 4 },
                { address: '127.0.0.1', family: 4 },
              ]
            : [{ address: '::ffff:10.0.0.1', family: 6 }],
      });
      for (const url of [
        `https://elsewhere.example.com:${port}/`,
        `http://files.example.com:${port}/`,
        `https://files.example.com.evil.example:${port}/`,
        `https://evil.example:${port}/files.example.com`,
        'file:///etc/passwd',
        'ftp://files.example.com/a',
        'files.example.com/a',
        '',
      ]) {
        assert.equal(codeOf(await fetchFile(url)), 'file_host_not_allowed', url);
      }
      for (const url of [
        `https://files.example.com:${port}/`,
        `https://rebind.example.com:${port}/`,
        `https://127.0.0.1:${port}/`,
        `https://2130706433:${port}/`,
        `https://0x7f.1:${port}/`,
        `https://[::1]:${port}/`,
        `https://[::ffff:127.0.0.1]:${port}/`,
        `https://user:word@files.example.com:${port}/`,
      ]) {
        assert.equal(codeOf(await fetchFile(url)), 'file_not_fetched', url);
      }
    },
  ));

test('a file comes whole or not at all: no redirects, no more than may be, no half ones', () =>
  withServer(
    (request, reply) => {
      if (request.url === '/moved') {
        reply.writeHead(302, { location: 'https://127.0.0.1:1/secret' }).end();
      } else if (request.url === '/long') {
        for (let part = 0; part < 20; part += 1) reply.write('x'.repeat(100));
        reply.end();
      } else if (request.url === '/said-long') {
        reply.writeHead(200, { 'content-length': '5000' }).write('x');
      } else if (request.url === '/half') {
        reply.writeHead(200, { 'content-length': '50' }).write('x');
        setTimeout(() => reply.destroy(), 20);
      } else if (request.url === '/slow') {
        reply.writeHead(200).write('x');
      } else reply.end('whole');
    },
    async (port) => {
      const fetchFile = createFileFetch({
        hosts: ['localhost'],
        internalHosts: [`localhost:${port}`],
        maxBytes: 1_000,
        timeoutMs: 400,
        ca: tls('ca.pem'),
        resolve: async () => [{ address: '127.0.0.1', family: 4 }],
      });
      const whole = await fetchFile(`https://localhost:${port}/a#part`);
      assert.equal(whole.ok && new TextDecoder().decode(whole.value), 'whole');
      const codes: Record<string, string> = {};
      for (const path of ['moved', 'long', 'said-long', 'half', 'slow'])
        codes[path] = codeOf(await fetchFile(`https://localhost:${port}/${path}`));
      assert.deepEqual(codes, {
        moved: 'file_not_fetched',
        long: 'file_too_large',
        'said-long': 'file_too_large',
        half: 'file_not_fetched',
        slow: 'file_not_fetched',
      });
    },
  ));

import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createWebhookHttp } from './webhook-http.ts';

const withServer = async (
  listener: RequestListener,
  work: (port: number) => Promise<void>,
): Promise<void> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
};

const ask = (url: string) => ({ url, headers: { 'content-type': 'application/json' }, body: '{}' });

test('what is not named for it never reaches this machine, however it is written', () =>
  withServer(
    () => assert.fail('it was reached'),
    async (port) => {
      const names = new Map([
        ['rebind.example.com', [{ address: '127.0.0.1', family: 4 as const }]],
        [
          'mixed.example.com',
          [
            { address: '93.184.216.34', family: 4 as const },
            { address: '::1', family: 6 as const },
          ],
        ],
      ]);
      const sender = createWebhookHttp({
        internalHosts: [],
        resolve: async (name) => names.get(name) ?? [],
      });
      for (const host of [
        '127.0.0.1',
        '2130706433',
        '0x7f.1',
        '127.1',
        '[::1]',
        '[::ffff:127.0.0.1]',
        '169.254.169.254',
        '10.0.0.1',
        '[fd00:ec2::254]',
        'rebind.example.com',
        'mixed.example.com',
      ]) {
        const result = await sender.send(ask(`https://${host}:${port}/`));
        assert.equal(result.kind === 'failed' && result.fault, 'address_refused', host);
        const checked = await sender.check(`https://${host}:${port}/`);
        assert.equal(checked.ok === false && checked.failure.code, 'webhook_address_refused', host);
      }
      const gone = await sender.send(ask('https://nobody.example.com/'));
      assert.equal(gone.kind === 'failed' && gone.fault, 'name_unknown');
    },
  ));

test('the name is looked up once, and the address that was judged is the one connected to', () =>
  withServer(
    (request, reply) => reply.end(request.headers.host),
    async (port) => {
      let asked = 0;
      const sender = createWebhookHttp({
        internalHosts: ['crm.house'],
        resolve: async () => {
          asked++;
          return [{ address: '127.0.0.1', family: 4 }];
        },
      });
      const result = await sender.send(ask(`http://crm.house:${port}/in`));
      assert.equal(result.kind === 'answered' && result.status, 200);
      assert.equal(result.kind === 'answered' && result.replyStart, `crm.house:${port}`);
      assert.equal(asked, 1);
    },
  ));

test('a redirect is told and not followed; a long answer is cut; a slow one ends', () =>
  withServer(
    (request, reply) => {
      if (request.url === '/moved') {
        reply.writeHead(302, { location: 'http://127.0.0.1:1/secret' }).end('elsewhere');
      } else if (request.url === '/long') {
        reply.write('x'.repeat(100_000));
      } else if (request.url === '/drip') {
        reply.writeHead(200).write('a');
      }
    },
    async (port) => {
      const at = `127.0.0.1:${port}`;
      const sender = createWebhookHttp({ internalHosts: [at], timeoutMs: 300 });
      const moved = await sender.send(ask(`http://${at}/moved`));
      assert.deepEqual(moved.kind === 'answered' && [moved.status, moved.replyStart], [
        302,
        'elsewhere',
      ]);
      const long = await sender.send(ask(`http://${at}/long`));
      assert.equal(long.kind === 'answered' && long.replyStart.length, 300);
      for (const path of ['/never', '/drip']) {
        const slow = await sender.send(ask(`http://${at}${path}`));
        assert.equal(slow.kind === 'failed' && slow.fault, 'timeout', path);
      }
      const closed = await createWebhookHttp({ internalHosts: ['127.0.0.1'] }).send(
        ask('http://127.0.0.1:1/'),
      );
      assert.equal(closed.kind === 'failed' && closed.fault, 'connection');
    },
  ));

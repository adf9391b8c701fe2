import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoExchangeOptions } from '../demo-exchange/options.ts';
import { runDemoExchange } from './demo-exchange-process.ts';

const LIMIT_MS = 15_000;

const freePort = (): Promise<number> =>
  new Promise((settle) => {
    // Below the ports that the system gives out by itself.
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    server.once('error', () => settle(freePort()));
    server.listen(port, '127.0.0.1', () => server.close(() => settle(port)));
  });

const until = async (isRight: () => Promise<boolean>, what: string): Promise<void> => {
  const deadline = Date.now() + LIMIT_MS;
  while (!(await isRight())) {
    assert.ok(Date.now() < deadline, what);
    await sleep(50);
  }
};

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/users`).then(
    ({ ok }) => ok,
    () => false,
  );

const sessionOf = async (port: number): Promise<string> => {
  const reply = await fetch(`http://127.0.0.1:${port}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ customer: 'nv-100913', device: null }),
  });
  return ((await reply.json()) as { sessionId: string }).sessionId;
};

describe('the demo exchange as a process of its own', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-exchange-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  const optionsAt = (port: number): DemoExchangeOptions => ({
    ...{ host: '127.0.0.1', port, dataDir: join(folder, String(port)), audience: 'a' },
    ...{ supportOrigin: 'http://localhost:7300', keys: [], webhook: null, chains: null, seed: 1 },
    signingKey: { ...(privateKey.export({ format: 'jwk' }) as Record<string, string>), kid: 'k' },
    scenesToken: '0123456789abcdef',
  });

  test('it is started again when it ends, with what it knew', async () => {
    const port = await freePort();
    const said: string[] = [];
    const pids: (number | undefined)[] = [];
    const exchange = runDemoExchange(
      optionsAt(port),
      (sentence) => said.push(sentence),
      (pid) => pids.push(pid),
    );
    try {
      await exchange.ready;
      const session = await sessionOf(port);
      process.kill(pids[0] ?? 0, 'SIGKILL');
      await until(async () => pids.length === 2 && (await answers(port)), 'it did not come back');
      const account = await fetch(`http://127.0.0.1:${port}/account`, {
        headers: { 'x-norvik-session': session },
      });
      assert.equal(account.status, 200);
      assert.match(said.join('\n'), /is started again/);
    } finally {
      await exchange.close();
    }
    assert.equal(await answers(port), false);
  });

  test('a port that is taken is told as such', async () => {
    const port = await freePort();
    const server = createServer();
    await new Promise<void>((settle) => server.listen(port, '127.0.0.1', settle));
    const exchange = runDemoExchange(optionsAt(port), () => undefined);
    try {
      await assert.rejects(exchange.ready, { code: 'EADDRINUSE', port });
    } finally {
      await exchange.close();
      server.close();
    }
  });

  test('it ends with the process that started it, also when that is killed', async () => {
    const port = await freePort();
    const program = `
      import { runDemoExchange } from ${JSON.stringify(join(import.meta.dirname, 'demo-exchange-process.ts'))};
      await runDemoExchange(${JSON.stringify(optionsAt(port))}, () => undefined).ready;
      setInterval(() => undefined, 1000);
    `;
    const owner: ChildProcess = spawn(
      process.execPath,
      ['--no-warnings', '--input-type=module', '--eval', program],
      { stdio: 'ignore' },
    );
    await until(() => answers(port), 'it did not start');
    owner.kill('SIGKILL');
    await until(async () => !(await answers(port)), 'it went on alone');
  });
});

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import {
  askContract,
  playScene,
  signInTo,
  visit,
  withDemoExchange,
} from '../../../test/demo-exchange.ts';
import type { ApiKey, Restriction, Security } from '../../contract/exchange/account.ts';
import type { LockResult, StepUpChallenge } from '../../contract/exchange/actions.ts';
import { type Endpoint, replyOf } from '../../contract/exchange/endpoint.ts';
import type { ExchangeEvent } from '../../contract/exchange/platform.ts';
import { ENDPOINTS } from '../../contract/exchange/routes.ts';
import { periodAt, totpCode } from '../accounts/totp.ts';
import { readDemoUsers } from '../read-users.ts';
import type { DemoExchange } from '../start-demo-exchange.ts';

const USER = 'nv-100913';
const AGENT = { kind: 'agent', badge: 'M-2052', conversationNumber: 'R-1' } as const;
const APPROVED = {
  requestedBy: AGENT,
  approvedByBadge: 'M-2007',
  reason: 'the owner has proved it',
};
const LOCK = {
  requestedBy: { kind: 'customer', badge: null, conversationNumber: null },
  ...{ reason: 'takeover', revokeSessions: true, revokeApiKeys: true },
  ...{ cancelWithdrawals: true, stopTrading: true },
};

const endpoints: Readonly<Record<string, Endpoint>> = ENDPOINTS;
const reads = Object.entries(endpoints).filter(
  ([, { method, path }]) => method === 'GET' && !/\{(?!userId)/.test(path),
);

test('every answer about every user has the shape of the contract', () =>
  withDemoExchange(async (exchange) => {
    for (const { id } of readDemoUsers())
      for (const [name, endpoint] of reads) {
        const path = endpoint.path.replace('{userId}', id);
        const query = name === 'addressOwner' ? '?address=0xabc' : '';
        const key = endpoint.scope === 'compliance' ? 'demo-compliance' : 'demo-support';
        const { status, ...answer } = await askContract(exchange, path + query, { key });
        assert.equal(status, 200, `${id} ${name} ${answer.code}`);
        const whole = { asOf: 1, userId: id, data: answer.data };
        assert.ok(replyOf(endpoint).safeParse(whole).success, `${id} ${name}`);
      }
  }));

test('a lock keeps everybody out, and ends keys, sessions, orders and trading', () =>
  withDemoExchange(async (exchange) => {
    const user = 'nv-101377';
    const session = await signInTo(exchange, user);
    const path = `/users/${user}`;
    const lock = await askContract<LockResult>(exchange, `${path}/lock`, {
      ...{ body: LOCK, once: 'lock-1' },
    });
    assert.equal(lock.data.state, 'locked');
    assert.ok(lock.data.sessionsRevoked > 0 && lock.data.apiKeysRevoked === 2);
    const again = await askContract<LockResult>(exchange, `${path}/lock`, {
      ...{ body: LOCK, once: 'lock-1' },
    });
    assert.deepEqual(again.data, lock.data, 'the same key gives the first answer');
    const more = await askContract<LockResult>(exchange, `${path}/lock`, { body: LOCK });
    assert.equal(more.data.state, 'already_locked');
    assert.equal(more.data.sessionsRevoked, 0);

    const gone = await visit<{ code: string }>(exchange, '/account', { session });
    assert.deepEqual([gone.status, gone.said.code], [401, 'locked']);
    const back = await visit<{ code: string }>(exchange, '/session', {
      body: { customer: user, device: null },
    });
    assert.deepEqual([back.status, back.said.code], [403, 'locked']);
    const { data: keys } = await askContract<ApiKey[]>(exchange, `${path}/api-keys`);
    assert.deepEqual(keys, []);
    const { world } = exchange.exchange;
    assert.ok(
      world.orders.ofUser(user).every(({ state }) => !['open', 'partially_filled'].includes(state)),
    );
    const { data: held } = await askContract<Restriction[]>(exchange, `${path}/restrictions`);
    assert.deepEqual(held.find(({ reason }) => reason === 'lock')?.liftedBy, 'support_unlock');
  }));

test('a lock is lifted by two people after its waiting time, and by nothing else', () =>
  withDemoExchange(async (exchange) => {
    const path = `/users/${USER}`;
    await askContract(exchange, `${path}/lock`, { body: LOCK });
    const alone = { ...APPROVED, approvedByBadge: AGENT.badge };
    assert.equal(
      (await askContract(exchange, `${path}/unlock`, { body: alone })).code,
      'same_person',
    );
    const { data } = await askContract<{ state: string; readyAt: number }>(
      exchange,
      `${path}/unlock`,
      { body: APPROVED },
    );
    assert.equal(data.state, 'cooling_off');
    assert.ok(data.readyAt - Date.now() > 23 * 3_600_000);
    assert.equal(
      (await visit(exchange, '/session', { body: { customer: USER, device: null } })).status,
      403,
    );
    await playScene(exchange, 'time-passes', { user: USER });
    await sleep(1_300);
    assert.equal(
      (await visit(exchange, '/session', { body: { customer: USER, device: null } })).status,
      200,
    );
  }));

test('a step-up takes the code of the phone once, the mailed code, and three tries', () =>
  withDemoExchange(async (exchange) => {
    const { world } = exchange.exchange;
    const begin = async () =>
      (
        await askContract<StepUpChallenge>(exchange, `/users/${USER}/step-up`, {
          body: { purpose: 'see_orders' },
        })
      ).data;
    const check = async (challengeId: string, method: string, code: string) =>
      askContract<{ passed: boolean; triesLeft: number }>(
        exchange,
        `/users/${USER}/step-up/${challengeId}/check`,
        { body: { method, code } },
      );
    const secret = world.users.find(USER)?.totpSecret ?? '';
    const code = totpCode(secret, periodAt(Date.now()));
    const first = await begin();
    assert.deepEqual(first.methods, ['totp', 'mail_code']);
    assert.equal(first.sentTo, 'd•••@mail.example');
    assert.equal((await check(first.challengeId, 'totp', code)).data.passed, true);
    assert.equal((await check(first.challengeId, 'totp', code)).code, 'challenge_over');
    const second = await begin();
    assert.equal((await check(second.challengeId, 'totp', code)).data.passed, false, 'used before');
    const [mail] = world.mails.ofUser(USER);
    const mailed = /\d{6}/.exec(mail?.text ?? '')?.[0] ?? '';
    assert.equal((await check(second.challengeId, 'mail_code', mailed)).data.passed, true);
    const third = await begin();
    for (const left of [2, 1, 0])
      assert.equal((await check(third.challengeId, 'mail_code', 'nothing')).data.triesLeft, left);
    assert.equal((await check(third.challengeId, 'mail_code', mailed)).code, 'challenge_over');
  }));

test('a recovery code proves whose account it is, once', () =>
  withDemoExchange(async (exchange) => {
    const code = exchange.exchange.world.users.find(USER)?.recoveryCodes[0] ?? '';
    const ask = async (identifier: string, proof: string) =>
      (
        await askContract<{ userId: string | null }>(exchange, '/recovery-proofs/check', {
          body: { identifier, proof },
        })
      ).data.userId;
    assert.equal(await ask('mina.park@mail.example', code), null);
    assert.equal(await ask('Daniel.Okafor@mail.example ', code.toUpperCase()), USER);
    assert.equal(await ask('daniel.okafor@mail.example', code), null);
  }));

test('what must not be told is in the answers of compliance only, and no answer names the scene', () =>
  withDemoExchange(async (exchange) => {
    await playScene(exchange, 'restriction', { user: USER, kind: 'review' });
    await playScene(exchange, 'takeover', { user: USER });
    const all: string[] = [];
    for (const [, endpoint] of reads.filter(([, { scope }]) => scope !== 'compliance')) {
      const path = endpoint.path.replace('{userId}', USER);
      const query = path.endsWith('address-owner') ? '?address=x' : '';
      all.push(JSON.stringify(await askContract(exchange, path + query)));
    }
    assert.doesNotMatch(all.join('\n'), /FIU|wallets named|takeover|scene/i);
    const secret = await askContract(exchange, `/compliance/users/${USER}/restrictions`, {
      key: 'demo-compliance',
    });
    assert.match(JSON.stringify(secret.data), /FIU-2291/);
    const stolen = await askContract(exchange, `/compliance/users/${USER}/restrictions`);
    assert.equal(stolen.code, 'scope_missing');
  }));

test('a takeover leaves its traces: a new device, a changed number, a new key', () =>
  withDemoExchange(async (exchange) => {
    await playScene(exchange, 'takeover', { user: USER });
    const { data } = await askContract<Security>(exchange, `/users/${USER}/security`);
    assert.equal(data.devices.filter(({ isNew }) => isNew).length, 1);
    const what = data.changes.map((change) => change.what);
    for (const each of ['phone', 'api_key_created', 'address_added'] as const)
      assert.ok(what.includes(each), each);
  }));

const collectWebhooks = async (
  run: (
    url: string,
    got: { id: string; body: string; headers: Record<string, string> }[],
  ) => Promise<void>,
): Promise<void> => {
  const got: { id: string; body: string; headers: Record<string, string> }[] = [];
  let refused = 0;
  const server = createServer((request, reply) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      refused += 1;
      const isRefused = refused <= 2;
      if (!isRefused)
        got.push({
          id: String(request.headers['webhook-id']),
          body,
          headers: request.headers as Record<string, string>,
        });
      reply.writeHead(isRefused ? 503 : 204).end();
    });
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  try {
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, got);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

test('events are told by signed webhooks, in order, again until they are taken, and by poll the same', () =>
  collectWebhooks(async (url, got) => {
    const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
    await withDemoExchange(
      async (exchange) => {
        await askContract(exchange, `/users/${USER}/lock`, { body: LOCK });
        const poll = async (cursor: string | null): Promise<readonly ExchangeEvent[]> => {
          const query = cursor === null ? '' : `?cursor=${cursor}`;
          const { data } = await askContract<{ events: ExchangeEvent[]; nextCursor: string }>(
            exchange,
            `/events${query}`,
          );
          return data.events.length === 0 ? [] : [...data.events, ...(await poll(data.nextCursor))];
        };
        const deadline = Date.now() + 10_000;
        while (!got.some(({ body }) => body.includes('security') || body.includes(USER))) {
          assert.ok(Date.now() < deadline, 'no webhook came');
          await sleep(50);
        }
        const polled = await poll(null);
        const told = got.map(({ body }) => JSON.parse(body) as ExchangeEvent);
        assert.deepEqual(told, polled.slice(0, told.length));
        for (const { body, headers, id } of got) {
          new Webhook(secret).verify(body, headers);
          assert.equal((JSON.parse(body) as ExchangeEvent).eventId, id);
        }
      },
      { webhook: { url, secret } },
    );
  }));

test('scenes are played by the token, by a page for its own customer, and by nobody else', () =>
  withDemoExchange(async (exchange: DemoExchange) => {
    const session = await signInTo(exchange, USER);
    const play = (user: string, given: { session?: string; token?: string }) =>
      visit(exchange, '/scenes/far-order', { body: { user }, ...given });
    assert.equal((await play(USER, { session })).status, 200);
    assert.equal((await play('nv-100482', { session })).status, 403);
    assert.equal((await play(USER, {})).status, 403);
    assert.equal((await play(USER, { token: 'scenes-of-a-test-2' })).status, 403);
  }));

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { createBook, type ExchangeBook } from '../../../test/fakes/exchange-book.ts';
import { connectExchange } from '../../../test/fakes/exchange-http.ts';
import { type ExchangeServer, startExchangeServer } from '../../../test/fakes/exchange-server.ts';
import { EXAMPLE_BODY, EXAMPLE_DATA } from '../../contract/exchange/examples.ts';
import type { ExchangeUserId } from '../../ports/exchange.ts';
import type { Connection } from './send-http.ts';
import { createSender } from './send-http.ts';

const USER = 'user-1' as ExchangeUserId;
const LOCK = EXAMPLE_BODY.lock;
assert.ok(LOCK);

type Parts = ReturnType<typeof connectExchange> & {
  readonly server: ExchangeServer;
  readonly book: ExchangeBook;
};

const withExchange = async (work: (parts: Parts) => Promise<void>): Promise<void> => {
  const book = createBook();
  book.addUser(USER);
  const server = await startExchangeServer(book);
  const connected = connectExchange(server.url);
  try {
    await work({ ...connected, server, book });
  } finally {
    connected.exchange.close();
    await server.close();
  }
};

test('a connection that breaks is tried again, and an action still happens once', () =>
  withExchange(async ({ exchange, server, book }) => {
    server.resetNext(2);
    assert.ok((await exchange.reads.account(USER)).ok);
    assert.equal(server.count(), 3);
    server.resetNext(2);
    assert.ok((await exchange.actions.lock(USER, LOCK, 'lock-1')).ok);
    assert.equal(server.count(), 6);
    assert.equal(book.happened('lock'), 1);
  }));

test('an answer that got lost after the deed: the retry finds it done', () =>
  withExchange(async ({ exchange, server, book }) => {
    server.trouble('garbage', 'lock');
    const first = await exchange.actions.lock(USER, LOCK, 'lock-1');
    assert.equal(first.ok, false);
    server.trouble(null);
    const second = await exchange.actions.lock(USER, LOCK, 'lock-1');
    assert.ok(second.ok && second.value.state === 'locked');
    assert.equal(book.happened('lock'), 1);
  }));

test('nobody waits longer than the time given, tries included', () =>
  withExchange(async ({ exchange, server }) => {
    server.trouble('slow');
    const startedAt = performance.now();
    const asked = await exchange.reads.account(USER);
    const tookMs = performance.now() - startedAt;
    assert.ok(!asked.ok && asked.failure.kind === 'unreachable');
    assert.ok(tookMs > 900 && tookMs < 1_600, String(tookMs));
  }));

test('a dead exchange is left alone after some failures, and found again by one request', () =>
  withExchange(async ({ exchange, server, log, metrics }) => {
    server.trouble('down');
    for (let i = 0; i < 6; i++) await exchange.reads.order(USER, `order-${i}`);
    const before = server.count();
    const startedAt = performance.now();
    for (let i = 0; i < 50; i++) await exchange.reads.order(USER, `o-${i}`);
    assert.equal(server.count(), before, 'nothing was sent');
    assert.ok(performance.now() - startedAt < 200);
    assert.match(await metrics.render(), /mainstay_exchange_circuit_open 1/);
    server.trouble(null);
    assert.ok(
      (await exchange.actions.lock(USER, LOCK, 'lock-1')).ok,
      'a lock is tried all the same',
    );
    assert.ok((await exchange.reads.account(USER)).ok, 'and what it found holds for the others');
    assert.match(await metrics.render(), /mainstay_exchange_circuit_open 0/);
    const told = log.lines.filter(({ message }) => /does not answer|answers again/.test(message));
    assert.equal(told.length, 2);
  }));

test('after its time, one request finds out for all', () =>
  withExchange(async ({ exchange, server }) => {
    server.trouble('broken');
    for (let i = 0; i < 6; i++) await exchange.reads.order(USER, `order-${i}`);
    server.trouble(null);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const before = server.count();
    const asked = await Promise.all(
      Array.from({ length: 10 }, (_, i) => exchange.reads.order(USER, `again-${i}`)),
    );
    assert.equal(asked.filter(({ ok }) => ok).length, 1);
    assert.equal(server.count(), before + 1);
    assert.ok((await exchange.reads.order(USER, 'last')).ok);
  }));

test('equal questions at once are one request; an action or an event ends what is remembered', () =>
  withExchange(async ({ exchange, server }) => {
    await Promise.all(Array.from({ length: 20 }, () => exchange.reads.account(USER)));
    await exchange.reads.account(USER);
    assert.equal(server.count(), 1);
    exchange.forget(USER);
    await exchange.reads.account(USER);
    assert.equal(server.count(), 2);
    await exchange.actions.lock(USER, LOCK, 'k');
    await exchange.reads.account(USER);
    assert.equal(server.count(), 4);
    await exchange.reads.assets();
    exchange.forget(USER);
    await exchange.reads.assets();
    assert.equal(server.count(), 5);
  }));

test('holds and safety are asked anew each time, and failures are never remembered', () =>
  withExchange(async ({ exchange, server }) => {
    await exchange.reads.restrictions(USER);
    await exchange.reads.restrictions(USER);
    await exchange.reads.security(USER);
    await exchange.reads.security(USER);
    assert.equal(server.count(), 4);
    server.trouble('garbage', 'feeTier');
    assert.equal((await exchange.reads.feeTier(USER)).ok, false);
    server.trouble(null);
    assert.equal((await exchange.reads.feeTier(USER)).ok, true);
  }));

test('fields that the contract does not know are left out', () =>
  withExchange(async ({ exchange, book }) => {
    const account = { ...EXAMPLE_DATA.account, userId: USER, balance: '12.5' };
    book.set('account', { userId: USER }, account);
    const asked = await exchange.reads.account(USER);
    assert.ok(asked.ok && !('balance' in asked.value));
  }));

test('no text becomes another path', () =>
  withExchange(async ({ exchange, server, book }) => {
    for (const id of ['..', '.', '', ' ', 'a b', 'a\nb', 'ж', 'x'.repeat(200)]) {
      const asked = await exchange.reads.order(USER, id);
      assert.ok(!asked.ok && asked.failure.kind === 'not_found', JSON.stringify(id));
    }
    assert.equal(server.count(), 0);
    for (const id of ['a/b', '../account', '?x=1', '#', '%2e%2e', 'a&b']) {
      const asked = await exchange.reads.order(USER, id);
      assert.ok(asked.ok && asked.value.orderId === id, id);
      assert.equal(book.asked.at(-1)?.name, 'order');
    }
    const strange = '0xabc&address=other#?/../';
    const owner = await exchange.reads.addressOwner(USER, strange);
    assert.ok(owner.ok && owner.value.address === strange);
    assert.equal((await exchange.reads.addressOwner(USER, '')).ok, false);
    const empty = await exchange.proofs.check(USER, 'challenge-6', 'totp', '');
    assert.ok(!empty.ok && empty.failure.kind === 'refused');
  }));

test('a lock finds room while every place for reads is taken', () =>
  withExchange(async ({ exchange, server }) => {
    server.trouble('slow', 'order');
    const reads = Array.from({ length: 100 }, (_, i) => exchange.reads.order(USER, `o-${i}`));
    const startedAt = performance.now();
    assert.ok((await exchange.actions.lock(USER, LOCK, 'lock-1')).ok);
    assert.ok(performance.now() - startedAt < 500);
    await Promise.all(reads);
  }));

test('a key that the exchange does not take is an error of ours, said once a minute', () =>
  withExchange(async ({ server }) => {
    const { exchange, log } = connectExchange(server.url, {
      key: { keyId: 'support-1', secret: new Uint8Array(32).fill(99) },
      complianceKey: null,
    });
    await exchange.reads.account(USER);
    const asked = await exchange.reads.account(USER);
    assert.deepEqual(asked, { ok: false, failure: { kind: 'refused', code: 'signature_invalid' } });
    assert.equal(log.lines.filter(({ level }) => level === 'error').length, 1);
    const secrets = await exchange.compliance.restrictionSecrets(USER);
    assert.deepEqual(secrets, { ok: false, failure: { kind: 'not_found' } });
    exchange.close();
  }));

test('a clock that is off is found out', () =>
  withExchange(async ({ server }) => {
    const { exchange } = connectExchange(server.url, {
      clock: { now: () => Date.now() - 400_000 },
    });
    const asked = await exchange.reads.account(USER);
    assert.ok(!asked.ok && asked.failure.kind === 'refused');
    assert.equal(asked.failure.code, 'clock_skew');
    exchange.close();
  }));

test('neither figures nor what a user typed come into the log', () =>
  withExchange(async ({ exchange, server, log }) => {
    for (const kind of ['schema', 'foreign', 'ahead', 'garbage', 'down'] as const) {
      server.trouble(kind);
      await exchange.reads.deposit(USER, 'dep-secret-id');
      await exchange.proofs.check(USER, 'challenge-6', 'totp', '913577');
      await exchange.proofs.recoveryProof('mina@mail.example', 'K7Q2-proof');
    }
    const text = JSON.stringify(log.lines);
    assert.ok(log.lines.length > 5);
    for (const secret of ['913577', 'mina@', 'K7Q2', 'dep-secret-id', '1.25', USER]) {
      assert.equal(text.includes(secret), false, secret);
    }
  }));

test('mutual TLS: our certificate is shown, theirs is checked', async () => {
  const at = (name: string) => join(import.meta.dirname, '../../../test/fakes/tls', name);
  const shown: string[] = [];
  const server = createServer(
    {
      cert: readFileSync(at('server.pem')),
      key: readFileSync(at('server.key')),
      ca: readFileSync(at('ca.pem')),
      requestCert: true,
      rejectUnauthorized: true,
    },
    (request, response) => {
      shown.push(String((request.socket as TLSSocket).getPeerCertificate().subject.CN));
      response.end('{}');
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  const none = { certificateFile: null, keyFile: null, caFile: null };
  const ours = { certificateFile: at('client.pem'), keyFile: at('client.key') };
  const ask = async (given: Partial<Connection>) => {
    const sender = createSender({ url, ...none, ...given });
    const sending = { method: 'GET', target: '/', headers: {}, body: new Uint8Array(0) };
    const sent = await sender.send({ ...sending, timeoutMs: 1_000 });
    sender.close();
    return sent.kind;
  };
  try {
    assert.equal(await ask({ ...ours, caFile: at('ca.pem') }), 'answer');
    assert.deepEqual(shown, ['client.test']);
    assert.equal(await ask({ caFile: at('ca.pem') }), 'broken', 'without a certificate');
    assert.equal(await ask(ours), 'broken', 'an authority that nobody named');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

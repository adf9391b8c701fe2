import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBook, type ExchangeBook } from '../../test/fakes/exchange-book.ts';
import { createExchangeFake, type Trouble } from '../../test/fakes/exchange-fake.ts';
import { connectExchange } from '../../test/fakes/exchange-http.ts';
import { startExchangeServer } from '../../test/fakes/exchange-server.ts';
import { EXAMPLE_BODY, EXAMPLE_DATA } from '../contract/exchange/examples.ts';
import type { EndpointName } from '../contract/exchange/routes.ts';
import type { Asked, Exchange, ExchangeUserId } from './exchange.ts';

/** One contract for the fake and for the adapter over HTTP: features may rely on what holds here. */
interface Subject {
  readonly exchange: Exchange;
  readonly book: ExchangeBook;
  trouble(kind: Trouble | null, ...names: readonly EndpointName[]): void;
}

type With = (work: (subject: Subject) => Promise<void>) => Promise<void>;

const USER = 'user-1' as ExchangeUserId;
const STRANGER = 'user-nobody' as ExchangeUserId;

const withFake: With = async (work) => {
  const fake = createExchangeFake();
  fake.book.addUser(USER);
  await work(fake);
};

const withHttp: With = async (work) => {
  const book = createBook();
  book.addUser(USER);
  const server = await startExchangeServer(book);
  const { exchange } = connectExchange(server.url, { readTimeoutMs: 250, actionTimeoutMs: 250 });
  try {
    await work({ exchange, book, trouble: server.trouble });
  } finally {
    exchange.close();
    await server.close();
  }
};

const given = <T>(asked: Asked<T>): T => {
  assert.ok(asked.ok, JSON.stringify(asked));
  return asked.value;
};

const failureOf = (asked: Asked<unknown>) => {
  assert.ok(!asked.ok, 'it should have failed');
  return asked.failure;
};

const lockRequest = EXAMPLE_BODY.lock;
assert.ok(lockRequest);
const by = lockRequest.requestedBy;

/** One call of every read of the port. */
const readsOf = ({ reads }: Exchange, user: ExchangeUserId) => ({
  account: () => reads.account(user),
  verification: () => reads.verification(user),
  feeTier: () => reads.feeTier(user),
  restrictions: () => reads.restrictions(user),
  security: () => reads.security(user),
  apiKeys: () => reads.apiKeys(user),
  payments: () => reads.payments(user),
  orders: () => reads.orders(user),
  order: () => reads.order(user, 'order-1'),
  deposits: () => reads.deposits(user),
  deposit: () => reads.deposit(user, 'dep-1'),
  withdrawals: () => reads.withdrawals(user),
  withdrawal: () => reads.withdrawal(user, 'wd-1'),
  addressOwner: () => reads.addressOwner(user, '0xabc'),
  antiPhishingCode: () => reads.antiPhishingCode(user),
  market: () => reads.market('BTC-EUR'),
  assets: () => reads.assets(),
  platform: () => reads.platform(),
});

for (const [kind, withSubject] of [
  ['fake', withFake],
  ['http', withHttp],
] as const) {
  test(`${kind}: every figure comes with the moment at which it was true`, () =>
    withSubject(async ({ exchange }) => {
      for (const [name, read] of Object.entries(readsOf(exchange, USER))) {
        const asked = await read();
        assert.ok(asked.ok, `${name} ${JSON.stringify(asked)}`);
        assert.ok(Math.abs(asked.asOf - Date.now()) < 5_000, name);
      }
      assert.equal(given(await exchange.reads.order(USER, 'order-7')).orderId, 'order-7');
      assert.equal(
        given(await exchange.reads.antiPhishingCode(USER)),
        EXAMPLE_DATA.antiPhishingCode.code,
      );
    }));

  test(`${kind}: a user, an order or an id that the exchange does not have is not found`, () =>
    withSubject(async ({ exchange, book }) => {
      book.refuse('order', { orderId: 'of-another' }, 'not_found');
      const asked = [
        exchange.reads.account(STRANGER),
        exchange.reads.order(USER, 'of-another'),
        exchange.actions.lock(STRANGER, lockRequest, 'k-1'),
        exchange.compliance.restrictionSecrets(STRANGER),
      ];
      for (const one of asked) assert.equal(failureOf(await one).kind, 'not_found');
    }));

  test(`${kind}: the same key makes it happen once, and gives the first answer`, () =>
    withSubject(async ({ exchange, book }) => {
      const first = await exchange.actions.lock(USER, lockRequest, 'lock-1');
      const second = await exchange.actions.lock(USER, lockRequest, 'lock-1');
      assert.deepEqual(given(second), given(first));
      assert.equal(book.happened('lock'), 1);
      const other = { ...lockRequest, stopTrading: !lockRequest.stopTrading };
      assert.deepEqual(failureOf(await exchange.actions.lock(USER, other, 'lock-1')), {
        kind: 'refused',
        code: 'idempotency_conflict',
      });
      given(await exchange.actions.lock(USER, other, 'lock-2'));
      assert.equal(book.happened('lock'), 2);
    }));

  test(`${kind}: every action and proof arrives with what was sent`, () =>
    withSubject(async ({ exchange, book }) => {
      const { actions, proofs } = exchange;
      const approved = EXAMPLE_BODY.unlock;
      assert.ok(approved);
      given(await actions.unlock(USER, approved, 'k-1'));
      given(await actions.beginTwoFactorReset(USER, approved, 'k-2'));
      assert.equal(given(await actions.revokeSessions(USER, by, 'k-3')), 3);
      assert.equal(given(await actions.revokeApiKeys(USER, by, 'k-4')), 1);
      given(await actions.cancelWithdrawals(USER, by, 'k-5'));
      given(await actions.beginPasswordReset(USER, by, 'k-6'));
      given(await actions.beginVerification(USER, by, 'k-7'));
      given(await actions.recoverDeposit(USER, 'dep-4', by, 'k-8'));
      given(await proofs.challenge(USER, 'read_account'));
      given(await proofs.check(USER, 'challenge-6', 'totp', '123456'));
      assert.equal(given(await proofs.recoveryProof('mina', 'K7Q2')), null);
      const bodies = Object.fromEntries(book.asked.map(({ name, body }) => [name, body]));
      assert.deepEqual(bodies.unlock, approved);
      assert.deepEqual(bodies.revokeSessions, { requestedBy: by });
      assert.deepEqual(bodies.recoverDeposit, { requestedBy: by, depositId: 'dep-4' });
      assert.deepEqual(bodies.check, { method: 'totp', code: '123456' });
      assert.deepEqual(bodies.recoveryProof, { identifier: 'mina', proof: 'K7Q2' });
      const keys = book.asked.filter(({ name }) => name === 'check').map(({ key }) => key);
      given(await proofs.check(USER, 'challenge-6', 'totp', '123456'));
      const again = book.asked.findLast(({ name }) => name === 'check')?.key;
      assert.ok(again !== null && again !== keys[0], 'a second try is another one');
    }));

  test(`${kind}: a refusal keeps its code`, () =>
    withSubject(async ({ exchange, book }) => {
      book.refuse('recoverDeposit', {}, 'below_minimum');
      assert.deepEqual(failureOf(await exchange.actions.recoverDeposit(USER, 'dep-1', by, 'k')), {
        kind: 'refused',
        code: 'below_minimum',
      });
    }));

  test(`${kind}: an exchange that fails or lies is told apart, and nothing of it is believed`, () =>
    withSubject(async ({ exchange, trouble }) => {
      const expected: readonly (readonly [Trouble, string])[] = [
        ['foreign', 'foreign'],
        ['other_id', 'malformed'],
        ['schema', 'malformed'],
        ['garbage', 'malformed'],
        ['ahead', 'malformed'],
        ['huge', 'malformed'],
        ['broken', 'unreachable'],
        ['down', 'unreachable'],
        ['slow', 'unreachable'],
      ];
      for (const [trouble_, kindOfFailure] of expected) {
        trouble(trouble_, 'order', 'unlock');
        const approved = EXAMPLE_BODY.unlock;
        assert.ok(approved);
        const read = await exchange.reads.order(USER, `order-${trouble_}`);
        assert.equal(failureOf(read).kind, kindOfFailure, trouble_);
        if (trouble_ === 'other_id') continue;
        const acted = await exchange.actions.unlock(USER, approved, `key-${trouble_}`);
        assert.equal(failureOf(acted).kind, kindOfFailure, trouble_);
      }
      trouble(null);
      given(await exchange.actions.unlock(USER, EXAMPLE_BODY.unlock as never, 'well-again'));
    }));

  test(`${kind}: the feed begins at the oldest event and goes on at a cursor`, () =>
    withSubject(async ({ exchange, book }) => {
      given(await exchange.events.poll(null));
      given(await exchange.events.poll('700123'));
      const queries = book.asked.map(({ query }) => query);
      assert.deepEqual(queries, [{}, { cursor: '700123' }]);
    }));
}

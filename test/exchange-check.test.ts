import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { createAskExchange } from '../scripts/exchange-check/ask-exchange.ts';
import { checksOf, type Result, runChecks } from '../scripts/exchange-check/run-checks.ts';
import { EXAMPLE_DATA } from '../src/contract/exchange/examples.ts';
import { no } from './fakes/exchange-book.ts';
import { createExchangeModel, type ExchangeModel } from './fakes/exchange-model.ts';
import { type Laxity, startExchangeServer, TEST_KEYS } from './fakes/exchange-server.ts';

const USER = 'user-1';
const OTHER = 'user-2';

/** The kit against a small exchange that behaves, or, after `spoil` and with `lax`, does not. */
const check = async (
  given: {
    readonly spoil?: (model: ExchangeModel) => void;
    readonly lax?: readonly Laxity[];
    readonly only?: RegExp;
  } = {},
): Promise<readonly Result[]> => {
  const model = createExchangeModel(USER, OTHER);
  given.spoil?.(model);
  const server = await startExchangeServer(model.book, TEST_KEYS, given.lax);
  const ask = createAskExchange({
    url: server.url,
    key: TEST_KEYS.support,
    complianceKey: TEST_KEYS.compliance,
    certificateFile: null,
    keyFile: null,
    caFile: null,
  });
  try {
    return await runChecks(
      {
        ask,
        userId: USER,
        otherUserId: OTHER,
        identifier: 'mina@mail.example',
        pair: null,
        supportKey: TEST_KEYS.support,
        complianceKey: TEST_KEYS.compliance,
      },
      checksOf(true).filter(({ id }) => given.only?.test(id) ?? true),
    );
  } finally {
    ask.close();
    await server.close();
  }
};

const run = (args: readonly string[]) =>
  new Promise<{ readonly code: number | null; readonly output: string }>((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/exchange-check.ts', ...args], {
      cwd: join(import.meta.dirname, '..'),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });

const failed = (results: readonly Result[]): readonly string[] =>
  results.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id);

test('an exchange that behaves passes every check', async () => {
  const results = await check();
  const bad = results.filter(({ outcome }) => outcome === 'fail' || outcome === 'skip');
  assert.deepEqual(bad, []);
  assert.ok(results.length > 60, String(results.length));
});

const FAULTS: readonly (readonly [string, (model: ExchangeModel) => void])[] = [
  [
    'read.account',
    ({ book }) => book.set('account', {}, { ...EXAMPLE_DATA.account, createdAt: 1.5 }),
  ],
  [
    'read.market',
    ({ book }) => {
      const level = (price: string) => ({ price, quantity: '1' });
      const depth = { asOf: 1, bids: [level('1'), level('2')], asks: [] };
      book.set('market', { pair: 'BTC-EUR' }, { ...EXAMPLE_DATA.market, depth });
    },
  ],
  [
    'read.addressOwner',
    ({ book }) => {
      book.set('addressOwner', {}, EXAMPLE_DATA.addressOwner);
    },
  ],
  [
    'read.nothing_secret',
    ({ book }) => {
      const [hold] = EXAMPLE_DATA.restrictions;
      assert.ok(hold);
      const internalReason = 'rule_fourteen';
      book.set('restrictions', {}, [{ ...hold, reason: internalReason }]);
      book.set('restrictionSecrets', {}, [
        { restrictionId: hold.restrictionId, internalReason, references: [] },
      ]);
    },
  ],
  ['ids.foreign', ({ book }) => book.on('order', {}, ({ params }, now) => order(params, now))],
  ['ids.unknown', ({ book }) => book.on('order', {}, ({ params }, now) => order(params, now))],
  ['proofs.counts', ({ book }) => book.set('check', {}, { passed: false, triesLeft: 2 })],
  ['proofs.counts', ({ book }) => book.set('check', {}, { passed: true, triesLeft: 2 })],
  [
    'proofs.enumeration',
    ({ book }) =>
      book.on('recoveryProof', {}, ({ body }, now) =>
        JSON.stringify(body).includes('mina')
          ? { ok: true, asOf: now, data: { userId: USER } }
          : { ok: true, asOf: now, data: { userId: null } },
      ),
  ],
  ['events.order', ({ events }) => void events.push({ ...eventAt(1), eventId: 'late' })],
  [
    'events.order',
    ({ events }) => void events.push({ ...eventAt(Date.now()), eventId: 'event-1' }),
  ],
  ['events.user', ({ events }) => void events.unshift({ ...eventAt(1), userId: null })],
  ['actions.lock', ({ book }) => book.set('lock', {}, EXAMPLE_DATA.lock)],
  ['actions.lock_effects', ({ book }) => book.set('security', {}, EXAMPLE_DATA.security)],
  [
    'actions.same_person',
    ({ book }) => book.set('unlock', {}, { state: 'unlocked', readyAt: Date.now() }),
  ],
  [
    'actions.recoverDeposit',
    ({ book }) => book.set('recoverDeposit', {}, EXAMPLE_DATA.recoverDeposit),
  ],
  ['actions.beginPasswordReset', ({ book }) => book.refuse('beginPasswordReset', {}, 'no_idea')],
];

const order = (params: Readonly<Record<string, string>>, now: number) => ({
  ok: true as const,
  asOf: now,
  data: { ...EXAMPLE_DATA.order, orderId: params.orderId },
});

const eventAt = (at: number) => ({
  eventId: 'event-x',
  type: 'deposit_changed' as const,
  userId: USER,
  subjectId: null,
  at,
});

test('an exchange that answers wrongly is found out, with what and how to mend it', async () => {
  for (const [i, [id, spoil]] of FAULTS.entries()) {
    const results = await check({ spoil, only: new RegExp(`^${id}$`) });
    assert.deepEqual(failed(results), [id], `${i} ${id}`);
    assert.ok(results.every(({ found, hint }) => found !== null && hint !== null));
  }
});

const LAX: readonly (readonly [Laxity, readonly string[]])[] = [
  [
    'signature',
    [
      'signing.missing',
      'signing.wrong',
      'signing.unknown_key',
      'signing.timestamp',
      'signing.nonce',
      'signing.path',
      'signing.body',
      'signing.idempotency',
      'signing.replay',
    ],
  ],
  ['clock', ['signing.clock']],
  ['nonce', ['signing.replay', 'signing.replay_at_once']],
  ['scope', ['signing.scope']],
  ['once', ['once.same', 'once.conflict', 'proofs.counts']],
  ['user', ['read.account', 'read.orders']],
  ['ahead', ['read.account', 'read.assets']],
  ['html', ['ids.user', 'ids.unknown', 'ids.input']],
  ['large', ['ids.large']],
];

test('an exchange that is lax is found out', async () => {
  for (const [lax, ids] of LAX) {
    const only = new RegExp(`^(${ids.join('|')})$`);
    const found = failed(await check({ lax: [lax], only }));
    assert.deepEqual([...found].sort(), [...ids].sort(), lax);
  }
});

test('a server that is not there fails, and says so', async () => {
  const ask = createAskExchange({
    url: 'http://127.0.0.1:1',
    key: TEST_KEYS.support,
    complianceKey: null,
    certificateFile: null,
    keyFile: null,
    caFile: null,
  });
  const setting = {
    ask,
    userId: USER,
    otherUserId: null,
    identifier: null,
    pair: null,
    supportKey: TEST_KEYS.support,
    complianceKey: null,
  };
  const results = await runChecks(setting, checksOf(false));
  ask.close();
  assert.ok(results.every(({ outcome }) => outcome !== 'pass'));
  assert.match(results[0]?.found ?? '', /no answer came/);
});

test('the command reports in words or in JSON, and says by its exit code whether all is well', async () => {
  const model = createExchangeModel(USER, OTHER);
  const server = await startExchangeServer(model.book);
  const secret = Buffer.from(TEST_KEYS.support.secret).toString('base64');
  const whole = ['--url', server.url, '--key-id', 'support-1', '--secret', secret, '--user', USER];
  try {
    const well = await run([...whole, '--json', '--with-actions']);
    assert.equal(well.code, 0, well.output);
    const report = JSON.parse(well.output);
    assert.equal(report.counts.failed, 0);
    assert.ok(report.results.length > 60);
    model.book.set('account', {}, { ...EXAMPLE_DATA.account, createdAt: 1.5 });
    const ill = await run(whole);
    assert.equal(ill.code, 1);
    assert.match(ill.output, /FAILED {2}\/users\/\{userId\}\/account\n.*createdAt/);
    assert.match(ill.output, /to mend it: /);
    assert.equal(ill.output.includes(secret), false);
    for (const wrong of [
      [],
      whole.slice(2),
      [...whole, '--other-user', USER],
      [...whole, '--unheard-of'],
      ['--url', 'http://localhost/path', ...whole.slice(2)],
    ]) {
      assert.equal((await run(wrong)).code, 2, wrong.join(' '));
    }
  } finally {
    await server.close();
  }
});

test('the model refuses what it does not have', () => {
  assert.deepEqual(no('not_found'), { ok: false, status: 404, code: 'not_found' });
});

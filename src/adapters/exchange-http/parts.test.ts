import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Asked, ExchangeUserId } from '../../ports/exchange.ts';
import { createCircuit } from './circuit.ts';
import { createLane } from './lane.ts';
import { createReadCache } from './read-cache.ts';

const POLICY = { failures: 3, openMs: 100, maxOpenMs: 400, probeMs: 50 };
const answer = (value: number): Asked<number> => ({ ok: true, value, asOf: 1 });
const USER = 'u' as ExchangeUserId;

test('a circuit opens after failures in a row, lets one probe through, and waits longer each time', () => {
  const changes: boolean[] = [];
  const circuit = createCircuit(POLICY, (open) => changes.push(open));
  circuit.failed(0);
  circuit.failed(0);
  circuit.succeeded();
  circuit.failed(0);
  circuit.failed(0);
  assert.equal(circuit.enter(1), 'closed');
  circuit.failed(1);
  assert.equal(circuit.enter(100), 'open');
  assert.equal(circuit.enter(101), 'probe');
  assert.equal(circuit.enter(102), 'open', 'one at a time');
  circuit.failed(103);
  assert.equal(circuit.enter(302), 'open', 'twice as long');
  assert.equal(circuit.enter(303), 'probe');
  assert.equal(circuit.enter(354), 'probe', 'a probe that was lost is not waited for');
  circuit.succeeded();
  assert.equal(circuit.enter(355), 'closed');
  assert.deepEqual(changes, [true, false]);
});

test('a circuit never stays open for good', () => {
  const step = fc.record({ afterMs: fc.nat(300), ok: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const circuit = createCircuit(POLICY, () => undefined);
      let now = 0;
      for (const { afterMs, ok } of steps) {
        now += afterMs;
        if (circuit.enter(now) === 'open') continue;
        if (ok) circuit.succeeded();
        else circuit.failed(now);
      }
      assert.notEqual(circuit.enter(now + POLICY.maxOpenMs + POLICY.probeMs), 'open');
    }),
  );
});

test('a lane lets so many through at once, so many wait, and nobody longer than told', async () => {
  const lane = createLane(2, 3);
  let atOnce = 0;
  let most = 0;
  const work = async () => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise((resolve) => setTimeout(resolve, 20));
    atOnce -= 1;
    return 1;
  };
  const done = await Promise.all(Array.from({ length: 7 }, () => lane.run(work, 1_000)));
  assert.equal(most, 2);
  assert.equal(done.filter((one) => one === 1).length, 5);
  const long = () => new Promise<number>((resolve) => setTimeout(() => resolve(1), 60));
  const [, , late] = await Promise.all([1, 2, 3].map(() => lane.run(long, 10)));
  assert.equal(late, undefined);
  await assert.rejects(lane.run(() => Promise.reject(new Error('x')), 10));
  assert.equal(await lane.run(work, 10), 1, 'a failure gives its place back');
});

test('what was under way when it was forgotten is not remembered', async () => {
  const cache = createReadCache(() => 0);
  const question = { userId: USER, key: 'account', keepMs: 1_000 };
  let settle = (_: Asked<number>): void => undefined;
  const early = cache.ask(question, () => new Promise<Asked<number>>((done) => (settle = done)));
  cache.forget(USER);
  const later = cache.ask(question, async () => answer(2));
  settle(answer(1));
  assert.deepEqual(await early, answer(1));
  assert.deepEqual(await later, answer(2));
  assert.deepEqual(await cache.ask(question, async () => answer(3)), answer(2));
});

test('an answer is good for its time, and only for its question', async () => {
  let now = 0;
  let asked = 0;
  const cache = createReadCache(() => now);
  const ask = (userId: ExchangeUserId | null, key: string) =>
    cache.ask({ userId, key, keepMs: 100 }, async () => answer(++asked));
  await ask(USER, 'a');
  await ask(USER, 'a');
  assert.equal(asked, 1);
  await ask(USER, 'b');
  await ask('v' as ExchangeUserId, 'a');
  await ask(null, 'a');
  assert.equal(asked, 4);
  now = 100;
  await ask(USER, 'a');
  assert.equal(asked, 5);
});

test('the memory is bounded: those who asked longest ago give way', async () => {
  let asked = 0;
  const cache = createReadCache(() => 0);
  const ask = (user: string, key: string) =>
    cache.ask({ userId: user as ExchangeUserId, key, keepMs: 100 }, async () => answer(++asked));
  await ask('first', 'a');
  for (let i = 0; i < 2_000; i++) await ask(`u${i}`, 'a');
  asked = 0;
  await ask('u1999', 'a');
  assert.equal(asked, 0);
  await ask('first', 'a');
  assert.equal(asked, 1);
  for (let i = 0; i < 201; i++) await ask('many', String(i));
  asked = 0;
  await ask('many', '200');
  assert.equal(asked, 0);
  await ask('many', '0');
  assert.equal(asked, 1);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { ACCESS } from '../../contract/access.ts';
import { addressGroup } from '../http/check-flood.ts';
import { decideFloodLimit, FLOOD_LIMITS } from './flood-limits.ts';
import { createMemoryLimits } from './memory-limits.ts';

const movable = () => {
  let now = 1_000_000;
  return {
    now: () => now,
    advance: (ms: number) => {
      now += ms;
    },
  };
};

test('a burst up to the limit, then one for each share of the window', async () => {
  const clock = movable();
  const limits = createMemoryLimits(clock);
  const rule = { max: 10, windowMs: 60_000 };
  const take = async () => (await limits.take('k', rule)).allowed;
  for (let index = 0; index < 10; index += 1) assert.equal(await take(), true);
  assert.deepEqual(await limits.take('k', rule), { allowed: false, retryAfterMs: 6_000 });
  assert.equal((await limits.take('other', rule)).allowed, true);
  clock.advance(5_999);
  assert.equal(await take(), false);
  clock.advance(1);
  assert.equal(await take(), true);
  assert.equal(await take(), false);
});

test('in no window are more let through than twice the limit, and whoever waits as told gets in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 80 }),
      async (max, steps) => {
        const clock = movable();
        const limits = createMemoryLimits(clock);
        const rule = { max, windowMs: 60_000 };
        const taken: number[] = [];
        for (const step of steps) {
          clock.advance(step);
          const verdict = await limits.take('k', rule);
          if (verdict.allowed) taken.push(clock.now());
          else {
            clock.advance(verdict.retryAfterMs);
            assert.equal((await limits.take('k', rule)).allowed, true);
            taken.push(clock.now());
          }
        }
        for (const start of taken) {
          const within = taken.filter((at) => at >= start && at < start + 60_000).length;
          assert.ok(within <= 2 * max, `${within} of ${max}`);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('keys that nobody uses do not pile up', async () => {
  const clock = movable();
  const limits = createMemoryLimits(clock, 100);
  const rule = { max: 2, windowMs: 60_000 };
  for (let index = 0; index < 5_000; index += 1) await limits.take(`flood-${index}`, rule);
  // The newest keys are still counted …
  await limits.take('flood-4999', rule);
  assert.equal((await limits.take('flood-4999', rule)).allowed, false);
  // … the oldest gave way.
  await limits.take('flood-0', rule);
  assert.equal((await limits.take('flood-0', rule)).allowed, true);
});

test('every row of the limits names a route, and visitors never get more', () => {
  for (const [key, limit] of Object.entries(FLOOD_LIMITS)) {
    assert.ok(Object.hasOwn(ACCESS, key), key);
    assert.ok(limit.visitor <= limit.customer && limit.customer <= limit.address, key);
  }
  const key = 'POST /api/conversations';
  assert.deepEqual(decideFloodLimit(key, 'visitor', 600, 1), { session: 3, address: 60 });
  assert.deepEqual(decideFloodLimit('GET /api/x', 'customer', 10, 1), { session: 10, address: 50 });
  assert.deepEqual(decideFloodLimit('GET /api/x', 'visitor', 10, 2), { session: 10, address: 100 });
  assert.equal(decideFloodLimit(key, 'public', undefined, 0.001).address, 1);
});

test('one IPv6 subscriber is one address', () => {
  assert.equal(addressGroup('2001:db8:1:2:aaaa::1'), addressGroup('2001:db8:1:2:bbbb:cccc:1:2'));
  assert.notEqual(addressGroup('2001:db8:1:2::1'), addressGroup('2001:db8:1:3::1'));
  assert.equal(addressGroup('::ffff:10.0.0.7'), '10.0.0.7');
  assert.equal(addressGroup('::1'), '0:0:0:0');
});

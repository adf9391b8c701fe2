import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { afterCall, MOST_TRIES } from './calls.ts';

test('whoever does not answer is tried again at a later half hour, three times at most', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2_000_000_000_000 }), (at) => {
      let [tries, now] = [0, at];
      for (;;) {
        const after = afterCall('not_reached', tries, now);
        if (after.kind === 'ended') {
          assert.deepEqual([after.outcome, tries + 1], ['given_up', MOST_TRIES]);
          return;
        }
        assert.equal(after.slot % 1_800_000, 0);
        assert.ok(after.slot - now >= 1_800_000 && after.slot - now < 3_600_000);
        tries += 1;
        now = after.slot;
      }
    }),
  );
  assert.deepEqual(afterCall('reached', 2, 0), { kind: 'ended', outcome: 'reached' });
  assert.deepEqual(afterCall('given_up', 0, 0), { kind: 'ended', outcome: 'given_up' });
});

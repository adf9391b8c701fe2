import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { decideRenewal, openingTimes, SESSION_POLICIES } from './session-policy.ts';

test('a session in steady use slides and still ends', () => {
  for (const kind of ['customer', 'visitor'] as const) {
    const { idleMs, maxMs } = SESSION_POLICIES[kind];
    let session = { ...openingTimes(kind, 0), lastSeenAt: 0 };
    let now = 0;
    while (now < session.expiresAt) {
      const next = decideRenewal(kind, session, now);
      if (next !== undefined) session = { ...session, expiresAt: next, lastSeenAt: now };
      now += idleMs / 7;
    }
    assert.equal(session.expiresAt, maxMs);
  }
});

test('no renewal shortens a session, outlives its end, or is written within five minutes of the last', () => {
  const at = fc.integer({ min: 0, max: 400 * 86_400_000 });
  fc.assert(
    fc.property(fc.constantFrom('customer', 'visitor'), at, at, (kind, lastSeenAt, now) => {
      const session = { ...openingTimes(kind, 0), lastSeenAt };
      const next = decideRenewal(kind, session, now);
      if (next === undefined) return true;
      return next > session.expiresAt && next <= session.endsAt && now - lastSeenAt >= 300_000;
    }),
  );
});

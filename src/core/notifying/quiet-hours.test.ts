import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decideTellAt } from './quiet-hours.ts';

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
const NIGHT = { from: 22 * 60, to: 7 * 60 };

test('by day at once, at night when the morning comes in the reader’s own zone', () => {
  assert.equal(decideTellAt(at('2026-06-01T10:00:00Z'), 'UTC', NIGHT), at('2026-06-01T10:00:00Z'));
  assert.equal(decideTellAt(at('2026-06-01T23:30:00Z'), 'UTC', NIGHT), at('2026-06-02T07:00:00Z'));
  assert.equal(decideTellAt(at('2026-06-01T03:00:00Z'), 'UTC', NIGHT), at('2026-06-01T07:00:00Z'));
  // 14:00 in UTC is 23:00 in Seoul.
  assert.equal(
    decideTellAt(at('2026-06-01T14:00:00Z'), 'Asia/Seoul', NIGHT),
    at('2026-06-01T22:00:00Z'),
  );
});

test('in the night in which the clocks go forward the morning comes an hour sooner', () => {
  const asked = at('2026-03-28T22:30:00Z'); // 23:30 in Berlin
  assert.equal(decideTellAt(asked, 'Europe/Berlin', NIGHT), at('2026-03-29T05:00:00Z'));
});

test('nobody is told earlier than it is known, nor a day late, nor in quiet hours', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_500_000_000_000, max: 1_900_000_000_000 }),
      fc.nat({ max: 1_439 }),
      fc.nat({ max: 1_439 }),
      fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
      (now, from, to, zone) => {
        const told = decideTellAt(now, zone, { from, to });
        assert.ok(told >= now && told - now <= 26 * 3_600_000);
        assert.equal(decideTellAt(told, zone, { from, to }), told);
      },
    ),
    { numRuns: 300 },
  );
});

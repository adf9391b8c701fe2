import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Calendar } from './calendar.ts';
import { DEFAULT_BOOK } from './default-book.ts';
import type { SlaBook, SlaFacts } from './policy.ts';
import { tryMoment } from './try-moment.ts';

const NIGHT: Calendar = {
  id: 'night',
  name: 'Night',
  timeZone: 'Europe/Berlin',
  shifts: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '22:00', to: '06:00' })),
  holidays: [],
};

test('a moment that is tried comes out as it would be counted, over either night of the clock', () => {
  const targets = { first_response: 300, next_response: null, resolution: 480, department: 60 };
  const everyone = DEFAULT_BOOK.policies.slice(-1);
  const book: SlaBook = {
    calendars: [NIGHT],
    hoursOf: { everyone: NIGHT.id, teams: {}, departments: {} },
    policies: everyone.map((policy) => ({ ...policy, targets, warnAtPercent: 50 })),
  };
  const facts: SlaFacts = {
    category: 'other',
    priority: 'normal',
    tier: 'standard',
    channel: 'livechat',
    locale: 'en',
    teamId: 'general',
  };
  const dueOn = (local: string) => {
    const tried = tryMoment(book, facts, null, local);
    assert.ok(tried.ok, JSON.stringify(tried));
    const { targets: all, changes, at, timeZone } = tried.value;
    assert.equal(timeZone, 'Europe/Berlin');
    return { at, due: all.map(({ dueAt }) => dueAt), warn: all[0]?.warnAt, changes };
  };
  assert.deepEqual(dueOn('2026-10-24T23:00'), {
    at: Date.UTC(2026, 9, 24, 21),
    due: [Date.UTC(2026, 9, 25, 2), Date.UTC(2026, 9, 25, 5)],
    warn: Date.UTC(2026, 9, 24, 23, 30),
    changes: [{ at: Date.UTC(2026, 9, 25, 1), minutes: -60 }],
  });
  const spring = dueOn('2027-03-27T23:00');
  assert.deepEqual(spring.due, [Date.UTC(2027, 2, 28, 3), Date.UTC(2027, 2, 28, 22)]);
  assert.deepEqual(spring.changes, [{ at: Date.UTC(2027, 2, 28, 1), minutes: 60 }]);
  assert.equal(dueOn('2026-10-25T02:30').at, Date.UTC(2026, 9, 25, 0, 30));
  assert.equal(dueOn('2027-03-28T02:30').at, Date.UTC(2027, 2, 28, 1, 30));
  for (const local of [
    '2026-13-01T10:00',
    '2026-10-25T24:00',
    '2026-10-25',
    '',
    '1999-01-01T10:00',
  ])
    assert.equal(tryMoment(book, facts, null, local).ok, false, local);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type TermCalendar, termFrom, warnComplaintAt } from './complaint-clock.ts';
import { type ComplaintRule, isHoliday, ruleFor } from './complaint-rule.ts';

const calendar = (more: Partial<TermCalendar> = {}): TermCalendar => ({
  timeZone: 'UTC',
  weekend: [6, 7],
  holidays: [],
  isClosed: () => false,
  ...more,
});
const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

test('a term of business days leaves weekends, holidays and closed days out, and ends with its last day', () => {
  const friday = at('2026-01-02T15:00Z');
  const due = (days: number, more?: Partial<TermCalendar>) =>
    new Date(termFrom(friday, days, 'business', calendar(more)) + 1).toISOString();
  assert.equal(due(1), '2026-01-06T00:00:00.000Z');
  assert.equal(due(0), '2026-01-03T00:00:00.000Z');
  assert.equal(due(1, { holidays: ['2026-01-05'] }), '2026-01-07T00:00:00.000Z');
  assert.equal(due(1, { holidays: ['01-05', '2027-01-06'] }), '2026-01-07T00:00:00.000Z');
  assert.equal(due(1, { weekend: [5, 6] }), '2026-01-05T00:00:00.000Z');
  const monday = at('2026-01-05T00:00Z');
  assert.equal(due(1, { isClosed: (from) => from === monday }), '2026-01-07T00:00:00.000Z');
  // Nine weeks of five days.
  assert.equal(due(45), '2026-03-07T00:00:00.000Z');
  assert.throws(() => due(1, { isClosed: () => true }));
});

test('days are those of the zone: late in the evening there it is still the day before', () => {
  // 23:30 on the 2nd in New York is the 3rd in UTC.
  const evening = at('2026-01-03T04:30Z');
  const newYork = termFrom(evening, 1, 'calendar', calendar({ timeZone: 'America/New_York' }));
  assert.equal(newYork, at('2026-01-04T05:00Z') - 1);
  const istanbul = termFrom(evening, 1, 'calendar', calendar({ timeZone: 'Europe/Istanbul' }));
  assert.equal(istanbul, at('2026-01-04T21:00Z') - 1);
  // The last day is one of 23 hours: it ends an hour earlier in UTC than the one before.
  const london = termFrom(
    at('2026-03-27T12:00Z'),
    2,
    'calendar',
    calendar({ timeZone: 'Europe/London' }),
  );
  assert.equal(london, at('2026-03-29T23:00Z') - 1);
});

test('whatever the zone, a term ends at a midnight there, after as many days as it has', () => {
  const zones = ['UTC', 'Asia/Singapore', 'America/Sao_Paulo', 'Africa/Cairo', 'Pacific/Apia'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: at('2010-01-01T00:00Z'), max: at('2035-01-01T00:00Z') }),
      fc.integer({ min: 0, max: 120 }),
      (timeZone, from, days) => {
        const due = termFrom(from, days, 'calendar', calendar({ timeZone }));
        const local = (ms: number) =>
          Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate();
        assert.equal(local(from).until(local(due), { largestUnit: 'days' }).days, days);
        assert.notEqual(local(due).toString(), local(due + 1).toString());
        assert.ok(warnComplaintAt(from, due) <= due);
      },
    ),
  );
});

test('a country has its own rule, else that of its area, else the one for all', () => {
  const rules = ['*', 'EU', 'FR'].map((country) => ({ country }) as ComplaintRule);
  const of = (country: string | null) => ruleFor(rules, country)?.country;
  assert.deepEqual(['FR', 'DE', 'NO', 'GB', 'TR', null].map(of), ['FR', 'EU', 'EU', '*', '*', '*']);
});

test('a holiday is a day that there is', () => {
  assert.deepEqual(
    ['05-17', '02-29', '2028-02-29', '2027-02-29', '2027-13-01', '06-31', '00-10', 'x'].map(
      isHoliday,
    ),
    [true, true, true, false, false, false, false, false],
  );
});

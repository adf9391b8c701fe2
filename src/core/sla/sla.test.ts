import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { runHistory } from '../../../test/sim-sla/run-history.ts';
import type { LoggedEvent } from '../conversation/event.ts';
import type { ConversationId } from '../ids.ts';
import type { Calendar } from './calendar.ts';
import { checkBook } from './check-book.ts';
import { checkCalendar } from './check-calendar.ts';
import { clocksAt } from './clocks.ts';
import { DEFAULT_BOOK } from './default-book.ts';
import { openHoursOf } from './open-hours.ts';
import type { SlaBook } from './policy.ts';
import { previewDays } from './preview.ts';
import { type SlaProgress, takeEvent } from './progress.ts';
import { readIcal } from './read-ical.ts';
import { isTimeZone } from './time-zone.ts';
import { timelineOf } from './timeline.ts';

const berlin = (over: Partial<Calendar> = {}): Calendar => ({
  id: 'berlin',
  name: 'Berlin',
  timeZone: 'Europe/Berlin',
  shifts: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '18:00' })),
  holidays: [],
  ...over,
});

const night = (from: string, to: string): Calendar =>
  berlin({ shifts: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, to })) });

const HOUR_MS = 3_600_000;
const codesOf = (calendar: Calendar): readonly string[] =>
  checkCalendar(calendar, isTimeZone, 'c').map(({ path, code }) => `${path} ${code}`);

test('a night shift lasts seven hours when clocks go forward, nine when they go back', () => {
  const hours = openHoursOf(night('22:00', '06:00'));
  const from = Date.UTC(2026, 2, 28, 12);
  assert.equal(hours.between(from, Date.UTC(2026, 2, 29, 12)), 7 * HOUR_MS);
  const autumn = Date.UTC(2026, 9, 24, 12);
  assert.equal(hours.between(autumn, Date.UTC(2026, 9, 25, 12)), 9 * HOUR_MS);
});

test('a time that is skipped is reached when the clock jumps over it; of one that comes twice the first counts', () => {
  const skipped = openHoursOf(night('02:30', '04:00'));
  assert.deepEqual(skipped.list(Date.UTC(2026, 2, 29), Date.UTC(2026, 2, 29, 12)), [
    { from: Date.UTC(2026, 2, 29, 1), to: Date.UTC(2026, 2, 29, 2) },
  ]);
  const twice = openHoursOf(night('02:15', '02:45'));
  assert.deepEqual(twice.list(Date.UTC(2026, 9, 25), Date.UTC(2026, 9, 25, 12)), [
    { from: Date.UTC(2026, 9, 25, 0, 15), to: Date.UTC(2026, 9, 25, 0, 45) },
  ]);
});

test('half a holiday takes half a day, and cuts off a shift that reaches into it', () => {
  const calendar = night('18:00', '02:00');
  const holidays = [{ date: '2026-06-10', name: 'Half', from: '00:00', to: '20:00' }];
  const days = previewDays({ ...calendar, holidays }, '2026-06-09', 2);
  assert.deepEqual(
    days.map(({ open, minutes, closed }) => [
      open.map(({ from, to }) => `${from}-${to}`),
      minutes,
      closed,
    ]),
    [
      [['00:00-02:00', '18:00-24:00'], 480, []],
      [['20:00-24:00'], 240, ['Half']],
    ],
  );
});

test('what is added is what lies between, whatever the calendar', () => {
  const calendars = [berlin(), night('22:00', '06:00'), night('02:15', '02:45')].map(openHoursOf);
  fc.assert(
    fc.property(
      fc.constantFrom(...calendars),
      fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2030, 0) }),
      fc.integer({ min: 1, max: 400 * HOUR_MS }),
      (hours, from, ms) => {
        const to = hours.add(from, ms);
        assert.ok(to !== null);
        assert.equal(hours.between(from, to), ms);
        assert.equal(hours.between(from, to - 1), ms - 1);
      },
    ),
    { numRuns: 100 },
  );
});

test('impossible calendars are refused, each problem with its row', () => {
  assert.deepEqual(codesOf(berlin()), []);
  assert.deepEqual(codesOf(berlin({ timeZone: '+02:00', name: ' ' })), [
    'c.name name_missing',
    'c.timeZone zone_unknown',
  ]);
  assert.deepEqual(codesOf(berlin({ shifts: [] })), ['c.shifts never_open']);
  const shifts = [
    { weekday: 1, from: '09:00', to: '12:00' },
    { weekday: 1, from: '11:59', to: '13:00' },
    { weekday: 8, from: '09:00', to: '12:00' },
    { weekday: 2, from: '25:00', to: '12:00' },
    { weekday: 7, from: '20:00', to: '20:00' },
    { weekday: 1, from: '19:59', to: '20:01' },
  ];
  assert.deepEqual(codesOf(berlin({ shifts })), [
    'c.shifts.2.weekday weekday_unknown',
    'c.shifts.3.from time_unreadable',
    'c.shifts.1 shifts_overlap',
    'c.shifts.4 shifts_overlap',
    'c.shifts.5 shifts_overlap',
  ]);
  const day = (date: string, from: string | null = null, to: string | null = null) => ({
    date,
    name: '',
    from,
    to,
  });
  const holidays = [
    day('2026-02-29'),
    day('2199-01-01'),
    day('2026-12-24', '12:00'),
    day('2026-12-24', '12:00', '11:00'),
    day('2026-12-25'),
    day('2026-12-25'),
  ];
  assert.deepEqual(codesOf(berlin({ holidays })), [
    'c.holidays.0.date date_unreadable',
    'c.holidays.1.date date_out_of_range',
    'c.holidays.2 holiday_half_timed',
    'c.holidays.3 holiday_reversed',
    'c.holidays.5 holiday_twice',
  ]);
});

test('what an installation and the demo begin with can be published', () => {
  const demo: SlaBook = JSON.parse(
    readFileSync(new URL('../../../content/demo/sla.json', import.meta.url), 'utf8'),
  );
  for (const book of [DEFAULT_BOOK, demo]) assert.deepEqual(checkBook(book, isTimeZone), []);
});

test('policies that contradict themselves are refused', () => {
  const [first, ...rest] = DEFAULT_BOOK.policies;
  assert.ok(first !== undefined);
  const broken: SlaBook = {
    ...DEFAULT_BOOK,
    hoursOf: { ...DEFAULT_BOOK.hoursOf, teams: { wallet: 'nowhere' } },
    policies: [
      first,
      { ...first, name: '', targets: { ...first.targets, resolution: 0 }, warnAtPercent: 100 },
      ...rest.slice(0, -1),
    ],
  };
  assert.deepEqual(
    checkBook(broken, isTimeZone).map(({ path, code }) => `${path} ${code}`),
    [
      'hoursOf.teams.wallet calendar_missing',
      'policies.1.name name_missing',
      'policies.1.targets.resolution target_out_of_range',
      'policies.1.warnAtPercent warning_out_of_range',
      'policies.1 policy_unreachable',
      'policies.3.when last_not_for_all',
      'policies.1.id id_twice',
    ],
  );
});

const ical = (...lines: readonly string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
const imported = (text: string) =>
  readIcal({ text, timeZone: 'Europe/Berlin', from: '2026-01-01', lastYear: 2028 });

test('holidays come from a calendar file: days, yearly days, the nth weekday, part of a day', () => {
  const dates = (...lines: readonly string[]): readonly string[] => {
    const read = imported(ical(...lines));
    assert.ok(read.ok, JSON.stringify(read));
    return read.value.map(({ date, from, to }) => `${date} ${from ?? ''}-${to ?? ''}`);
  };
  assert.deepEqual(dates('DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227'), [
    '2026-12-25 -',
    '2026-12-26 -',
  ]);
  assert.deepEqual(
    dates('DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20240229'),
    ['2028-02-29 -'],
  );
  assert.deepEqual(
    dates('DTSTART;VALUE=DATE:20201126', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;UNTIL=20271231'),
    ['2026-11-26 -', '2027-11-25 -'],
  );
  assert.deepEqual(
    dates('DTSTART;TZID="Europe/Berlin":20261224T1', ' 20000', 'DTEND:20261225T000000'),
    ['2026-12-24 12:00-24:00'],
  );
});

test('what a calendar file holds and is not understood is refused with its line', () => {
  const refusal = (text: string): string => {
    const read = imported(text);
    return read.ok ? 'taken' : `${read.failure.code} ${read.failure.details?.line}`;
  };
  assert.equal(refusal('Dear customer,\n'), 'ical_line_unreadable 1');
  assert.equal(refusal('A:B\n'), 'ical_not_a_calendar 1');
  assert.equal(refusal(ical('SUMMARY:No date')), 'ical_date_missing 3');
  assert.equal(refusal(ical('DTSTART;VALUE=DATE:20260231')), 'ical_date_unreadable 4');
  assert.equal(refusal(ical('DTSTART;VALUE=DATE:99991231')), 'ical_date_out_of_range 4');
  assert.equal(
    refusal(ical('DTSTART;VALUE=DATE:20261225', 'RRULE:FREQ=MONTHLY')),
    'ical_rule_unknown 5',
  );
  assert.equal(
    refusal(ical('DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261224')),
    'ical_end_before_start 5',
  );
  assert.equal(refusal(ical('DTSTART:20261224T120000Z')), 'ical_other_zone 4');
  assert.equal(refusal('BEGIN:VCALENDAR\nBEGIN:VEVENT\n'), 'ical_unclosed 2');
});

const always = timelineOf([{ version: 1, from: 0, book: DEFAULT_BOOK }]);
const logged = (at: number, event: object, actor = 'customer'): LoggedEvent =>
  ({
    conversationId: 'c' as ConversationId,
    seq: at,
    previousPublicSeq: 0,
    at,
    actor: { kind: actor, id: 'x' },
    audience: 'everyone',
    event,
  }) as unknown as LoggedEvent;

const answeredAfter = (ms: number): string | undefined => {
  const facts = {
    category: 'other',
    priority: 'normal',
    tier: 'standard',
    channel: 'livechat',
    locale: 'en',
    teamId: 'general',
  };
  const log = [
    logged(1, { type: 'conversation_started', ...facts }),
    logged(1 + ms, { type: 'message_sent' }, 'agent'),
  ];
  const progress = log.reduce<SlaProgress | undefined>(
    (before, entry) => takeEvent(before, entry, always),
    undefined,
  );
  assert.ok(progress !== undefined);
  return clocksAt(progress, always, 1 + ms)[0]?.state;
};

test('an answer at the very due time is in time; a millisecond later it is not', () => {
  assert.equal(answeredAfter(HOUR_MS), 'met');
  assert.equal(answeredAfter(HOUR_MS + 1), 'breached');
});

test('random histories come to what the oracle says', () => {
  for (let seed = 1; seed <= 40; seed++)
    assert.deepEqual(runHistory(seed).wrong, [], `seed ${seed}`);
});

import { fail, type Outcome, ok } from '../outcome.ts';
import type { Holiday } from './calendar.ts';
import { dateProblem, LAST_YEAR } from './check-calendar.ts';
import { type IcalLine, readIcalLines, unescapeIcal } from './ical-lines.ts';
import { datesOf, readYearly, type Yearly } from './yearly.ts';

export interface IcalInput {
  readonly text: string;
  /** The zone of the calendar that takes the holidays: times in another one are refused. */
  readonly timeZone: string;
  /** Days before this date are left out; `YYYY-MM-DD`. */
  readonly from: string;
  /** Repetitions end with this year. */
  readonly lastYear: number;
}

/** The most that a file may bring: decades of holidays of several countries. */
const HOLIDAYS_MAX = 2_000;
const NAME_MAX = 200;

type Wrong =
  | 'ical_not_a_calendar'
  | 'ical_line_unreadable'
  | 'ical_date_missing'
  | 'ical_date_unreadable'
  | 'ical_date_out_of_range'
  | 'ical_end_before_start'
  | 'ical_other_zone'
  | 'ical_rule_unknown'
  | 'ical_spans_days'
  | 'ical_unclosed'
  | 'ical_too_many';

const wrong = (code: Wrong, line: number) => fail('invalid', code, { line });

interface Moment {
  readonly date: string;
  /** `HH:MM`; null for a whole day. */
  readonly time: string | null;
}

const momentOf = (entry: IcalLine, timeZone: string): Outcome<Moment> => {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z)?)?$/.exec(entry.value.trim());
  if (match === null) return wrong('ical_date_unreadable', entry.line);
  const [, year, month, day, hour, minute, utc] = match;
  const date = `${year}-${month}-${day}`;
  const problem = dateProblem(date);
  if (problem !== null) return wrong(`ical_${problem}`, entry.line);
  if (hour === undefined) return ok({ date, time: null });
  if (Number(hour) > 23 || Number(minute) > 59) return wrong('ical_date_unreadable', entry.line);
  const zone = utc === undefined ? entry.params.get('TZID') : 'UTC';
  // A time without a zone is the local one, wherever the calendar is.
  if (zone !== undefined && zone !== timeZone) return wrong('ical_other_zone', entry.line);
  return ok({ date, time: `${hour}:${minute}` });
};

interface Event {
  readonly line: number;
  readonly entries: ReadonlyMap<string, IcalLine>;
  readonly excluded: readonly IcalLine[];
}

/** The VEVENTs of the file. What is nested in them, such as alarms, says nothing of days. */
const eventsOf = (lines: readonly IcalLine[]): Outcome<readonly Event[]> => {
  const first = lines[0];
  if (first?.name !== 'BEGIN' || first.value.toUpperCase() !== 'VCALENDAR')
    return wrong('ical_not_a_calendar', first?.line ?? 1);
  const open: { name: string; line: number }[] = [];
  const events: Event[] = [];
  let current: { entries: Map<string, IcalLine>; excluded: IcalLine[] } | null = null;
  for (const entry of lines) {
    const value = entry.value.trim().toUpperCase();
    if (entry.name === 'BEGIN') {
      open.push({ name: value, line: entry.line });
      if (value === 'VEVENT') current = { entries: new Map(), excluded: [] };
    } else if (entry.name === 'END') {
      const closing = open.pop();
      if (closing?.name !== value) return wrong('ical_unclosed', entry.line);
      if (value === 'VEVENT' && current !== null) {
        events.push({ line: closing.line, ...current });
        current = null;
      }
    } else if (open.at(-1)?.name === 'VEVENT') {
      if (entry.name === 'EXDATE') current?.excluded.push(entry);
      else current?.entries.set(entry.name, entry);
    }
  }
  const left = open.at(-1);
  return left === undefined ? ok(events) : wrong('ical_unclosed', left.line);
};

/** Whole days of an all-day event: its end is the day after the last (RFC 5545 §3.6.1); without one it is a day. */
const lengthOf = (event: Event, start: Moment, timeZone: string): Outcome<number> => {
  const duration = event.entries.get('DURATION');
  if (duration !== undefined) {
    const match = /^P(\d{1,3})([DW])$/.exec(duration.value.trim());
    if (match === null) return wrong('ical_date_unreadable', duration.line);
    return ok(Number(match[1]) * (match[2] === 'W' ? 7 : 1));
  }
  const entry = event.entries.get('DTEND');
  if (entry === undefined) return ok(1);
  const end = momentOf(entry, timeZone);
  if (!end.ok) return end;
  if (end.value.time !== null) return wrong('ical_date_unreadable', entry.line);
  const { days } = Temporal.PlainDate.from(start.date).until(end.value.date);
  if (days < 0) return wrong('ical_end_before_start', entry.line);
  return days > 366 ? wrong('ical_spans_days', entry.line) : ok(Math.max(1, days));
};

/** The clock times of an event that takes part of a day. */
const timesOf = (event: Event, start: Moment, timeZone: string): Outcome<[string, string]> => {
  const entry = event.entries.get('DTEND');
  if (start.time === null || entry === undefined) return wrong('ical_date_missing', event.line);
  const end = momentOf(entry, timeZone);
  if (!end.ok) return end;
  const next = Temporal.PlainDate.from(start.date).add({ days: 1 }).toString();
  const endsAtMidnight = end.value.date === next && end.value.time === '00:00';
  if (end.value.date !== start.date && !endsAtMidnight) return wrong('ical_spans_days', entry.line);
  const to = endsAtMidnight ? '24:00' : (end.value.time ?? '24:00');
  return to <= start.time ? wrong('ical_end_before_start', entry.line) : ok([start.time, to]);
};

const excludedDates = (event: Event, timeZone: string): Outcome<ReadonlySet<string>> => {
  const dates = new Set<string>();
  for (const entry of event.excluded) {
    for (const value of entry.value.split(',')) {
      const moment = momentOf({ ...entry, value }, timeZone);
      if (!moment.ok) return moment;
      dates.add(moment.value.date);
    }
  }
  return ok(dates);
};

const ONCE: Yearly = { interval: 1, count: 1, until: null, weekday: null };

const holidaysOf = (event: Event, input: IcalInput): Outcome<readonly Holiday[]> => {
  const startEntry = event.entries.get('DTSTART');
  if (startEntry === undefined) return wrong('ical_date_missing', event.line);
  if (event.entries.has('RDATE'))
    return wrong('ical_rule_unknown', event.entries.get('RDATE')?.line ?? event.line);
  const start = momentOf(startEntry, input.timeZone);
  if (!start.ok) return start;
  const ruleEntry = event.entries.get('RRULE');
  const rule = ruleEntry === undefined ? ONCE : readYearly(ruleEntry.value, start.value.date);
  if (rule === null) return wrong('ical_rule_unknown', ruleEntry?.line ?? event.line);
  const timed = start.value.time !== null;
  const times = timed ? timesOf(event, start.value, input.timeZone) : ok([null, null] as const);
  if (!times.ok) return times;
  const days = timed ? ok(1) : lengthOf(event, start.value, input.timeZone);
  if (!days.ok) return days;
  const excluded = excludedDates(event, input.timeZone);
  if (!excluded.ok) return excluded;
  const [from, to] = times.value;
  const name = unescapeIcal(event.entries.get('SUMMARY')?.value ?? '').trim();
  const last = ruleEntry === undefined ? LAST_YEAR : Math.min(input.lastYear, LAST_YEAR);
  const starts = datesOf(Temporal.PlainDate.from(start.value.date), rule, last);
  return ok(
    starts
      .filter((date) => !excluded.value.has(date.toString()))
      .flatMap((date) =>
        Array.from({ length: days.value }, (_, more) => date.add({ days: more }).toString()),
      )
      .filter((date) => date >= input.from && dateProblem(date) === null)
      .map((date) => ({ date, name: [...name].slice(0, NAME_MAX).join(''), from, to })),
  );
};

const isCancelled = ({ entries }: Event): boolean =>
  entries.get('STATUS')?.value.trim().toUpperCase() === 'CANCELLED';

/**
 * The holidays of an iCalendar file: events of whole days or of part of one day, once or yearly. What is not understood
 * to the full is refused with the number of its line (`details.line`), and then nothing is taken.
 */
export const readIcal = (input: IcalInput): Outcome<readonly Holiday[]> => {
  const read = readIcalLines(input.text);
  if (!read.ok) return wrong('ical_line_unreadable', read.line);
  const events = eventsOf(read.lines);
  if (!events.ok) return events;
  const found = new Map<string, Holiday>();
  for (const event of events.value.filter((one) => !isCancelled(one))) {
    const holidays = holidaysOf(event, input);
    if (!holidays.ok) return holidays;
    for (const day of holidays.value) found.set(`${day.date} ${day.from} ${day.to}`, day);
    if (found.size > HOLIDAYS_MAX) return wrong('ical_too_many', event.line);
  }
  return ok([...found.values()].sort((a, b) => (a.date < b.date ? -1 : 1)));
};

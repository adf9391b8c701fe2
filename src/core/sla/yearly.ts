/** A yearly repetition, as far as holidays need one (RFC 5545 §3.3.10). */
export interface Yearly {
  readonly interval: number;
  readonly count: number | null;
  /** The last date, inclusive, `YYYY-MM-DD`. */
  readonly until: string | null;
  /** The n-th weekday of a month: `nth` 1 … 5 from its start, -1 … -5 from its end. Null: the same date each year. */
  readonly weekday: {
    readonly month: number;
    readonly nth: number;
    /** 1 Monday … 7 Sunday. */
    readonly dayOfWeek: number;
  } | null;
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const KNOWN = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYMONTH', 'BYMONTHDAY', 'BYDAY', 'WKST'];

const numberIn = (text: string | undefined, min: number, max: number): number | null => {
  const value = text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : null;
};

const weekdayOf = (
  byDay: string,
  month: number | null,
): { month: number; nth: number; dayOfWeek: number } | null => {
  const match = /^(-?[1-5])(MO|TU|WE|TH|FR|SA|SU)$/.exec(byDay);
  if (match === null || month === null) return null;
  return { month, nth: Number(match[1]), dayOfWeek: DAYS.indexOf(match[2] ?? '') + 1 };
};

const untilOf = (text: string): string | null => {
  const match = /^(\d{4})(\d\d)(\d\d)(T\d{6}Z?)?$/.exec(text);
  return match === null ? null : `${match[1]}-${match[2]}-${match[3]}`;
};

/** Reads an RRULE that begins on `start` (`YYYY-MM-DD`). Null for any rule that is not understood to the full. */
export const readYearly = (rule: string, start: string): Yearly | null => {
  const parts = new Map(
    rule.split(';').map((part) => {
      const [key = '', value = ''] = part.toUpperCase().split('=');
      return [key, value];
    }),
  );
  if (parts.get('FREQ') !== 'YEARLY' || [...parts.keys()].some((key) => !KNOWN.includes(key)))
    return null;
  const interval = numberIn(parts.get('INTERVAL') ?? '1', 1, 100);
  const counted = parts.get('COUNT');
  const count = counted === undefined ? null : numberIn(counted, 1, 1_000);
  const ends = parts.get('UNTIL');
  const until = ends === undefined ? null : untilOf(ends);
  const byMonth = parts.get('BYMONTH');
  const month = byMonth === undefined ? null : numberIn(byMonth, 1, 12);
  const unread =
    interval === null ||
    (counted !== undefined && count === null) ||
    (ends !== undefined && until === null) ||
    (byMonth !== undefined && month === null);
  if (unread) return null;
  const byDay = parts.get('BYDAY');
  const byMonthDay = parts.get('BYMONTHDAY');
  if (byDay !== undefined) {
    const weekday = byMonthDay === undefined ? weekdayOf(byDay, month) : null;
    return weekday === null ? null : { interval, count, until, weekday };
  }
  const sameDate =
    (month === null || month === Number(start.slice(5, 7))) &&
    (byMonthDay === undefined || Number(byMonthDay) === Number(start.slice(8, 10)));
  return sameDate ? { interval, count, until, weekday: null } : null;
};

const plainDate = (year: number, month: number, day: number): Temporal.PlainDate | null => {
  const date = Temporal.PlainDate.from({ year, month, day });
  // A day that a year does not have is left out of it, not moved.
  return date.day === day ? date : null;
};

const dateIn = (year: number, start: Temporal.PlainDate, { weekday }: Yearly) => {
  if (weekday === null) return plainDate(year, start.month, start.day);
  const { month, nth, dayOfWeek } = weekday;
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  const ahead = (dayOfWeek - first.dayOfWeek + 7) % 7;
  const days = Array.from({ length: 5 }, (_, week) => 1 + ahead + 7 * week).filter(
    (day) => day <= first.daysInMonth,
  );
  const day = days.at(nth > 0 ? nth - 1 : nth);
  return day === undefined ? null : plainDate(year, month, day);
};

/** The dates on which it falls from its start to the end of `lastYear`. */
export const datesOf = (
  start: Temporal.PlainDate,
  rule: Yearly,
  lastYear: number,
): readonly Temporal.PlainDate[] => {
  const dates: Temporal.PlainDate[] = [];
  for (let year = start.year; year <= lastYear; year += rule.interval) {
    if (rule.count !== null && dates.length >= rule.count) break;
    const date = dateIn(year, start, rule);
    if (date === null || Temporal.PlainDate.compare(date, start) < 0) continue;
    if (rule.until !== null && date.toString() > rule.until) break;
    dates.push(date);
  }
  return dates;
};

import type { AtMs } from '../ids.ts';
import type { ComplaintRule } from './complaint-rule.ts';

const DAY_MS = 86_400_000;
/** A calendar with so few business days that a term has no end is a mistake, and no term. */
const FURTHEST_DAYS = 2_000;

/** What days are counted in. */
export interface TermCalendar extends Pick<ComplaintRule, 'weekend' | 'holidays'> {
  /** IANA name. */
  readonly timeZone: string;
  /** Whether nobody works between these two moments, the first and the last of a day. */
  readonly isClosed: (from: AtMs, to: AtMs) => boolean;
}

const beginOf = (day: Temporal.PlainDate, timeZone: string): AtMs =>
  day.toZonedDateTime({ timeZone }).epochMilliseconds;

const isBusinessDay = (
  day: Temporal.PlainDate,
  { timeZone, weekend, holidays, isClosed }: TermCalendar,
): boolean => {
  const text = day.toString();
  if (weekend.includes(day.dayOfWeek)) return false;
  if (holidays.includes(text) || holidays.includes(text.slice(5))) return false;
  return !isClosed(beginOf(day, timeZone), beginOf(day.add({ days: 1 }), timeZone));
};

/**
 * The last moment of a term of `days` that began at `from`: the day of the beginning does not count, the last one does
 * to its end. Days are those of the calendar's time zone, however long daylight saving makes them. Throws where there
 * are no business days within 2,000 days.
 */
export const termFrom = (
  from: AtMs,
  days: number,
  counted: ComplaintRule['counted'],
  calendar: TermCalendar,
): AtMs => {
  const { timeZone } = calendar;
  let day = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone).toPlainDate();
  const last = day.add({ days: FURTHEST_DAYS });
  for (let left = days; left > 0; ) {
    day = day.add({ days: 1 });
    if (Temporal.PlainDate.compare(day, last) > 0)
      throw new Error('a calendar without business days');
    if (counted === 'calendar' || isBusinessDay(day, calendar)) left--;
  }
  return beginOf(day.add({ days: 1 }), timeZone) - 1;
};

const WARNING_MS = 7 * DAY_MS;

/** When those in charge are warned: a week before, or with a fifth of a short term left. */
export const warnComplaintAt = (openedAt: AtMs, dueAt: AtMs): AtMs =>
  dueAt - Math.min(WARNING_MS, Math.floor((dueAt - openedAt) / 5));

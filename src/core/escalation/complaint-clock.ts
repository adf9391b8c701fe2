import type { AtMs } from '../ids.ts';

/** By when the law wants a complaint decided. */
export interface ComplaintRule {
  /** ISO 3166-1 alpha-2; `*` for every country without a rule of its own. */
  readonly country: string;
  readonly days: number;
  readonly counted: 'business' | 'calendar';
  /** Days, counted alike, within which its receipt is confirmed. */
  readonly acknowledgeDays: number;
  /** The team on whose closed days no business day is counted; null: weekends alone. */
  readonly calendarTeamId: string | null;
}

const DAY_MS = 86_400_000;
const SATURDAY = 6;
/** A calendar with so few business days that a term has no end is a mistake, and no term. */
const FURTHEST_DAYS = 2_000;

const dayOf = (at: AtMs): number => Math.floor(at / DAY_MS);

/** 1970-01-01 was a Thursday. 1 Monday … 7 Sunday. */
const weekdayOf = (day: number): number => ((day + 3) % 7) + 1;

/**
 * The last moment of a term of `days` that began at `from`: the day of the beginning does not count, the last one does
 * to its end. Days are those of UTC. `isClosed`: whether nobody works on the day that begins at that time.
 */
export const termFrom = (
  from: AtMs,
  days: number,
  counted: ComplaintRule['counted'],
  isClosed: (dayBegins: AtMs) => boolean,
): AtMs => {
  let day = dayOf(from);
  const last = day + FURTHEST_DAYS;
  for (let left = days; left > 0; ) {
    day++;
    if (day > last) throw new Error('a calendar without business days');
    const works = counted === 'calendar' || (weekdayOf(day) < SATURDAY && !isClosed(day * DAY_MS));
    if (works) left--;
  }
  return (day + 1) * DAY_MS - 1;
};

const WARNING_MS = 7 * DAY_MS;

/** When those in charge are warned: a week before, or with a fifth of a short term left. */
export const warnComplaintAt = (openedAt: AtMs, dueAt: AtMs): AtMs =>
  dueAt - Math.min(WARNING_MS, Math.floor((dueAt - openedAt) / 5));

import type { AtMs } from '../ids.ts';

const DAY_MS = 86_400_000;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);

/** Days since 1970-01-01. Source: H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil. */
const dayNumber = (year: number, month: number, day: number): number => {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

/** `2026-03-09` as the moment when that day begins, UTC. Undefined where there is no such day, or not from 1970 on. */
export const parseDay = (text: string): AtMs | undefined => {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.normalize('NFKC'));
  if (match === null) return undefined;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const known = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return known ? dayNumber(year, month, day) * DAY_MS : undefined;
};

export const nextDay = (at: AtMs): AtMs => at + DAY_MS;

import {
  type Calendar,
  type Holiday,
  MINUTES_A_DAY,
  MINUTES_A_WEEK,
  minuteOf,
  minutesOf,
  type Shift,
} from './calendar.ts';

/** What is wrong and where: `path` as in `shifts.2.to`; `code` is the key of a sentence (`sla.problem.<code>`). */
export interface Problem {
  readonly path: string;
  readonly code:
    | 'zone_unknown'
    | 'weekday_unknown'
    | 'time_unreadable'
    | 'shifts_overlap'
    | 'never_open'
    | 'date_unreadable'
    | 'date_out_of_range'
    | 'holiday_twice'
    | 'holiday_half_timed'
    | 'holiday_reversed'
    | 'name_missing'
    | 'id_twice'
    | 'calendar_missing'
    | 'no_policies'
    | 'last_not_for_all'
    | 'policy_unreachable'
    | 'target_out_of_range'
    | 'warning_out_of_range';
  /** The row that it collides with, counted from 0. */
  readonly other?: number;
}

/** Dates that a calendar may name. */
export const FIRST_YEAR = 2000;
export const LAST_YEAR = 2099;

const LONG_MONTHS = [1, 3, 5, 7, 8, 10, 12];

const daysIn = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return LONG_MONTHS.includes(month) ? 31 : 30;
};

/** Whether a `YYYY-MM-DD` is a day, and one of the years in reach; the problem's code when not. */
export const dateProblem = (date: string): 'date_unreadable' | 'date_out_of_range' | null => {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (match === null) return 'date_unreadable';
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return 'date_unreadable';
  return year < FIRST_YEAR || year > LAST_YEAR ? 'date_out_of_range' : null;
};

const shiftProblem = (shift: Shift, path: string): Problem | null => {
  if (!Number.isInteger(shift.weekday) || shift.weekday < 1 || shift.weekday > 7)
    return { path: `${path}.weekday`, code: 'weekday_unknown' };
  const from = minuteOf(shift.from);
  if (from === null || from === MINUTES_A_DAY)
    return { path: `${path}.from`, code: 'time_unreadable' };
  return minutesOf(shift) === null ? { path: `${path}.to`, code: 'time_unreadable' } : null;
};

interface Stretch {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** The later row of each two that share a minute; a week is a ring, so Sunday's night may meet Monday. */
const overlaps = (shifts: readonly Shift[], path: string): readonly Problem[] => {
  const stretches = shifts.flatMap((shift, row): Stretch[] => {
    const minutes = minutesOf(shift);
    if (minutes === null || shiftProblem(shift, path) !== null) return [];
    const start = (shift.weekday - 1) * MINUTES_A_DAY;
    return [{ row, from: start + minutes.from, to: start + minutes.to }];
  });
  const meets = (a: Stretch, b: Stretch): boolean =>
    [-MINUTES_A_WEEK, 0, MINUTES_A_WEEK].some(
      (turn) => a.from < b.to + turn && b.from + turn < a.to,
    );
  return stretches.flatMap((later, index): Problem[] => {
    const earlier = stretches.slice(0, index).find((one) => meets(one, later));
    return earlier === undefined
      ? []
      : [{ path: `${path}.${later.row}`, code: 'shifts_overlap', other: earlier.row }];
  });
};

const holidayProblem = (holiday: Holiday, path: string): Problem | null => {
  const wrongDate = dateProblem(holiday.date);
  if (wrongDate !== null) return { path: `${path}.date`, code: wrongDate };
  if ((holiday.from === null) !== (holiday.to === null))
    return { path, code: 'holiday_half_timed' };
  if (holiday.from === null || holiday.to === null) return null;
  const from = minuteOf(holiday.from);
  const to = minuteOf(holiday.to);
  if (from === null || from === MINUTES_A_DAY)
    return { path: `${path}.from`, code: 'time_unreadable' };
  if (to === null) return { path: `${path}.to`, code: 'time_unreadable' };
  return to <= from ? { path, code: 'holiday_reversed' } : null;
};

const isSame = (a: Holiday, b: Holiday): boolean =>
  a.date === b.date && a.from === b.from && a.to === b.to;

const doubles = (holidays: readonly Holiday[], path: string): readonly Problem[] =>
  holidays.flatMap((later, row): Problem[] => {
    const other = holidays.slice(0, row).findIndex((earlier) => isSame(earlier, later));
    return other < 0 ? [] : [{ path: `${path}.${row}`, code: 'holiday_twice', other }];
  });

/**
 * What makes a calendar impossible, row by row; empty when it can be used. `isZone` says whether a time zone is known.
 */
export const checkCalendar = (
  calendar: Calendar,
  isZone: (name: string) => boolean,
  path: string,
): readonly Problem[] => {
  const problems: (Problem | null)[] = [
    calendar.name.trim() === '' ? { path: `${path}.name`, code: 'name_missing' } : null,
    isZone(calendar.timeZone) ? null : { path: `${path}.timeZone`, code: 'zone_unknown' },
    calendar.shifts.length === 0 ? { path: `${path}.shifts`, code: 'never_open' } : null,
    ...calendar.shifts.map((shift, row) => shiftProblem(shift, `${path}.shifts.${row}`)),
    ...overlaps(calendar.shifts, `${path}.shifts`),
    ...calendar.holidays.map((day, row) => holidayProblem(day, `${path}.holidays.${row}`)),
    ...doubles(calendar.holidays, `${path}.holidays`),
  ];
  return problems.filter((problem) => problem !== null);
};

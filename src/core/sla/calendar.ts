/** A stretch of opening on one day of the week. `from` and `to` are local clock times, `HH:MM`. */
export interface Shift {
  /** 1 Monday … 7 Sunday: the day on which it begins. */
  readonly weekday: number;
  /** `00:00` to `23:59`. */
  readonly from: string;
  /** `00:00` to `24:00`; at or before `from` it lies on the next day. */
  readonly to: string;
}

/** Closed on a local date: all day, or between two clock times of it. */
export interface Holiday {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly name: string;
  /** `00:00` to `23:59`; null with `to` for the whole day. */
  readonly from: string | null;
  /** `00:01` to `24:00`, after `from`. */
  readonly to: string | null;
}

/** When a team or department works: a time zone, weekly shifts, and the days that are none. */
export interface Calendar {
  readonly id: string;
  readonly name: string;
  /** IANA name, for example `Europe/Berlin`. */
  readonly timeZone: string;
  readonly shifts: readonly Shift[];
  readonly holidays: readonly Holiday[];
}

export const MINUTES_A_DAY = 1_440;
export const MINUTES_A_WEEK = 7 * MINUTES_A_DAY;

/** The minute of the day of `HH:MM` (`24:00` is 1440); null for what is no clock time. */
export const minuteOf = (time: string): number | null => {
  const match = /^(\d\d):(\d\d)$/.exec(time);
  if (match === null) return null;
  const hour = Number(match[1]);
  const minute = Number(match[2]);
  return hour < 24 && minute < 60
    ? hour * 60 + minute
    : hour === 24 && minute === 0
      ? MINUTES_A_DAY
      : null;
};

/** `HH:MM` of a minute of the day, 0 to 1440. */
export const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** A shift as minutes from the midnight that begins its day; the end exceeds 1440 past midnight. Null when unreadable. */
export const minutesOf = (shift: Shift): { readonly from: number; readonly to: number } | null => {
  const from = minuteOf(shift.from);
  const to = minuteOf(shift.to);
  if (from === null || to === null || from === MINUTES_A_DAY) return null;
  return { from, to: to <= from ? to + MINUTES_A_DAY : to };
};

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;

/** Never closed: what an installation begins with. */
export const ALWAYS_OPEN: Calendar = {
  id: 'always',
  name: '24/7',
  timeZone: 'UTC',
  shifts: EVERY_DAY.map((weekday) => ({ weekday, from: '00:00', to: '24:00' })),
  holidays: [],
};

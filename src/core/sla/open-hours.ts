import type { AtMs } from '../ids.ts';
import { type Calendar, MINUTES_A_DAY, MINUTES_A_WEEK, minuteOf, minutesOf } from './calendar.ts';

/** Open from `from` until, not including, `to`. */
export interface OpenStretch {
  readonly from: AtMs;
  readonly to: AtMs;
}

/** A calendar made ready to count with. */
export interface OpenHours {
  /** The first instant at which `ms` of business time have passed since `from`; null beyond the horizon. */
  add(from: AtMs, ms: number): AtMs | null;
  /** Business time between two instants, ms; 0 when `to` is not after `from`. */
  between(from: AtMs, to: AtMs): number;
  /** The open stretches within `[from, to)`, in order; those that touch are one. */
  list(from: AtMs, to: AtMs): readonly OpenStretch[];
}

/** Minutes from the midnight that begins a day. */
interface Piece {
  readonly from: number;
  readonly to: number;
}

/** How far a due time may lie ahead: eleven years of days. Beyond it there is none. */
const HORIZON_DAYS = 4_020;
/** Days kept ready. A calendar in use touches a few hundred. */
const KEPT_DAYS = 20_000;

const EPOCH = new Temporal.PlainDate(1970, 1, 1);

const without = (pieces: readonly Piece[], closed: Piece): readonly Piece[] =>
  pieces.flatMap((piece) => {
    if (closed.to <= piece.from || closed.from >= piece.to) return [piece];
    const left = { from: piece.from, to: closed.from };
    const right = { from: closed.to, to: piece.to };
    return [left, right].filter(({ from, to }) => from < to);
  });

/**
 * The first instant at which the clock of the zone shows this time or a later one. So a time that is skipped in spring
 * is reached when the clock jumps over it, and one that comes twice in autumn is reached the first time.
 */
const instantOf = (timeZone: string, date: Temporal.PlainDate, minute: number): AtMs => {
  const days = Math.floor(minute / MINUTES_A_DAY);
  const rest = minute % MINUTES_A_DAY;
  const day = days === 0 ? date : date.add({ days });
  const local = day.toPlainDateTime({ hour: Math.floor(rest / 60), minute: rest % 60 });
  const early = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (early.toPlainDateTime().equals(local)) return early.epochMilliseconds;
  const jump = early.getTimeZoneTransition('next');
  if (jump === null) throw new Error(`${timeZone} skips ${local.toString()} without a transition`);
  return jump.epochMilliseconds;
};

const shiftsByWeekday = (calendar: Calendar): readonly (readonly Piece[])[] => {
  const days: Piece[][] = Array.from({ length: 8 }, () => []);
  for (const shift of calendar.shifts) {
    const minutes = minutesOf(shift);
    if (minutes === null) throw new Error(`a shift of ${calendar.id} was not checked`);
    days[shift.weekday]?.push(minutes);
  }
  return days.map((day) => day.sort((a, b) => a.from - b.from));
};

const closedByDate = (calendar: Calendar): ReadonlyMap<string, readonly Piece[]> => {
  const closed = new Map<string, Piece[]>();
  for (const { date, from, to } of calendar.holidays) {
    const piece = {
      from: (from === null ? null : minuteOf(from)) ?? 0,
      to: (to === null ? null : minuteOf(to)) ?? MINUTES_A_DAY,
    };
    closed.set(date, [...(closed.get(date) ?? []), piece]);
  }
  return closed;
};

/** Without this, an installation that never closes would walk through the days for nothing. */
const neverCloses = (calendar: Calendar, days: readonly (readonly Piece[])[]): boolean =>
  calendar.holidays.length === 0 &&
  days.flat().reduce((sum, { from, to }) => sum + to - from, 0) === MINUTES_A_WEEK;

const whole: OpenHours = {
  add: (from, ms) => from + Math.max(0, ms),
  between: (from, to) => Math.max(0, to - from),
  list: (from, to) => (from < to ? [{ from, to }] : []),
};

/** Local days since 1970 to the stretches of the shifts that begin on them. */
const dayReader = (calendar: Calendar, shifts: readonly (readonly Piece[])[]) => {
  const closed = closedByDate(calendar);
  const kept = new Map<number, readonly OpenStretch[]>();
  const compute = (dayNumber: number): readonly OpenStretch[] => {
    const date = EPOCH.add({ days: dayNumber });
    let pieces: readonly Piece[] = shifts[date.dayOfWeek] ?? [];
    if (pieces.length === 0) return [];
    for (const piece of closed.get(date.toString()) ?? []) pieces = without(pieces, piece);
    // A shift past midnight meets the holidays of the next day as well.
    for (const { from, to } of closed.get(date.add({ days: 1 }).toString()) ?? [])
      pieces = without(pieces, { from: from + MINUTES_A_DAY, to: to + MINUTES_A_DAY });
    return pieces
      .map(({ from, to }) => ({
        from: instantOf(calendar.timeZone, date, from),
        to: instantOf(calendar.timeZone, date, to),
      }))
      .filter(({ from, to }) => from < to);
  };
  return (dayNumber: number): readonly OpenStretch[] => {
    const known = kept.get(dayNumber);
    if (known !== undefined) return known;
    if (kept.size >= KEPT_DAYS) kept.clear();
    const made = compute(dayNumber);
    kept.set(dayNumber, made);
    return made;
  };
};

/** Makes a checked calendar ready. Costs little; keep it as long as the calendar, for it remembers its days. */
export const openHoursOf = (calendar: Calendar): OpenHours => {
  const shifts = shiftsByWeekday(calendar);
  if (neverCloses(calendar, shifts)) return whole;
  const stretchesOf = dayReader(calendar, shifts);
  const dayOf = (at: AtMs): number =>
    EPOCH.until(
      Temporal.Instant.fromEpochMilliseconds(at)
        .toZonedDateTimeISO(calendar.timeZone)
        .toPlainDate(),
    ).days;
  /** Calls `take` with each open stretch that ends after `from`, until it says that it has enough. */
  const walk = (from: AtMs, take: (stretch: OpenStretch) => boolean): boolean => {
    // A shift of the day before may reach past midnight.
    const first = dayOf(from) - 1;
    for (let day = first; day <= first + HORIZON_DAYS; day++) {
      for (const stretch of stretchesOf(day)) {
        if (stretch.to > from && take({ from: Math.max(from, stretch.from), to: stretch.to }))
          return true;
      }
    }
    return false;
  };
  return {
    add: (from, ms) => {
      if (ms <= 0) return from;
      let left = ms;
      let at: AtMs | null = null;
      walk(from, (stretch) => {
        const length = stretch.to - stretch.from;
        if (left > length) {
          left -= length;
          return false;
        }
        at = stretch.from + left;
        return true;
      });
      return at;
    },
    between: (from, to) => {
      let sum = 0;
      if (to <= from) return sum;
      walk(from, (stretch) => {
        sum += Math.max(0, Math.min(stretch.to, to) - stretch.from);
        return stretch.to >= to;
      });
      return sum;
    },
    list: (from, to) => {
      const found: OpenStretch[] = [];
      if (to <= from) return found;
      walk(from, (stretch) => {
        if (stretch.from >= to) return true;
        const last = found.at(-1);
        const end = Math.min(stretch.to, to);
        if (last !== undefined && last.to === stretch.from)
          found[found.length - 1] = { from: last.from, to: end };
        else found.push({ from: stretch.from, to: end });
        return stretch.to >= to;
      });
      return found;
    },
  };
};

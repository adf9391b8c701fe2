/** The oracle's legs: which minutes of a calendar are worked, found by walking through them. */
import type { WorldCalendar } from './world.ts';
import { type Zone, zoneOf } from './zone.ts';

export const MINUTE_MS = 60_000;
export const DAY_MINUTES = 1_440;
const WEEK_MINUTES = 7 * DAY_MINUTES;
/** 1970-01-01 was a Thursday. */
const EPOCH_WEEKDAY = 3;
/** A clock that was set back shows old times again for this long at most. */
const RUN_UP_MINUTES = 3 * DAY_MINUTES;

const minutes = (time: string): number => {
  const [hour, minute] = time.split(':').map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
};

/** Which minutes of the week are worked, Monday 00:00 first. */
const weekOf = (calendar: WorldCalendar): Uint8Array => {
  const week = new Uint8Array(WEEK_MINUTES);
  for (const { weekday, from, to } of calendar.shifts) {
    const length = minutes(to) - minutes(from);
    const worked = length > 0 ? length : length + DAY_MINUTES;
    const first = (weekday - 1) * DAY_MINUTES + minutes(from);
    for (let minute = 0; minute < worked; minute++) week[(first + minute) % WEEK_MINUTES] = 1;
  }
  return week;
};

/** Says of each minute since 1970 whether it is worked. Asked in any order; walked in one. */
export class Walk {
  readonly #zone: Zone;
  readonly #week: Uint8Array;
  readonly #closed = new Map<number, [number, number][]>();
  readonly #first: number;
  readonly #open: number[] = [];
  /** The latest local time that the clock has shown so far: what is shown a second time counts as the first. */
  #shown = Number.NEGATIVE_INFINITY;

  constructor(calendar: WorldCalendar, from: number) {
    this.#zone = zoneOf(calendar.timeZone);
    this.#week = weekOf(calendar);
    this.#first = from - RUN_UP_MINUTES;
    for (const { date, from: begins, to: ends } of calendar.holidays) {
      const day = Date.parse(`${date}T00:00:00Z`) / MINUTE_MS / DAY_MINUTES;
      const hours: [number, number] = [minutes(begins ?? '00:00'), minutes(ends ?? '24:00')];
      this.#closed.set(day, [...(this.#closed.get(day) ?? []), hours]);
    }
  }

  isOpen(minute: number): boolean {
    for (let next = this.#first + this.#open.length; next <= minute; next++) {
      this.#shown = Math.max(this.#shown, next + this.#zone.offsetAt(next));
      this.#open.push(this.#isWorked(this.#shown) ? 1 : 0);
    }
    return this.#open[minute - this.#first] === 1;
  }

  #isWorked(local: number): boolean {
    const day = Math.floor(local / DAY_MINUTES);
    const minute = local - day * DAY_MINUTES;
    if (this.#week[((day + EPOCH_WEEKDAY) % 7) * DAY_MINUTES + minute] !== 1) return false;
    return !(this.#closed.get(day) ?? []).some(([from, to]) => minute >= from && minute < to);
  }
}

/** Milliseconds worked from `from` to `to`, minute by minute, and when `wanted` of them had passed. */
export const walkOver = (
  walk: Walk | null,
  from: number,
  to: number,
  wanted: number,
): { readonly used: number; readonly reachedAt: number | null } => {
  let used = 0;
  let at = from;
  while (at < to) {
    const minute = Math.floor(at / MINUTE_MS);
    const next = Math.min(to, (minute + 1) * MINUTE_MS);
    if (walk === null || walk.isOpen(minute)) {
      if (used + (next - at) >= wanted) return { used: wanted, reachedAt: at + (wanted - used) };
      used += next - at;
    }
    at = next;
  }
  return { used, reachedAt: null };
};

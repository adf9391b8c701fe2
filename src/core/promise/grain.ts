import type { AtMs } from '../ids.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Up to this much of a promise, times are told to this grain, ms. */
const GRAINS: readonly (readonly [upTo: number, grain: number])[] = [
  [20 * MINUTE_MS, MINUTE_MS],
  [2 * HOUR_MS, 5 * MINUTE_MS],
  [12 * HOUR_MS, 15 * MINUTE_MS],
];

/** The grain in which a time that lies so far ahead is told: nobody promises 14:07 for tomorrow. */
export const grainOf = (spanMs: number): number =>
  GRAINS.find(([upTo]) => spanMs <= upTo)?.[1] ?? HOUR_MS;

/** The due time as it is told: never sooner than it is expected. */
export const roundUp = (dueAt: AtMs, now: AtMs): AtMs => {
  const grain = grainOf(Math.max(0, dueAt - now));
  return Math.ceil(dueAt / grain) * grain;
};

const LEAST_MOVE_MS = 5 * MINUTE_MS;
const MOVE_SHARE = 0.25;

/** Whether a new time is news: by five minutes at least, and by a quarter of what is left. */
export const isNews = (dueAt: AtMs, before: AtMs, now: AtMs): boolean =>
  Math.abs(dueAt - before) >= Math.max(LEAST_MOVE_MS, MOVE_SHARE * Math.max(0, before - now));

const LONGEST_WARNING_MS = 30 * MINUTE_MS;
const WARNING_SHARE = 0.2;

/** When the owner is warned: with a fifth of the time left, half an hour at most. */
export const warnAt = (madeAt: AtMs, dueAt: AtMs): AtMs =>
  dueAt - Math.floor(Math.min(LONGEST_WARNING_MS, Math.max(0, dueAt - madeAt) * WARNING_SHARE));

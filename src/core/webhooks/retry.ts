import type { AtMs } from '../ids.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** After the first failure, the second, and so on; then the last for as long as it takes. */
const DELAYS_MS = [
  5_000,
  30_000,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
] as const;

/** For this long a delivery is tried, and a subscription that fails at all is kept. */
export const TRY_FOR_MS = 3 * 24 * HOUR_MS;

/** How long to wait after this many failures. `chance` in [0, 1) spreads those that failed together over a fifth more. */
export const delayAfterMs = (failures: number, chance: number): number => {
  const delay = DELAYS_MS[Math.min(Math.max(failures, 1), DELAYS_MS.length) - 1] ?? 4 * HOUR_MS;
  return Math.round(delay * (1 + 0.2 * chance));
};

/** Whether what has failed since then has failed for too long. */
export const isSpent = (since: AtMs | null, now: AtMs): boolean =>
  since !== null && now - since >= TRY_FOR_MS;

import type { AtMs } from '../ids.ts';

const SECOND_MS = 1_000;
/** Waits after the first, second … try that brought no answer. */
const WAITS_MS = [1, 2, 4, 8, 15, 30].map((seconds) => seconds * SECOND_MS);
const LATER_MS = 60 * SECOND_MS;

/**
 * When the exchange is asked again to lock an account after `attempts` tries without an answer. A lock is never given
 * up: from the seventh try on, every minute until the exchange answers.
 */
export const nextLockTry = (attempts: number, now: AtMs): AtMs =>
  now + (WAITS_MS[attempts - 1] ?? LATER_MS);

/** A wish to lock that comes so soon after another for the same account is the same wish. */
export const SAME_LOCK_MS = 60 * SECOND_MS;

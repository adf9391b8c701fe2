import { CLOSE_CODES } from './close-codes.ts';

/** The longest pause between two attempts, milliseconds. Attempts never end. */
export const LONGEST_PAUSE_MS = 20_000;
const FIRST_PAUSE_MS = 400;

/**
 * Pause before the next attempt, milliseconds: doubling from 0.4 s up to 20 s, and between half and the whole
 * of that by `random` (0 to 1), so that many clients do not come back together.
 * A drained server (1012) is followed quickly by another; one that cut us off for slowness (1013) or for
 * flooding gets some air; a refused origin will not change soon.
 */
export const decideDelay = (attempt: number, closeCode: number | null, random: number): number => {
  if (closeCode === CLOSE_CODES.goingAway && attempt === 0) return Math.round(100 + random * 1_400);
  if (closeCode === CLOSE_CODES.tooSlow && attempt === 0) return Math.round(2_000 + random * 3_000);
  if (closeCode === CLOSE_CODES.tooManyFrames || closeCode === CLOSE_CODES.forbiddenOrigin)
    return Math.round(LONGEST_PAUSE_MS + random * LONGEST_PAUSE_MS);
  const whole = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt, 16));
  return Math.round(whole * (0.5 + random / 2));
};

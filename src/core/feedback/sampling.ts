import type { AtMs } from '../ids.ts';

/** One in so many customers is asked in a quarter. */
const ONE_IN = 10;
/** Nobody is asked twice within this time. */
const PAUSE_MS = 90 * 86_400_000;
/** Asked only by whoever had a request solved within this time. */
const AFTER_SOLVED_MS = 14 * 86_400_000;
const QUARTER_MS = 91 * 86_400_000;

/** FNV-1a, 32 bits: even enough to sample by. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (const character of text)
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
};

/**
 * Whether this customer is asked now if they would recommend the exchange's support. The sample is drawn anew each
 * quarter, the same for every process, so that asking again gives the same answer.
 */
export const mayAskNps = (
  customer: {
    readonly id: string;
    readonly askedAt: AtMs | null;
    readonly solvedAt: AtMs | null;
  },
  at: AtMs,
): boolean => {
  const { id, askedAt, solvedAt } = customer;
  if (solvedAt === null || at - solvedAt > AFTER_SOLVED_MS) return false;
  if (askedAt !== null && at - askedAt < PAUSE_MS) return false;
  return hash(`${Math.floor(at / QUARTER_MS)}:${id}`) % ONE_IN === 0;
};

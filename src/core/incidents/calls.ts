import type { AtMs } from '../ids.ts';

export const CALL_RESULTS = ['reached', 'not_reached', 'given_up'] as const;
export type CallResult = (typeof CALL_RESULTS)[number];

/** Nobody is called more often than this without an answer. */
export const MOST_TRIES = 3;
const HALF_HOUR_MS = 30 * 60_000;

/** What follows from a call: it is over, or tried again in the half hour that begins then. */
export type AfterCall =
  | { readonly kind: 'ended'; readonly outcome: 'reached' | 'given_up' }
  | { readonly kind: 'again'; readonly slot: AtMs };

/**
 * `tries`: how often nobody had answered before. Who did not answer is given half an hour at least, and after the third
 * time is written to instead.
 */
export const afterCall = (result: CallResult, tries: number, at: AtMs): AfterCall => {
  if (result !== 'not_reached') return { kind: 'ended', outcome: result };
  if (tries + 1 >= MOST_TRIES) return { kind: 'ended', outcome: 'given_up' };
  return { kind: 'again', slot: Math.ceil((at + HALF_HOUR_MS) / HALF_HOUR_MS) * HALF_HOUR_MS };
};

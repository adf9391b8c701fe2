import type { WaitEstimate } from './estimate-waits.ts';

/** A wait that is over: what the simulation said at first, and how long it was from then on. */
export interface WaitOutcome {
  readonly estimateMs: number;
  readonly realMs: number;
}

/** Shorter ones are served almost at once, and their ratio says nothing. */
const LEAST_MS = 1_000;
/** As many outcomes as these count as much as the belief that the simulation is right. */
const BELIEF = 20;
const LEAST = 0.7;
const MOST = 1.6;

/**
 * By how much simulated waits are to be stretched: the median of real to simulated over waits that ended lately, drawn
 * towards 1 while they are few. The simulation knows who waits and who works; it does not know what only happens: pauses
 * between two conversations, offers taken up late, people with emergencies who have not come yet.
 */
export const calibrateWaits = (outcomes: readonly WaitOutcome[]): number => {
  const ratios = outcomes
    .filter(({ estimateMs, realMs }) => estimateMs >= LEAST_MS && realMs >= LEAST_MS)
    .map(({ estimateMs, realMs }) => realMs / estimateMs)
    .sort((a, b) => a - b);
  const median = ratios[Math.floor(ratios.length / 2)];
  if (median === undefined) return 1;
  const weight = ratios.length / (ratios.length + BELIEF);
  return Math.min(MOST, Math.max(LEAST, Math.exp(weight * Math.log(median))));
};

/** An estimate with its times stretched. */
export const stretchEstimate = (estimate: WaitEstimate, by: number): WaitEstimate =>
  estimate.kind === 'no_number'
    ? estimate
    : {
        ...estimate,
        lowMs: estimate.lowMs * by,
        toldMs: estimate.toldMs * by,
        highMs: estimate.highMs * by,
      };

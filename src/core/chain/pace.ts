/** Blocks' intervals as they were, in milliseconds. */
export interface Intervals {
  readonly blocks: number;
  readonly meanIntervalMs: number;
  readonly deviationMs: number;
}

const FEWEST = 3;

/**
 * Mean and deviation of the intervals between blocks made at `times` (ms, oldest first). With fewer than three
 * intervals, or none that took any time, the network's own figure `usualMs` (which is exact for steady chains) and its
 * deviation stand in, and `blocks` is 0.
 */
export const measureIntervals = (
  times: readonly number[],
  usual: { readonly meanMs: number; readonly deviationMs: number },
): Intervals => {
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length);
  if (gaps.length < FEWEST || mean <= 0) {
    return { blocks: 0, meanIntervalMs: usual.meanMs, deviationMs: usual.deviationMs };
  }
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1);
  return { blocks: gaps.length, meanIntervalMs: mean, deviationMs: Math.sqrt(variance) };
};

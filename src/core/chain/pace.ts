/** Blocks' intervals as they were, in milliseconds. */
export interface Intervals {
  readonly blocks: number;
  readonly meanIntervalMs: number;
  readonly deviationMs: number;
}

const FEWEST = 3;
/** With exponential intervals, one in a million is longer than this many medians: the chain, or our node, stood still. */
const STANDSTILL_MEDIANS = 20;

const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * Mean and deviation of the intervals between blocks made at `times` (ms, oldest first), standstills left out. With fewer than three
 * intervals, or none that took any time, the network's own figure `usualMs` (which is exact for steady chains) and its
 * deviation stand in, and `blocks` is 0.
 */
export const measureIntervals = (
  times: readonly number[],
  usual: { readonly meanMs: number; readonly deviationMs: number },
): Intervals => {
  const all = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const longest = STANDSTILL_MEDIANS * medianOf(all);
  const gaps = all.filter((gap) => gap <= longest);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / Math.max(1, gaps.length);
  if (gaps.length < FEWEST || mean <= 0) {
    return { blocks: 0, meanIntervalMs: usual.meanMs, deviationMs: usual.deviationMs };
  }
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1);
  return { blocks: gaps.length, meanIntervalMs: mean, deviationMs: Math.sqrt(variance) };
};

import { CATEGORIES, type Category } from '../vocabulary.ts';
import type { Random } from './random.ts';
import { drawExponential } from './random.ts';

/** One piece of work that an agent held, from being given it to letting it go. */
export interface HandlingSample {
  readonly category: Category;
  readonly durationMs: number;
  /** The agent's mean load in units over that time, this piece included; at least 1. */
  readonly meanLoad: number;
}

/** How long work takes when there is no history. */
export const DEFAULT_HANDLING_MS = 8 * 60_000;
/** Spread of the default: the standard deviation of the logarithm. */
const DEFAULT_LOG_SPREAD = 0.7;
const ENOUGH_FOR_A_CATEGORY = 40;
const ENOUGH_AT_ALL = 5;
/** From so many samples on, what still goes on no longer changes the picture. */
const ENOUGH_WITHOUT_ONGOING = 300;
const ENOUGH_FOR_SLOWDOWN = 40;
/** Below so many longer samples the tail is taken as exponential. */
const ENOUGH_FOR_THE_TAIL = 5;

/**
 * Durations as measured, freed of concurrency. An agent who answers several at once answers each more slowly:
 * duration = work × (1 + slowdown × (load − 1)). `workMs` holds the sorted work of each category.
 */
export interface Handling {
  readonly slowdown: number;
  readonly workMs: Readonly<Record<Category, Float64Array>>;
  /** Whether anything was measured, or policy alone speaks. */
  readonly measured: boolean;
}

/** Work that an agent has held for so long and still holds. */
export interface OngoingSample {
  readonly category: Category;
  readonly elapsedMs: number;
  readonly load: number;
}

/**
 * Learns from history. A category with few samples uses all samples; with next to none at all, a log-normal spread
 * around `DEFAULT_HANDLING_MS` stands in for what is missing.
 *
 * In the first minutes of a history only short work has ended, and samples alone would promise too much. So while
 * there are few, work that still goes on counts too, with the mean of what ended after lasting as long (each is a
 * censored observation whose weight goes to those beyond it, after Efron's reading of Kaplan and Meier).
 */
export const learnHandling = (
  samples: readonly HandlingSample[],
  ongoing: readonly OngoingSample[] = [],
): Handling => {
  const slowdown = fitSlowdown(samples);
  const freed = (durationMs: number, load: number) =>
    durationMs / (1 + slowdown * (Math.max(1, load) - 1));
  const workOf = (sample: HandlingSample) => freed(sample.durationMs, sample.meanLoad);
  const ended = samples.map(workOf);
  const all = [
    ...ended,
    ...(ended.length < ENOUGH_WITHOUT_ONGOING
      ? completed(
          ended,
          ongoing.map(({ elapsedMs, load }) => freed(elapsedMs, load)),
        )
      : []),
  ];
  const pooled =
    ended.length >= ENOUGH_AT_ALL
      ? all
      : [...all, ...defaultWork(2 * ENOUGH_AT_ALL - ended.length)];
  const sortedPool = Float64Array.from(pooled).sort();
  const workMs = Object.fromEntries(
    CATEGORIES.map((category) => {
      const own = samples.filter((sample) => sample.category === category);
      return [
        category,
        own.length >= ENOUGH_FOR_A_CATEGORY ? Float64Array.from(own, workOf).sort() : sortedPool,
      ];
    }),
  ) as Record<Category, Float64Array>;
  return { slowdown, workMs, measured: samples.length >= ENOUGH_AT_ALL };
};

/** How long ongoing work will have taken: the mean of what took longer, or as long again as the mean of all. */
const completed = (ended: readonly number[], ongoing: readonly number[]): readonly number[] => {
  if (ended.length < ENOUGH_AT_ALL) return [];
  const mean = meanOf(ended);
  return ongoing.map((elapsed) => {
    const longer = ended.filter((work) => work > elapsed);
    return longer.length > 0 ? meanOf(longer) : elapsed + mean;
  });
};

const meanOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/**
 * Least squares of duration (as a ratio to its category's mean) on load − 1; slope by intercept, held to 0…2.
 * 0 when there is too little to tell, or loads hardly differ: the durations are then taken as they are.
 */
const fitSlowdown = (samples: readonly HandlingSample[]): number => {
  if (samples.length < ENOUGH_FOR_SLOWDOWN) return 0;
  const means = new Map<Category, { sum: number; count: number }>();
  for (const { category, durationMs } of samples) {
    const mean = means.get(category) ?? { sum: 0, count: 0 };
    means.set(category, { sum: mean.sum + durationMs, count: mean.count + 1 });
  }
  const ratio = (sample: HandlingSample) => {
    const mean = means.get(sample.category) ?? { sum: 1, count: 1 };
    return sample.durationMs / Math.max(1, mean.sum / mean.count);
  };
  const meanX = samples.reduce((sum, sample) => sum + sample.meanLoad - 1, 0) / samples.length;
  const meanY = samples.reduce((sum, sample) => sum + ratio(sample), 0) / samples.length;
  let spread = 0;
  let together = 0;
  for (const sample of samples) {
    const x = sample.meanLoad - 1 - meanX;
    spread += x * x;
    together += x * (ratio(sample) - meanY);
  }
  if (spread / samples.length < 0.05) return 0;
  const slope = together / spread;
  const intercept = meanY - slope * meanX;
  return intercept <= 0 ? 2 : Math.min(2, Math.max(0, slope / intercept));
};

/** Evenly spaced quantiles of the default log-normal, by the logistic approximation of the normal's inverse. */
const defaultWork = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => {
    const share = (index + 0.5) / count;
    const normal = Math.log(share / (1 - share)) / 1.702;
    return DEFAULT_HANDLING_MS * Math.exp(DEFAULT_LOG_SPREAD * normal);
  });

/** How many times slower a fully loaded agent of that capacity answers each. */
export const slowdownAt = (handling: Handling, load: number): number =>
  1 + handling.slowdown * (Math.max(1, load) - 1);

/** A duration of fresh work at that load, in milliseconds. */
export const drawDuration = (
  handling: Handling,
  category: Category,
  load: number,
  random: Random,
): number => {
  const work = handling.workMs[category];
  return (work[Math.floor(random() * work.length)] as number) * slowdownAt(handling, load);
};

/**
 * What remains of work begun `elapsedMs` ago, in milliseconds: a draw from those measured durations that were longer
 * than that, less what has passed. Beyond nearly all of them, an exponential with the mean excess of the longest tenth.
 */
export const drawResidual = (
  handling: Handling,
  category: Category,
  elapsedMs: number,
  load: number,
  random: Random,
): number => {
  const work = handling.workMs[category];
  const factor = slowdownAt(handling, load);
  const done = elapsedMs / factor;
  const from = firstAbove(work, done);
  const longer = work.length - from;
  if (longer >= ENOUGH_FOR_THE_TAIL) {
    return ((work[from + Math.floor(random() * longer)] as number) - done) * factor;
  }
  return drawExponential(tailMean(work), random) * factor;
};

const firstAbove = (sorted: Float64Array, value: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
};

const tailMean = (sorted: Float64Array): number => {
  const from = Math.floor(sorted.length * 0.9);
  const start = sorted[from] as number;
  let sum = 0;
  for (let index = from; index < sorted.length; index++) sum += (sorted[index] as number) - start;
  const median = sorted[sorted.length >>> 1] as number;
  return Math.max(sum / (sorted.length - from), median / 10);
};

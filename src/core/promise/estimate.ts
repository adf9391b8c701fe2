import type { Category } from '../vocabulary.ts';
import { loadScale } from './load.ts';
import type { PromisePolicy } from './policy.ts';

/** A step that has ended, as history keeps it. */
export interface StepSample {
  readonly category: Category;
  /** When the step began; see `loadOf`. */
  readonly load: number;
  /** Business time from beginning to end. */
  readonly ms: number;
}

export interface StepFacts {
  readonly category: Category;
  readonly load: number;
  /** Business time that has passed already; steps that ended sooner say nothing of what is left. */
  readonly elapsedMs: number;
}

interface Weighed {
  readonly ms: number;
  readonly weight: number;
}

/** Beyond so many widths a load is another one altogether. */
const FAR = 3;
/** Where too little is alike, what is twice as far away counts as well, and twice as far again. */
const WIDENINGS = [1, 2, 4, 8, 16] as const;

/** Of steps that took longer than what has passed, so many say something. */
const LEAST_LONGER = 3;

/** Each step as long as it would have taken behind this load, and what it counts. */
const weigh = (
  samples: readonly StepSample[],
  { category, load }: StepFacts,
  { otherCategory }: PromisePolicy,
  width: number,
): readonly Weighed[] => {
  const here = loadScale(load);
  return samples.flatMap((sample) => {
    const doublings = here - loadScale(sample.load);
    const apart = doublings / width;
    if (Math.abs(apart) > FAR) return [];
    const alike = sample.category === category ? 1 : otherCategory;
    return [{ ms: sample.ms * 2 ** doublings, weight: alike * Math.exp(-(apart ** 2) / 2) }];
  });
};

const sum = (all: readonly Weighed[]): number =>
  all.reduce((total, { weight }) => total + weight, 0);

/** The least value below or at which the share of the weight lies; the samples must not be empty. */
const quantileOf = (all: readonly Weighed[], share: number): number => {
  const sorted = [...all].sort((a, b) => a.ms - b.ms);
  const wanted = share * sum(sorted);
  let seen = 0;
  for (const { ms, weight } of sorted) {
    seen += weight;
    if (seen >= wanted) return ms;
  }
  return sorted.at(-1)?.ms ?? 0;
};

/**
 * How much business time a step still takes, by a quantile of those before it: each counts by the likeness of its load
 * (a normal kernel over doublings) and of its category (others count a little, which draws a category with few steps of
 * its own to all), and is stretched to the load of now, since who waits behind twice as many waits twice as long. Null
 * where there is too little history: then the policy speaks.
 */
export const estimateLeft = (
  samples: readonly StepSample[],
  facts: StepFacts,
  policy: PromisePolicy,
): number | null => {
  const least = facts.elapsedMs > 0 ? Math.min(LEAST_LONGER, policy.least) : policy.least;
  for (const times of WIDENINGS) {
    const alike = weigh(samples, facts, policy, policy.loadWidth * times);
    if (sum(alike) < policy.least) continue;
    const longer = alike.filter(({ ms }) => ms > facts.elapsedMs);
    if (sum(longer) >= least) return quantileOf(longer, policy.quantile) - facts.elapsedMs;
  }
  return null;
};

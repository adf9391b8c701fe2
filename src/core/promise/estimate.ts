import type { Category } from '../vocabulary.ts';
import { loadRatio, loadScale } from './load.ts';
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
const FAR = 4;
/** An unheard-of load is not carried further than this from what was measured. */
const MOST_STRETCH = 16;

const weigh = (
  samples: readonly StepSample[],
  { category, load }: Pick<StepFacts, 'category' | 'load'>,
  { loadWidth, otherCategory }: PromisePolicy,
): readonly Weighed[] => {
  const here = loadScale(load);
  return samples.flatMap((sample) => {
    const apart = (loadScale(sample.load) - here) / loadWidth;
    if (Math.abs(apart) > FAR) return [];
    const alike = sample.category === category ? 1 : otherCategory;
    return [{ ms: sample.ms, weight: alike * Math.exp(-(apart ** 2) / 2) }];
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

const heaviest = (samples: readonly StepSample[]): number =>
  samples.reduce((most, { load }) => Math.max(most, load), 0);

/** A load that nobody has seen: what was measured at the highest ones, as many times longer as the line is. */
const beyond = (
  samples: readonly StepSample[],
  facts: StepFacts,
  policy: PromisePolicy,
): readonly Weighed[] => {
  const most = heaviest(samples);
  if (facts.load <= most) return [];
  const stretch = Math.min(MOST_STRETCH, loadRatio(facts.load, most));
  return weigh(samples, { ...facts, load: most }, policy).map(({ ms, weight }) => ({
    ms: ms * stretch,
    weight,
  }));
};

/**
 * How much business time a step still takes, by a quantile of those before it: each counts by the likeness of its load
 * (a normal kernel over doublings) and of its category (others count a little, which draws a category with few steps of
 * its own to all). Null where too little is alike: then the policy speaks.
 */
export const estimateLeft = (
  samples: readonly StepSample[],
  facts: StepFacts,
  policy: PromisePolicy,
): number | null => {
  const near = weigh(samples, facts, policy);
  const alike = sum(near) >= policy.least ? near : beyond(samples, facts, policy);
  const longer = alike.filter(({ ms }) => ms > facts.elapsedMs);
  if (sum(longer) < (facts.elapsedMs > 0 ? Math.min(3, policy.least) : policy.least)) return null;
  return quantileOf(longer, policy.quantile) - facts.elapsedMs;
};

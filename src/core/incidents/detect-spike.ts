/** How many requests came in how much time. */
export interface Exposure {
  readonly count: number;
  readonly minutes: number;
}

/** One look at one series: the newest window, and what is known of the time before. */
export interface Look {
  readonly window: Exposure;
  /** The same hours of earlier days and weeks; no minutes where there are none yet. */
  readonly seasonal: Exposure;
  /** The hours just before the window's hour. */
  readonly recent: Exposure;
}

export interface SpikePolicy {
  /** The chance at which noise is taken for a spike, for each look. */
  readonly alarmBelow: number;
  /** Fewer requests than this are never a spike, however rare they were before. */
  readonly leastCount: number;
  /** Nor are fewer than this many times what was expected. */
  readonly leastRatio: number;
  /** No rate is believed to be below this: an hour of silence is no proof that nobody ever asks. */
  readonly floorPerHour: number;
  /** So many minutes of history are believed at most; days differ from each other by more than chance. */
  readonly believedMinutes: number;
  /** With less than this before it, nothing is unusual yet. */
  readonly leastHistoryMinutes: number;
}

export const DEFAULT_SPIKE_POLICY: SpikePolicy = {
  alarmBelow: 1e-6,
  leastCount: 6,
  leastRatio: 3,
  floorPerHour: 0.5,
  believedMinutes: 24 * 60,
  leastHistoryMinutes: 120,
};

/** What a spike was seen by. */
export interface Spike {
  readonly count: number;
  readonly minutes: number;
  /** How many were to be expected in that time. */
  readonly expected: number;
  /** The chance of seeing as many without a cause. */
  readonly chance: number;
}

/** The history as a belief about the rate: a Gamma distribution with this shape, and this many minutes behind it. */
interface Belief {
  readonly shape: number;
  readonly minutes: number;
}

const PRIOR_MINUTES = 60;

const believe = ({ count, minutes }: Exposure, policy: SpikePolicy): Belief => {
  const share = minutes > policy.believedMinutes ? policy.believedMinutes / minutes : 1;
  return {
    shape: (policy.floorPerHour * PRIOR_MINUTES) / 60 + count * share,
    minutes: PRIOR_MINUTES + minutes * share,
  };
};

const NEGLIGIBLE = 1e-16;

/**
 * The chance of `count` or more when the rate is Gamma distributed (shape r, β minutes) and the count Poisson with it:
 * the tail of the negative binomial with r and p = β / (β + window) (A. Gelman e.a., Bayesian Data Analysis, 2.6).
 * It is wider than the Poisson tail by what is not known of the rate.
 */
export const tailChance = (count: number, windowMinutes: number, belief: Belief): number => {
  if (count <= 0) return 1;
  const { shape, minutes } = belief;
  const logMiss = Math.log(windowMinutes / (minutes + windowMinutes));
  let logTerm = shape * Math.log(minutes / (minutes + windowMinutes));
  for (let k = 0; k < count; k += 1) logTerm += Math.log((shape + k) / (k + 1)) + logMiss;
  let term = Math.exp(logTerm);
  let sum = 0;
  for (let k = count; term > sum * NEGLIGIBLE && k < count + 100_000; k += 1) {
    sum += term;
    term *= ((shape + k) / (k + 1)) * Math.exp(logMiss);
  }
  return Math.min(1, sum);
};

/**
 * Whether the window holds more than chance brings, against what the season and the last hours say: it has to be too
 * much for both, so that neither a Monday morning nor a busy day is taken for an incident. Undefined where it is not.
 */
export const detectSpike = (
  { window, seasonal, recent }: Look,
  policy: SpikePolicy = DEFAULT_SPIKE_POLICY,
): Spike | undefined => {
  const { count, minutes } = window;
  if (count < policy.leastCount || minutes <= 0) return undefined;
  if (seasonal.minutes + recent.minutes < policy.leastHistoryMinutes) return undefined;
  const beliefs = [seasonal, recent]
    .filter((each) => each.minutes > 0)
    .map((each) => believe(each, policy));
  const expected = Math.max(...beliefs.map(({ shape, minutes: of }) => (shape / of) * minutes));
  if (count < expected * policy.leastRatio) return undefined;
  const chance = Math.max(...beliefs.map((belief) => tailChance(count, minutes, belief)));
  return chance < policy.alarmBelow ? { count, minutes, expected, chance } : undefined;
};

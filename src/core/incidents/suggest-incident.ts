import type { AtMs } from '../ids.ts';
import { DEFAULT_SPIKE_POLICY, detectSpike, type Spike, type SpikePolicy } from './detect-spike.ts';
import { type Series, seriesKey } from './vocabulary.ts';

export const BUCKET_MS = 5 * 60_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Lengths of the windows that are looked at, shortest first: a big spike is seen soon, a small one in the end. */
const WINDOWS_MS = [10 * MINUTE_MS, 30 * MINUTE_MS, 60 * MINUTE_MS] as const;
/** The last hours before the window, without the hour in which it may have begun. */
const RECENT_FROM_MS = 7 * HOUR_MS;
const RECENT_TO_MS = HOUR_MS;
/** The same time of day yesterday, and of the same weekday before, half an hour wider on both sides. */
const SEASONS_DAYS = [1, 2, 3, 4, 5, 6, 7, 14, 21, 28] as const;
const SEASON_MARGIN_MS = 30 * MINUTE_MS;
export const HISTORY_DAYS = 29;

/** A suggestion rests for this long before the same thing is suggested again. */
export const COOLING_MS = 6 * HOUR_MS;
/** One that a person put aside rests for longer. */
export const DISMISSED_COOLING_MS = 24 * HOUR_MS;

/** Requests of one series that began within five minutes. */
export interface Bucket {
  readonly at: AtMs;
  readonly count: number;
}

export interface SeriesHistory {
  readonly series: Series;
  /** In any order; buckets without requests may be missing. */
  readonly buckets: readonly Bucket[];
}

export interface Suggestion {
  readonly series: Series;
  readonly spike: Spike;
  /** Since when the requests that it was seen by came. */
  readonly since: AtMs;
}

const sumWithin = (buckets: readonly Bucket[], from: AtMs, to: AtMs): number =>
  buckets.reduce((sum, { at, count }) => (at >= from && at < to ? sum + count : sum), 0);

/** What came within a span, as far as anything was recorded by then. */
const exposureOf = (buckets: readonly Bucket[], from: AtMs, to: AtMs, since: AtMs) => {
  const begin = Math.max(from, since);
  return begin >= to
    ? { count: 0, minutes: 0 }
    : { count: sumWithin(buckets, begin, to), minutes: (to - begin) / MINUTE_MS };
};

const seasonalOf = (buckets: readonly Bucket[], from: AtMs, to: AtMs, since: AtMs) =>
  SEASONS_DAYS.map((days) =>
    exposureOf(
      buckets,
      from - days * DAY_MS - SEASON_MARGIN_MS,
      to - days * DAY_MS + SEASON_MARGIN_MS,
      since,
    ),
  ).reduce((sum, one) => ({ count: sum.count + one.count, minutes: sum.minutes + one.minutes }), {
    count: 0,
    minutes: 0,
  });

/** The clearest spike of one series at this moment. `since`: from when on requests were counted at all. */
export const spikeOf = (
  { buckets }: Pick<SeriesHistory, 'buckets'>,
  at: AtMs,
  since: AtMs,
  policy: SpikePolicy = DEFAULT_SPIKE_POLICY,
): (Spike & { readonly since: AtMs }) | undefined => {
  let clearest: (Spike & { readonly since: AtMs }) | undefined;
  for (const length of WINDOWS_MS) {
    const from = Math.floor((at - length) / BUCKET_MS) * BUCKET_MS;
    const window = { count: sumWithin(buckets, from, at + 1), minutes: (at - from) / MINUTE_MS };
    if (window.count < policy.leastCount) continue;
    const recent = exposureOf(buckets, at - RECENT_FROM_MS, at - RECENT_TO_MS, since);
    const look = { window, seasonal: seasonalOf(buckets, from, at, since), recent };
    const spike = detectSpike(look, policy);
    if (spike !== undefined && (clearest === undefined || spike.chance < clearest.chance))
      clearest = { ...spike, since: from };
  }
  return clearest;
};

/** An entity explains its category's spike when it holds this much of what is too many. */
const EXPLAINS = 0.6;

const excess = ({ count, expected }: Spike): number => count - expected;

/**
 * One suggestion for each category: the entity that most of it comes from, or the category itself where no entity
 * explains it. `resting`: keys of series that were suggested lately, or that an open incident covers; with a category,
 * its entities rest as well.
 */
export const suggestIncidents = (
  histories: readonly SeriesHistory[],
  resting: ReadonlySet<string>,
  at: AtMs,
  since: AtMs,
  policy: SpikePolicy = DEFAULT_SPIKE_POLICY,
): readonly Suggestion[] => {
  const best = new Map<string, Suggestion>();
  const whole = new Map<string, Suggestion>();
  for (const { series, buckets } of histories) {
    if (resting.has(seriesKey(series)) || resting.has(series.category)) continue;
    const found = spikeOf({ buckets }, at, since, policy);
    if (found === undefined) continue;
    const { since: from, ...spike } = found;
    const suggestion = { series, spike, since: from };
    const kept = series.entity === null ? whole : best;
    const other = kept.get(series.category);
    if (other === undefined || excess(spike) > excess(other.spike))
      kept.set(series.category, suggestion);
  }
  const categories = [...new Set([...whole.keys(), ...best.keys()])].sort();
  return categories.flatMap((category) => {
    const all = whole.get(category);
    const part = best.get(category);
    const chosen =
      part !== undefined &&
      (all === undefined ||
        excess(part.spike) / part.spike.minutes >=
          (EXPLAINS * excess(all.spike)) / all.spike.minutes)
        ? part
        : all;
    return chosen === undefined ? [] : [chosen];
  });
};

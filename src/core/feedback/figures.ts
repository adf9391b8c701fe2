/** Fewer ratings than this say nothing fair about a person: no figure is shown. */
export const FAIR_COUNT = 10;

export interface Tally {
  readonly count: number;
  /** Sum of the scores. */
  readonly sum: number;
  /** 4 and 5 of 5; 9 and 10 of 10. */
  readonly good: number;
  /** 1 and 2 of 5; 0 to 6 of 10. */
  readonly bad: number;
}

export interface Figures {
  readonly count: number;
  /** Null below the fair count, as all below. */
  readonly mean: number | null;
  readonly goodShare: number | null;
  /** The good share cannot fairly be said to be lower or higher than this: Wilson's interval at 95 %. */
  readonly goodBetween: readonly [number, number] | null;
}

const Z = 1.96;

/** Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", 1927. */
export const wilson = (good: number, count: number): readonly [number, number] => {
  const share = good / count;
  const z2 = Z * Z;
  const middle = share + z2 / (2 * count);
  const half = Z * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count * count));
  const scale = 1 + z2 / count;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
};

/** What may be said of these ratings. */
export const figuresOf = ({ count, sum, good }: Tally, fairCount = FAIR_COUNT): Figures =>
  count < fairCount
    ? { count, mean: null, goodShare: null, goodBetween: null }
    : { count, mean: sum / count, goodShare: good / count, goodBetween: wilson(good, count) };

/** Promoters less detractors, −100 to 100; null below the fair count. Source: F. Reichheld, 2003. */
export const npsOf = ({ count, good, bad }: Tally, fairCount = FAIR_COUNT): number | null =>
  count < fairCount ? null : Math.round(((good - bad) / count) * 100);

/** What the time until `n` confirmations depends on. */
export interface Expectation {
  /** Confirmations asked for, at least 1. */
  readonly needed: number;
  /** Confirmations there are; 0 while it waits. */
  readonly confirmations: number;
  /** While it waits: blocks until it is expected in one; `to` is null when its fee is too low to say. Null in a block. */
  readonly blocksToEnter: { readonly from: number; readonly to: number | null } | null;
  readonly meanIntervalMs: number;
  readonly deviationMs: number;
}

export interface ExpectedTime {
  /** Blocks still to come, at least and at most; `maxBlocks` is null when nobody can say. */
  readonly minBlocks: number;
  readonly maxBlocks: number | null;
  /** Nine times in ten it takes no less than `fromMs`, and nine times in ten no more than `toMs`. */
  readonly fromMs: number;
  readonly toMs: number | null;
}

/** Of the normal distribution: one in ten lies above. */
const Z_TENTH = 1.2815515655446004;

/**
 * A quantile of the time that `blocks` blocks take, when one takes `mean` ± `deviation` milliseconds. The sum is taken as
 * gamma distributed with the same mean and spread, which is exact for Bitcoin's exponential intervals and narrow for
 * steady ones; its quantile by Wilson and Hilferty's cube (Proc. Natl. Acad. Sci. 17, 1931, pp. 684–688).
 */
export const blocksQuantileMs = (
  blocks: number,
  mean: number,
  deviation: number,
  z: number,
): number => {
  if (blocks <= 0) return 0;
  const spread = Math.max(deviation, mean / 1_000);
  const shape = (blocks * mean * mean) / (spread * spread);
  const scale = (spread * spread) / mean;
  const root = 1 - 1 / (9 * shape) + z * Math.sqrt(1 / (9 * shape));
  return shape * scale * Math.max(0, root) ** 3;
};

/** How long until it has the confirmations asked for. All zero when it has them. */
export const expectConfirmations = (expectation: Expectation): ExpectedTime => {
  const { needed, confirmations, blocksToEnter, meanIntervalMs, deviationMs } = expectation;
  const inBlock = Math.max(0, needed - confirmations);
  // Entering a block is the first confirmation.
  const minBlocks = blocksToEnter === null ? inBlock : blocksToEnter.from + needed - 1;
  const most = blocksToEnter === null ? inBlock : blocksToEnter.to;
  const maxBlocks = blocksToEnter === null || most === null ? most : most + needed - 1;
  return {
    minBlocks,
    maxBlocks,
    fromMs: Math.round(blocksQuantileMs(minBlocks, meanIntervalMs, deviationMs, -Z_TENTH)),
    toMs:
      maxBlocks === null
        ? null
        : Math.round(blocksQuantileMs(maxBlocks, meanIntervalMs, deviationMs, Z_TENTH)),
  };
};

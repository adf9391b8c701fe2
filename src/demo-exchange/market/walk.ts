/** Numbers in [0, 1) that are the same for the same seed: mulberry32. */
export const createRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Normally distributed, by Box and Muller. */
export const createNormal = (random: () => number) => (): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/**
 * The next price of a walk that is drawn back to `home`: an Ornstein–Uhlenbeck step of the logarithm. `pull` is the
 * share of the way back in each step, `volatility` the standard deviation of one step's logarithm.
 */
export const step = (
  price: number,
  walk: { readonly home: number; readonly pull: number; readonly volatility: number },
  normal: () => number,
): number =>
  Math.exp(
    Math.log(price) +
      walk.pull * (Math.log(walk.home) - Math.log(price)) +
      walk.volatility * normal(),
  );

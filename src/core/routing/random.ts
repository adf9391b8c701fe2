/** A source of numbers in [0, 1). Always an argument of what needs it, so that every run can be replayed. */
export type Random = () => number;

/**
 * A small seeded generator: a 32-bit counter stepped by the golden ratio and mixed by the murmur3 finaliser.
 * Good enough for simulations, never for secrets. The same seed gives the same numbers on every machine.
 */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
    return (mixed >>> 0) / 4_294_967_296;
  };
};

/** A draw from the exponential distribution with that mean. */
export const drawExponential = (mean: number, random: Random): number =>
  -Math.log(1 - random()) * mean;

/** A draw with mean 0 and standard deviation 1, nearly normal and never beyond ±3: the sum of three uniform draws. */
export const drawSpread = (random: Random): number => (random() + random() + random() - 1.5) * 2;

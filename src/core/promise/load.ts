/**
 * How busy a team is: cases that wait for each agent who is on duty. With nobody on duty it counts as one agent, so
 * that the number stays finite and grows with those who wait.
 */
export const loadOf = (waiting: number, onDuty: number): number => waiting / Math.max(1, onDuty);

/** An agent with nobody waiting is still at something: this much of a case. It keeps the logarithm finite. */
const AT_HAND = 0.25;

/** Loads on a scale on which a step of one is a doubling. */
export const loadScale = (load: number): number => Math.log2(Math.max(0, load) + AT_HAND);

/** How many times longer the wait behind one load is than behind another. */
export const loadRatio = (load: number, other: number): number =>
  2 ** (loadScale(load) - loadScale(other));

/**
 * How busy a team is: cases that wait for each agent who is on duty. With nobody on duty it counts as one agent, so
 * that the number stays finite and grows with those who wait.
 */
export const loadOf = (waiting: number, onDuty: number): number => waiting / Math.max(1, onDuty);

/** The case itself takes its time too, however few wait before it: it counts as so many of those before it. */
const ITSELF = 0.5;

/** Loads on a scale on which a step of one is a doubling of the time. */
export const loadScale = (load: number): number => Math.log2(Math.max(0, load) + ITSELF);

/** How many times longer a step takes behind one load than behind another. */
export const loadRatio = (load: number, other: number): number =>
  2 ** (loadScale(load) - loadScale(other));

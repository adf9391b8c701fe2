import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A place rests after its work this many times as long as the work took, whatever it meets. Less, and what follows is
 * less late after a flood of words, but chat falls below a quarter of what the database could take (docs/benchmarks.md).
 */
const REST = 3;
const REST_MOST_MS = 5_000;

/**
 * Lets so many pieces of work run at once; the others wait, first come, first served. What follows talk must leave
 * connections and processor time to those who talk: each place rests between two pieces, and where there is much to
 * follow it is followed later instead of everybody being slower. `room`: how many may wait before it is full.
 */
export const atMost = (limit: number, room: number) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      const restMs = Math.min(REST_MOST_MS, (performance.now() - startedAt) * REST);
      // Nobody who waits for the result waits for the rest.
      void sleep(restMs, undefined, { ref: false }).then(leave);
    }
  };
  return { inTurn, isFull: (): boolean => waiting.length >= room };
};

import { setTimeout as sleep } from 'node:timers/promises';

/** Where it is busy, a place rests after its work this many times as long as the work took, at most `REST_MOST_MS`. */
const REST = 4;
const REST_MOST_MS = 1_000;

/**
 * Lets so many pieces of work run at once; the others wait, first come, first served. What follows talk must leave
 * connections and processor time to those who talk: where there is much to follow, each place rests between two pieces,
 * and what follows is later instead of everybody being slower. `room`: how many may wait before it is full.
 */
export const atMost = (limit: number, room: number, isBusy: () => boolean) => {
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
      void sleep(isBusy() && waiting.length > 0 ? restMs : 0, undefined, { ref: false }).then(
        leave,
      );
    }
  };
  return { inTurn, isFull: (): boolean => waiting.length >= room };
};

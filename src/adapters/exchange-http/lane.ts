/** Bounds how many do something at once, and how many wait for it. */
export interface Lane {
  /** Runs `work` when there is room; undefined when too many wait or `waitMs` is over before there is. */
  run<T>(work: () => Promise<T>, waitMs: number): Promise<T | undefined>;
}

export const createLane = (maxAtOnce: number, maxWaiting: number): Lane => {
  let atOnce = 0;
  const waiting = new Set<() => void>();

  const leave = (): void => {
    const [next] = waiting;
    if (next === undefined) {
      atOnce -= 1;
      return;
    }
    // The place goes on to the next, so that nobody can slip in between.
    waiting.delete(next);
    next();
  };

  const enter = (waitMs: number): Promise<boolean> => {
    if (atOnce < maxAtOnce) {
      atOnce += 1;
      return Promise.resolve(true);
    }
    if (waiting.size >= maxWaiting) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(go);
        resolve(false);
      }, waitMs);
      const go = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      waiting.add(go);
    });
  };

  return {
    run: async (work, waitMs) => {
      if (!(await enter(waitMs))) return undefined;
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
};

/**
 * Lets so many pieces of work run at once; the others wait, first come, first served. What follows talk must leave
 * connections and processor time to those who talk.
 */
export const atMost = (limit: number) => {
  let running = 0;
  const waiting: (() => void)[] = [];
  const leave = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      leave();
    }
  };
};

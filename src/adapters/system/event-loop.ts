/** The share of its time that the process is at work, from which on it counts as busy. */
const BUSY = 0.7;

/**
 * Whether this process has been busy since that was asked last. What nobody waits for gives way then. Whoever asks
 * keeps an own one: each looks at the time between two of its questions.
 */
export const createIsBusy = (): (() => boolean) => {
  let seen = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, seen);
    seen = now;
    return utilization > BUSY;
  };
};

/** A tab that the device has put to sleep must not hold the others up for longer. */
const WAIT_AT_MOST_MS = 8_000;

/**
 * Runs while no other tab runs under the same name. Without Web Locks, or when a sleeping tab does not let go,
 * it runs all the same: the server knows doubles by their ids.
 */
export const runAlone = async (name: string, run: () => Promise<void>): Promise<void> => {
  if (navigator.locks === undefined) return run();
  let began = false;
  try {
    await navigator.locks.request(name, { signal: AbortSignal.timeout(WAIT_AT_MOST_MS) }, () => {
      began = true;
      return run();
    });
  } catch (error) {
    if (began) throw error;
    await run();
  }
};

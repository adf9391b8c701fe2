import { setTimeout as sleep } from 'node:timers/promises';

const WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 100;

/** Looks until it is so; throws with `what` when that takes too long. For what no page shows. */
export const until = async (
  isSo: () => Promise<boolean>,
  what: string,
  withinMs = WITHIN_MS,
): Promise<void> => {
  const deadline = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs / 1_000} s: ${what}`);
    await sleep(LOOK_EVERY_MS);
  }
};

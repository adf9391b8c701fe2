import { loadLaterTexts } from '../app/locale.ts';

export type Guard = typeof import('./loaded.ts');

/** Whoever sends waits no longer than this: the server guards the words as well. */
const WAIT_AT_MOST_MS = 6_000;

let loaded: Guard | null = null;
let loading: Promise<Guard | null> | null = null;

/** The guard where it is here already. */
export const guardHere = (): Guard | null => loaded;

/** Fetches the guard, once; null when it cannot be had now, and then the next call tries again. */
export const wakeGuard = (): Promise<Guard | null> => {
  loading ??= Promise.all([import('./loaded.ts'), loadLaterTexts()]).then(
    ([part]) => {
      loaded = part;
      return part;
    },
    () => {
      loading = null;
      return null;
    },
  );
  return loading;
};

/** The guard, or null when it did not come in time. */
export const guardInTime = (): Promise<Guard | null> =>
  Promise.race([
    wakeGuard(),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), WAIT_AT_MOST_MS)),
  ]);

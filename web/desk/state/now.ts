import { useSyncExternalStore } from 'react';

interface Ticker {
  readonly subscribe: (listener: () => void) => () => void;
  readonly get: () => number;
}

const makeTicker = (everyMs: number): Ticker => {
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const listeners = new Set<() => void>();
  const tick = (): void => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    get: () => now,
    subscribe: (listener) => {
      if (listeners.size === 0) {
        now = Date.now();
        timer = setInterval(tick, everyMs);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearInterval(timer);
      };
    },
  };
};

const second = makeTicker(1_000);
const slow = makeTicker(15_000);

/** The time, renewed each second; for countdowns. Milliseconds since the epoch. */
export const useSecond = (): number => useSyncExternalStore(second.subscribe, second.get);
/** The time, renewed every 15 s; for waiting times in minutes. */
export const useNow = (): number => useSyncExternalStore(slow.subscribe, slow.get);

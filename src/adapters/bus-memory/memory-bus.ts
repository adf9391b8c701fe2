import type { Bus, Hint } from '../../ports/bus.ts';

/** Carries hints within one process, at once and in order. A listener that throws is the listener's bug and is raised. */
export const createMemoryBus = (): Bus => {
  const listeners = new Set<(hint: Hint, local: unknown) => void>();
  return {
    publish: (hint, local) => {
      for (const listener of listeners) listener(hint, local);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => listeners.clear(),
  };
};

import { useSyncExternalStore } from 'react';

/** A value that screens watch. */
export interface Cell<T> {
  get(): T;
  set(value: T): void;
  /** Changes some fields. */
  patch(change: Partial<T>): void;
  subscribe(listener: () => void): () => void;
}

export const createCell = <T>(initial: T): Cell<T> => {
  let value = initial;
  const listeners = new Set<() => void>();
  const set = (next: T): void => {
    if (Object.is(next, value)) return;
    value = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => value,
    set,
    patch: (change) => set({ ...value, ...change }),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** Draws again when the selected part is another object. */
export const useCell = <T, Part = T>(
  cell: Cell<T>,
  select: (value: T) => Part = (value) => value as unknown as Part,
): Part => useSyncExternalStore(cell.subscribe, () => select(cell.get()));

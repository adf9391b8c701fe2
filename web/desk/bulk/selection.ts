import { createStore } from '../state/store.ts';

/** What is selected in the list that is on the screen. Rows that leave the list stay selected until it is cleared. */
export const selection = createStore<ReadonlySet<string>>(new Set());

/** From where a range goes on. */
let anchor: string | null = null;

export const clearSelection = (): void => {
  anchor = null;
  selection.set(new Set());
};

export const toggleSelected = (id: string): void => {
  anchor = id;
  selection.update((before) => {
    const next = new Set(before);
    if (!next.delete(id)) next.add(id);
    return next;
  });
};

/** Everything from the row that was touched last to this one, in the list's order. */
export const selectTo = (id: string, order: readonly string[]): void => {
  const from = anchor === null ? -1 : order.indexOf(anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) {
    toggleSelected(id);
    return;
  }
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  selection.update((before) => new Set([...before, ...range]));
};

export const selectAll = (ids: readonly string[]): void => {
  selection.update((before) => new Set([...before, ...ids]));
};

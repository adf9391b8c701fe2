import { useCallback, useSyncExternalStore } from 'react';
import type { DeskConversation, DeskConversationRow } from '../../../src/contract/conversation.ts';

/** How long changes of rows are gathered before the screen is touched. */
export const ROW_BATCH_MS = 150;

type Changed = (ids: ReadonlySet<string>) => void;

/**
 * All rows known to this desk, by id: one copy of each, whatever list shows it. Changes that come over the
 * socket are gathered and applied together, so that 500 a second cost seven renders of the rows in sight.
 */
export const createRowStore = (
  schedule: (run: () => void, afterMs: number) => void = setTimeout,
) => {
  const rows = new Map<string, DeskConversationRow>();
  const watchers = new Map<string, Set<() => void>>();
  const listeners = new Set<Changed>();
  const waiting = new Map<string, DeskConversationRow | null>();
  let scheduled = false;

  const announce = (ids: ReadonlySet<string>): void => {
    for (const listener of listeners) listener(ids);
    for (const id of ids) for (const watcher of watchers.get(id) ?? []) watcher();
  };
  const flush = (): void => {
    scheduled = false;
    if (waiting.size === 0) return;
    const ids = new Set(waiting.keys());
    for (const [id, row] of waiting) {
      if (row === null) rows.delete(id);
      else rows.set(id, row);
    }
    waiting.clear();
    announce(ids);
  };
  return {
    get: (id: string): DeskConversationRow | undefined => rows.get(id),
    all: (): Iterable<DeskConversationRow> => rows.values(),
    /** A change from the socket; shown within `ROW_BATCH_MS`. */
    push: (id: string, row: DeskConversationRow | null): void => {
      waiting.set(id, row);
      if (scheduled) return;
      scheduled = true;
      schedule(flush, ROW_BATCH_MS);
    },
    flush,
    /** Rows that the server gave as an answer; at once, but never over a younger one. */
    put: (incoming: readonly DeskConversationRow[]): void => {
      const ids = new Set<string>();
      for (const row of incoming) {
        const { id, lastSeq } = row.conversation;
        const known = rows.get(id);
        if (known !== undefined && known.conversation.lastSeq > lastSeq) continue;
        rows.set(id, row);
        ids.add(id);
      }
      if (ids.size > 0) announce(ids);
    },
    /** What the person has just done, before the server says so. */
    patch: (id: string, change: Partial<DeskConversation>): void => {
      const row = rows.get(id);
      if (row === undefined) return;
      rows.set(id, { ...row, conversation: { ...row.conversation, ...change } });
      announce(new Set([id]));
    },
    clear: (): void => {
      rows.clear();
      waiting.clear();
    },
    onChange: (listener: Changed): (() => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watch: (id: string, watcher: () => void): (() => void) => {
      const set = watchers.get(id) ?? new Set();
      set.add(watcher);
      watchers.set(id, set);
      return () => {
        set.delete(watcher);
        if (set.size === 0) watchers.delete(id);
      };
    },
  };
};

export const rowStore = createRowStore();

/** One row; the component is rendered again only when that row changes. */
export const useRow = (id: string): DeskConversationRow | undefined =>
  useSyncExternalStore(
    useCallback((watcher: () => void) => rowStore.watch(id, watcher), [id]),
    () => rowStore.get(id),
  );

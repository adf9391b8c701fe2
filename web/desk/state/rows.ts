import { useCallback, useSyncExternalStore } from 'react';
import type { DeskConversation, DeskConversationRow } from '../../../src/contract/conversation.ts';

/** How long changes of rows are gathered before the screen is touched. */
export const ROW_BATCH_MS = 150;

type Changed = (ids: ReadonlySet<string>) => void;
type Schedule = (run: () => void, afterMs: number) => void;

/**
 * All rows known to this desk, by id: one copy of each, whatever list shows it. Changes that come over the
 * socket are gathered and applied together, so that 500 a second cost seven renders of the rows in sight.
 */
export class RowStore {
  readonly #schedule: Schedule;
  readonly #rows = new Map<string, DeskConversationRow>();
  readonly #watchers = new Map<string, Set<() => void>>();
  readonly #listeners = new Set<Changed>();
  readonly #waiting = new Map<string, DeskConversationRow | null>();
  #scheduled = false;

  constructor(schedule: Schedule = (run, afterMs) => void setTimeout(run, afterMs)) {
    this.#schedule = schedule;
  }

  readonly get = (id: string): DeskConversationRow | undefined => this.#rows.get(id);

  /** A change from the socket; shown within `ROW_BATCH_MS`. Null: no longer theirs to see. */
  push(id: string, row: DeskConversationRow | null): void {
    this.#waiting.set(id, row);
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#schedule(() => this.flush(), ROW_BATCH_MS);
  }

  flush(): void {
    this.#scheduled = false;
    if (this.#waiting.size === 0) return;
    const ids = new Set(this.#waiting.keys());
    for (const [id, row] of this.#waiting) {
      if (row === null) this.#rows.delete(id);
      else this.#rows.set(id, row);
    }
    this.#waiting.clear();
    this.#announce(ids);
  }

  /** Rows that the server gave as an answer; at once, but never over a younger one. */
  put(incoming: readonly DeskConversationRow[]): void {
    const ids = new Set<string>();
    for (const row of incoming) {
      const { id, lastSeq } = row.conversation;
      const known = this.#rows.get(id);
      if (known !== undefined && known.conversation.lastSeq > lastSeq) continue;
      this.#rows.set(id, row);
      ids.add(id);
    }
    if (ids.size > 0) this.#announce(ids);
  }

  /** What the person has just done, before the server says so. */
  patch(id: string, change: Partial<DeskConversation>): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    this.#rows.set(id, { ...row, conversation: { ...row.conversation, ...change } });
    this.#announce(new Set([id]));
  }

  clear(): void {
    this.#rows.clear();
    this.#waiting.clear();
  }

  onChange(listener: Changed): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watch(id: string, watcher: () => void): () => void {
    const set = this.#watchers.get(id) ?? new Set();
    set.add(watcher);
    this.#watchers.set(id, set);
    return () => {
      set.delete(watcher);
      if (set.size === 0) this.#watchers.delete(id);
    };
  }

  #announce(ids: ReadonlySet<string>): void {
    for (const listener of this.#listeners) listener(ids);
    for (const id of ids) for (const watcher of this.#watchers.get(id) ?? []) watcher();
  }
}

export const rowStore = new RowStore();

/** One row; the component is rendered again only when that row changes. */
export const useRow = (id: string): DeskConversationRow | undefined =>
  useSyncExternalStore(
    useCallback((watcher: () => void) => rowStore.watch(id, watcher), [id]),
    () => rowStore.get(id),
  );

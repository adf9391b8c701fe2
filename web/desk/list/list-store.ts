import type { DeskListReply, DeskView } from '../../../src/contract/conversation.ts';
import { listConversations } from '../api/desk-api.ts';
import { asFailure, type RequestFailure } from '../api/failure.ts';
import { rowStore } from '../state/rows.ts';
import { createStore, type Store } from '../state/store.ts';
import {
  appendPage,
  belongs,
  EMPTY_LIST,
  type ListKey,
  type ListState,
  mergeChanges,
  settle,
} from './list-order.ts';

export type Counts = DeskListReply['counts'];

export interface ListPhase {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly more: 'idle' | 'loading' | 'failed';
  readonly failure: RequestFailure | null;
}

const PAGE = 100;
/** Counts are asked for again at most this often while rows keep changing. */
const COUNT_EVERY_MS = 4_000;

export interface ListHandle {
  readonly key: ListKey;
  readonly list: Store<ListState>;
  readonly status: Store<ListPhase>;
  readonly counts: Store<Counts | null>;
  /** While held, what is shown neither moves nor vanishes. */
  readonly hold: (held: boolean) => void;
  readonly showArrivals: () => void;
  readonly loadMore: () => void;
  readonly reload: () => void;
  readonly close: () => void;
}

const READY: ListPhase = { phase: 'ready', more: 'idle', failure: null };

/** The newest counts of all views, whichever list brought them. */
export const inboxCounts = createStore<Counts | null>(null);

/** Opens a list: reads its first page and keeps it in step with the rows. */
export const openList = (key: ListKey, agentId: string): ListHandle => {
  const list = createStore<ListState>(EMPTY_LIST);
  const status = createStore<ListPhase>({ phase: 'loading', more: 'idle', failure: null });
  const counts = createStore<Counts | null>(null);
  let cursor: string | null = null;
  let held = false;
  let generation = 0;
  let countTimer: ReturnType<typeof setTimeout> | undefined;

  const isMember = (row: Parameters<typeof belongs>[0]): boolean => belongs(row, key, agentId);
  const query = (view: DeskView) => ({ view, category: key.category });
  const takeCounts = (next: Counts): void => {
    counts.set(next);
    if (key.category === undefined) inboxCounts.set(next);
  };
  const take = (reply: DeskListReply, first: boolean): void => {
    rowStore.put(reply.rows);
    const ids = reply.rows.map((row) => row.conversation.id);
    cursor = reply.nextCursor;
    list.update((before) => appendPage(first ? EMPTY_LIST : before, ids, cursor === null));
    takeCounts(reply.counts);
    status.set(READY);
  };
  const reload = (): void => {
    generation += 1;
    const mine = generation;
    if (list.get().order.length === 0) {
      status.set({ phase: 'loading', more: 'idle', failure: null });
    }
    listConversations({ ...query(key.view), limit: PAGE })
      .then((reply) => mine === generation && take(reply, true))
      .catch((thrown: unknown) => {
        if (mine !== generation) return;
        const failure = asFailure(thrown);
        if (list.get().order.length === 0) status.set({ phase: 'failed', more: 'idle', failure });
      });
  };
  const loadMore = (): void => {
    if (cursor === null || status.get().more === 'loading') return;
    const mine = generation;
    status.update((before) => ({ ...before, more: 'loading' }));
    listConversations({ ...query(key.view), cursor, limit: PAGE })
      .then((reply) => mine === generation && take(reply, false))
      .catch(() => status.update((before) => ({ ...before, more: 'failed' })));
  };
  const recount = (): void => {
    countTimer = undefined;
    listConversations({ ...query(key.view), limit: 1 })
      .then((reply) => takeCounts(reply.counts))
      // The counts shown stay as they are until the next change asks again.
      .catch(() => undefined);
  };
  const end = rowStore.onChange((ids) => {
    if (status.get().phase !== 'ready') return;
    list.update((before) => mergeChanges(before, ids, { rowOf: rowStore.get, isMember, held }));
    countTimer ??= setTimeout(recount, COUNT_EVERY_MS);
  });
  const showArrivals = (): void => list.update((before) => settle(before, new Set(), rowStore.get));
  reload();
  return {
    key,
    list,
    status,
    counts,
    hold: (next) => {
      held = next;
    },
    showArrivals,
    loadMore,
    reload,
    close: () => {
      generation += 1;
      clearTimeout(countTimer);
      end();
    },
  };
};

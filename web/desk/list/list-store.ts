import type { DeskListReply } from '../../../src/contract/views.ts';
import { isPersonal } from '../../../src/core/views/ready-made.ts';
import { listConversations } from '../api/desk-api.ts';
import { asFailure, type RequestFailure } from '../api/failure.ts';
import { rowStore } from '../state/rows.ts';
import { createStore } from '../state/store.ts';
import { conditionsOf, recount, recountSoon } from '../views/saved-views.ts';
import { listPersonal } from '../views/views-api.ts';
import {
  appendPage,
  belongs,
  EMPTY_LIST,
  type ListKey,
  type ListState,
  mergeChanges,
  settle,
} from './list-order.ts';

export interface ListPhase {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly more: 'idle' | 'loading' | 'failed';
  readonly failure: RequestFailure | null;
}

const PAGE = 100;
/** What goes by the clock enters and leaves without anything being said. */
const LOOK_AGAIN_MS = 60_000;
const LOADING: ListPhase = { phase: 'loading', more: 'idle', failure: null };
const READY: ListPhase = { phase: 'ready', more: 'idle', failure: null };

/** One's own lists are short: all of one comes at once. */
const firstPage = (key: ListKey): Promise<DeskListReply> =>
  isPersonal(key.view) ? listPersonal(key.view) : listConversations({ ...key, limit: PAGE });

/** A list: reads its pages and stays in step with the rows until it is closed. */
export class ListHandle {
  readonly key: ListKey;
  readonly list = createStore<ListState>(EMPTY_LIST);
  readonly status = createStore<ListPhase>(LOADING);
  readonly #agentId: string;
  readonly #end: () => void;
  #cursor: string | null = null;
  #held = false;
  /** Answers to an earlier reading of the list are not taken any more. */
  #generation = 0;
  readonly #lookAgain: ReturnType<typeof setInterval>;

  constructor(key: ListKey, agentId: string) {
    this.key = key;
    this.#agentId = agentId;
    this.#end = rowStore.onChange((ids) => this.#takeChanges(ids));
    this.#lookAgain = setInterval(() => this.#followTime(), LOOK_AGAIN_MS);
    this.reload();
  }

  /** While held, what is shown neither moves nor vanishes. */
  hold(held: boolean): void {
    this.#held = held;
  }

  readonly showArrivals = (): void =>
    this.list.update((before) =>
      before.arrived.size === 0 && before.departed.size === 0
        ? before
        : settle(before, new Set(), rowStore.get),
    );

  readonly reload = (): void => {
    this.#generation += 1;
    const mine = this.#generation;
    const shown = this.list.get().order.length > 0;
    if (!shown) this.status.set(LOADING);
    firstPage(this.key)
      .then((reply) => mine === this.#generation && this.#take(reply, true))
      .catch((thrown: unknown) => {
        if (mine !== this.#generation || shown) return;
        this.status.set({ phase: 'failed', more: 'idle', failure: asFailure(thrown) });
      });
  };

  readonly loadMore = (): void => {
    if (this.#cursor === null || this.status.get().more === 'loading') return;
    const mine = this.#generation;
    this.status.update((before) => ({ ...before, more: 'loading' }));
    listConversations({ ...this.key, cursor: this.#cursor, limit: PAGE })
      .then((reply) => mine === this.#generation && this.#take(reply, false))
      .catch(() => this.status.update((before) => ({ ...before, more: 'failed' })));
  };

  close(): void {
    this.#generation += 1;
    clearInterval(this.#lookAgain);
    this.#end();
  }

  #take(reply: DeskListReply, first: boolean): void {
    rowStore.put(reply.rows);
    const ids = reply.rows.map((row) => row.conversation.id);
    this.#cursor = reply.nextCursor;
    const complete = reply.nextCursor === null;
    this.list.update((before) => appendPage(first ? EMPTY_LIST : before, ids, complete));
    this.status.set(READY);
    if (first) void recount();
  }

  #takeChanges(ids: ReadonlySet<string>): void {
    if (this.status.get().phase !== 'ready') return;
    const conditions = conditionsOf(this.key.view);
    recountSoon();
    if (conditions === undefined) return;
    const now = Date.now();
    this.list.update((before) =>
      mergeChanges(before, ids, {
        rowOf: rowStore.get,
        isMember: (row) => belongs(row, conditions, this.key.category, this.#agentId, now),
        held: this.#held,
      }),
    );
  }

  #followTime(): void {
    const conditions = conditionsOf(this.key.view);
    const byTime = conditions?.clock !== undefined || conditions?.quietForHours !== undefined;
    if (byTime && !this.#held) this.reload();
  }
}

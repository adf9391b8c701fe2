import type {
  DeskConversation,
  DeskConversationReply,
} from '../../../src/contract/conversation.ts';
import type { WireEvent } from '../../../src/contract/live.ts';
import { foldDeskView } from '../../kit/state/fold-view.ts';
import {
  appendEvents,
  applyMarks,
  openTimeline,
  prependEvents,
  type Timeline,
} from '../../kit/state/timeline.ts';
import { getConversation } from '../api/desk-api.ts';
import { asFailure, type RequestFailure } from '../api/failure.ts';
import { live, onFrame } from './live.ts';
import { rowStore } from './rows.ts';
import { createStore, type Store } from './store.ts';

export interface Viewer {
  readonly id: string;
  readonly name: string;
  readonly writing: boolean;
}

/** A conversation on the screen, or about to be. */
export interface Held {
  readonly phase: 'loading' | 'ready' | 'failed' | 'gone';
  readonly timeline: Timeline<DeskConversation> | null;
  readonly customerName: string | null;
  readonly failure: RequestFailure | null;
  readonly earlier: 'idle' | 'loading' | 'failed';
  readonly viewers: readonly Viewer[];
  /** Until when the customer counts as writing. */
  readonly customerWritesUntil: number;
}

const FIRST_STRETCH = 80;
const WRITES_FOR_MS = 6_000;
const KEEP = 40;

const EMPTY: Held = {
  phase: 'loading',
  timeline: null,
  customerName: null,
  failure: null,
  earlier: 'idle',
  viewers: [],
  customerWritesUntil: 0,
};

const held = new Map<string, Store<Held>>();
const loading = new Map<string, Promise<void>>();

const change = (id: string, next: Partial<Held>): void =>
  held.get(id)?.update((before) => ({ ...before, ...next }));

/** The oldest that nobody looks at give way. */
const makeRoom = (keep: string): void => {
  for (const id of held.keys()) {
    if (held.size <= KEEP) return;
    if (id !== keep && id !== followed?.id) held.delete(id);
  }
};

const take = (id: string, reply: DeskConversationReply): void => {
  const fresh = openTimeline<DeskConversation>(reply);
  const known = held.get(id)?.get().timeline ?? null;
  // What came over the socket while the answer was on its way is not lost.
  const timeline =
    known === null || known.lastSeq <= fresh.lastSeq
      ? fresh
      : appendEvents(fresh, known.events, 'staff', foldDeskView).timeline;
  change(id, { phase: 'ready', timeline, customerName: reply.customerName, failure: null });
};

const load = (id: string): Promise<void> => {
  const underway = loading.get(id);
  if (underway !== undefined) return underway;
  const run = getConversation(id, { limit: FIRST_STRETCH })
    .then((reply) => take(id, reply))
    .catch((thrown: unknown) => {
      const failure = asFailure(thrown);
      const gone = failure.status === 404 || failure.status === 403;
      change(id, { phase: gone ? 'gone' : 'failed', failure });
    })
    .finally(() => loading.delete(id));
  loading.set(id, run);
  return run;
};

/** The conversation's store; the first call begins to read it. */
export const holdConversation = (id: string): Store<Held> => {
  const known = held.get(id);
  if (known !== undefined) {
    // Recently used last: the first in the map are the first to go.
    held.delete(id);
    held.set(id, known);
    const newest = rowStore.get(id)?.conversation.lastSeq ?? 0;
    const behind = (known.get().timeline?.lastSeq ?? newest) < newest;
    // Behind what its row says: what is held is shown at once and caught up with meanwhile.
    if (behind && followed?.id !== id) void load(id);
    return known;
  }
  const store = createStore(EMPTY);
  held.set(id, store);
  makeRoom(id);
  void load(id);
  return store;
};

export const reload = (id: string): void => {
  change(id, { phase: 'loading', failure: null });
  void load(id);
};

export const loadEarlier = async (id: string, limit = 100): Promise<void> => {
  const before = held.get(id)?.get();
  const first = before?.timeline?.events[0]?.seq;
  if (before === undefined || first === undefined || before.earlier === 'loading') return;
  change(id, { earlier: 'loading' });
  try {
    const stretch = await getConversation(id, { before: first, limit });
    const timeline = held.get(id)?.get().timeline;
    if (timeline === null || timeline === undefined) return;
    change(id, { earlier: 'idle', timeline: prependEvents(timeline, stretch) });
  } catch {
    change(id, { earlier: 'failed' });
  }
};

let followed: { readonly id: string; readonly stop: () => void } | null = null;

/** Follows the conversation on the screen, and tells colleagues that it is open here. */
export const followConversation = (id: string | null): void => {
  if (followed?.id === id) return;
  followed?.stop();
  followed = null;
  live()?.send({ type: 'viewing', conversationId: id });
  if (id === null) return;
  const store = holdConversation(id);
  void (loading.get(id) ?? Promise.resolve()).then(() => {
    if (followed?.id !== id || store.get().phase !== 'ready') return;
    const stop = live()?.follow(id, () => store.get().timeline?.lastSeq ?? 0);
    followed = { id, stop: stop ?? (() => undefined) };
  });
  followed = { id, stop: () => undefined };
};

/** Takes in events from wherever they come. */
export const takeEvents = (id: string, events: readonly WireEvent[]): void => {
  const before = held.get(id)?.get().timeline;
  if (before === null || before === undefined) return;
  const { timeline, gap } = appendEvents(before, events, 'staff', foldDeskView);
  if (timeline !== before) {
    const saidByCustomer = events.some(
      ({ event, actor }) => event.type === 'message_sent' && actor.kind === 'customer',
    );
    change(id, { timeline, ...(saidByCustomer ? { customerWritesUntil: 0 } : {}) });
  }
  if (gap) live()?.refollow(id);
};

/** Shows a change before the server has confirmed it. The result puts back what was there. */
export const patchConversation = (id: string, next: Partial<DeskConversation>): (() => void) => {
  const before = held.get(id)?.get().timeline?.view ?? rowStore.get(id)?.conversation;
  const apply = (part: Partial<DeskConversation>): void => {
    rowStore.patch(id, part);
    const timeline = held.get(id)?.get().timeline;
    if (timeline !== null && timeline !== undefined) {
      change(id, { timeline: { ...timeline, view: { ...timeline.view, ...part } } });
    }
  };
  apply(next);
  return () => {
    if (before === undefined) return;
    const keys = Object.keys(next) as (keyof DeskConversation)[];
    apply(Object.fromEntries(keys.map((key) => [key, before[key]])));
  };
};

/** What the socket says about conversations. Returns what ends it. */
export const listenConversations = (): (() => void) => {
  const ends = [
    onFrame('events', ({ conversationId, events }) => takeEvents(conversationId, events)),
    onFrame('marks', ({ conversationId, marks }) => {
      const timeline = held.get(conversationId)?.get().timeline;
      if (timeline !== null && timeline !== undefined) {
        change(conversationId, { timeline: applyMarks(timeline, marks) });
      }
    }),
    onFrame('typing', ({ conversationId, side }) => {
      if (side !== 'customer') return;
      change(conversationId, { customerWritesUntil: Date.now() + WRITES_FOR_MS });
    }),
    onFrame('viewers', ({ conversationId, viewers }) => change(conversationId, { viewers })),
    onFrame('gone', ({ conversationId }) => change(conversationId, { phase: 'gone' })),
    onFrame('welcome', () => {
      if (followed !== null) {
        live()?.send({ type: 'viewing', conversationId: followed.id });
        if (held.get(followed.id)?.get().phase === 'failed') reload(followed.id);
      }
      // Those that are not followed may have missed something: read again when they are opened.
      for (const id of held.keys()) if (id !== followed?.id) held.delete(id);
    }),
  ];
  return () => {
    for (const end of ends) end();
    followed?.stop();
    followed = null;
    held.clear();
  };
};

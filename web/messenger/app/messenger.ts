import type { ServerFrame, WireEvent } from '../../../src/contract/live.ts';
import type { WaitingTimes } from '../../../src/contract/routing.ts';
import type { SessionCustomer } from '../../../src/contract/session.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import type { Category } from '../../../src/core/vocabulary.ts';
import { createLiveClient, type LiveClient, wakeWithDevice } from '../../kit/live/live-client.ts';
import { createOutbox, type Outbox } from '../../kit/state/outbox.ts';
import { openOutboxStore } from '../../kit/state/outbox-store.ts';
import { runAlone } from '../../kit/state/run-alone.ts';
import {
  catchUp,
  lastSeqOf,
  loadChat,
  loadHome,
  loadQueue,
  takeEvents,
  takeMarks,
  takeRow,
  takeStarted,
  takeTyping,
} from './chats.ts';
import { newId } from './device.ts';
import { takeDraft } from './drafts.ts';
import { currentLocale } from './locale.ts';
import { sendItem, settleSend, stopUploads, uploadItemFile } from './sending.ts';
import {
  ask,
  openSession,
  renewSession,
  sessionSecret,
  takeSession,
  type Voucher,
} from './session.ts';
import { ring } from './sound.ts';
import { type Screen, showToast, state } from './state.ts';
import { joinTabs, type Tabs } from './tabs.ts';

/** Without a socket, what is on screen is asked for this often. */
const POLL_MS = 5_000;
const QUEUE_POLL_MS = 20_000;

let live: LiveClient | null = null;
let outbox: Outbox | null = null;
let tabs: Tabs | null = null;
let stopFollowing = (): void => undefined;
let stopWaking = (): void => undefined;

const shownChat = (): string | null => {
  const { screen } = state.get();
  return screen.name === 'chat' && !screen.id.startsWith('new:') ? screen.id : null;
};

/** Takes events in; where some before them are missing, asks for those by the socket or else by HTTP. */
const takeOrFetch = (id: string, events: readonly WireEvent[]): void => {
  if (takeEvents(id, events) && !live?.refollow(id)) void catchUp(id);
};

const takeFrame = (frame: ServerFrame): void => {
  switch (frame.type) {
    case 'events':
      takeOrFetch(frame.conversationId, frame.events);
      if (
        frame.events.some(
          ({ event, actor }) => event.type === 'message_sent' && actor.kind === 'agent',
        )
      ) {
        ring(frame.conversationId);
      }
      return;
    case 'home_row':
      takeRow(frame.row);
      markDelivered(frame.row.conversation.id);
      if (frame.row.unread > 0 && frame.row.lastLineBy === 'agent') ring(frame.row.conversation.id);
      return;
    case 'marks':
      takeMarks(frame);
      return;
    case 'file_checked':
      dispatchEvent(new CustomEvent('mainstay-file', { detail: frame.fileId }));
      return;
    case 'sent':
    case 'refused':
      settleSend(frame);
      return;
    case 'typing':
      if (frame.side === 'agent') takeTyping(frame.conversationId);
      return;
    case 'queue_changed': {
      const id = shownChat();
      if (id !== null) void loadQueue(id);
      return;
    }
    case 'welcome':
      void loadHome();
      void outbox?.flush();
      return;
    case 'ping':
    case 'gone':
    case 'viewers':
    case 'desk_row':
    case 'agent':
    case 'error':
      return;
  }
};

/** Says that an answer has reached this device, also while its conversation is not on screen. */
const markDelivered = (id: string): void => {
  const row = state.get().rows?.find(({ conversation }) => conversation.id === id);
  if (row === undefined || row.conversation.lastSeq <= row.marks.customer.delivered) return;
  sendMark(id, { delivered: row.conversation.lastSeq });
};

const sendMark = (id: string, mark: { delivered?: number; read?: number }): void => {
  if (live?.send({ type: 'mark', conversationId: id, ...mark })) return;
  void ask('POST', `/api/conversations/${id}/marks`, mark);
};

const marked = new Map<string, number>();
/** Says that everything up to the end has been seen. */
export const markRead = (id: string): void => {
  const seq = lastSeqOf(id);
  if (seq === 0 || (marked.get(id) ?? 0) >= seq) return;
  marked.set(id, seq);
  sendMark(id, { delivered: seq, read: seq });
  const row = state.get().rows?.find(({ conversation }) => conversation.id === id);
  if (row !== undefined && row.unread > 0) takeRow({ ...row, unread: 0 });
};

const openLine = (): void => {
  live = createLiveClient({
    url: `${location.origin.replace(/^http/, 'ws')}/api/live`,
    session: sessionSecret,
    onFrame: takeFrame,
    onStatus: (status) => {
      state.patch({ live: status });
      if (status === 'unauthorized') void renewSession().then((again) => again && live?.renew());
    },
  });
  stopWaking = wakeWithDevice(live);
};

const openOutbox = async (owner: string): Promise<void> => {
  const store = await openOutboxStore('mainstay');
  tabs = joinTabs(owner, (message) => {
    if (message.type === 'draft') takeDraft(message.id, message.text);
    else if (message.type === 'outbox') {
      const { from, to } = message;
      const { screen } = state.get();
      if (from !== undefined && to !== undefined && screen.name === 'chat' && screen.id === from)
        show({ name: 'chat', id: to });
      void outbox?.reload().then(() => state.patch({ outbox: outbox?.items() ?? [] }));
    }
  });
  outbox = createOutbox({
    owner,
    store,
    upload: uploadItemFile,
    send: sendItem({
      live: () => live,
      onEvents: takeOrFetch,
      onStarted: (localId, reply) => {
        takeStarted(localId, reply);
        const { screen } = state.get();
        // Only now is there something to follow.
        if (screen.name === 'chat' && screen.id === reply.conversation.id) show(screen);
      },
    }),
    alone: (run) => runAlone(`mainstay-outbox-${owner}`, run),
    now: Date.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    onChange: (moved) => {
      state.patch({ outbox: outbox?.items() ?? [] });
      tabs?.tell({ type: 'outbox', ...moved });
    },
  });
  await outbox.flush();
};

const closeAll = (): void => {
  stopFollowing();
  stopFollowing = () => undefined;
  stopWaking();
  live?.close();
  outbox?.close();
  tabs?.close();
  marked.clear();
  live = null;
  outbox = null;
  tabs = null;
};

/** Nothing of one person stays on screen for the next. */
const reset = (): void => {
  closeAll();
  state.patch({ rows: null, chats: {}, begun: {}, outbox: [], screen: { name: 'home' } });
};

/**
 * Begins for whoever the page vouches for, or for a visitor; also when that changes. Vouched for again, the same
 * person stays where they are.
 */
export const begin = async (
  voucher: Voucher,
  onCustomer: (customer: SessionCustomer) => Promise<void>,
): Promise<void> => {
  const before = state.get().customer;
  const endOld = takeSession();
  if (before === null || !voucher.identified) reset();
  state.patch({ phase: before === null ? 'starting' : 'switching', customer: null });
  const opened = await openSession(voucher);
  void endOld();
  const { customer } = state.get();
  if (before !== null && customer?.id !== before.id) reset();
  if (!opened || customer === null) return;
  await onCustomer(customer);
  await enter();
};

const enter = async (): Promise<void> => {
  const { customer } = state.get();
  if (customer === null) return;
  if (live === null) openLine();
  else live.renew();
  if (outbox === null) await openOutbox(customer.id);
  // Whoever was quick is elsewhere by now. Home asks for its list itself, and so does the line when it is up.
  show(state.get().screen);
};

/** After an ended session or an unreachable server: the person asks to go on. */
export const tryAgain = async (): Promise<void> => {
  if (await renewSession()) await enter();
};

export const show = (screen: Screen): void => {
  stopFollowing();
  stopFollowing = () => undefined;
  state.patch({ screen });
  if (screen.name === 'categories') void loadWaitingTimes();
  if (screen.name === 'home' && state.get().phase === 'ready') void loadHome();
  const id = shownChat();
  if (id === null) return;
  void loadChat(id).then(() => {
    if (shownChat() !== id || live === null) return;
    stopFollowing = live.follow(id, () => lastSeqOf(id));
    void loadQueue(id);
  });
};

const loadWaitingTimes = async (): Promise<void> => {
  const answer = await ask<WaitingTimes>('GET', '/api/waiting-times');
  if (answer.ok) state.patch({ waitingTimes: answer.value });
};

/** Opens an empty conversation; the server learns of it with the first message. */
export const beginConversation = (category: Category): void => {
  const id = `new:${newId()}`;
  state.patch({ begun: { ...state.get().begun, [id]: category } });
  show({ name: 'chat', id });
};

export const write = (id: string, text: string, files: readonly File[]): void => {
  const { customer, begun, outbox: waiting } = state.get();
  if (customer === null || outbox === null) return;
  const category = begun[id];
  const opensIt = category !== undefined && !waiting.some((item) => item.conversationId === id);
  void outbox.add({
    clientMessageId: newId(),
    owner: customer.id,
    conversationId: id,
    start: opensIt ? { category, locale: currentLocale() } : null,
    text,
    files: files.map((file) => ({ localId: newId(), name: file.name, blob: file, fileId: null })),
    at: Date.now(),
    state: 'waiting',
    error: null,
  });
};

export const retrySend = (clientMessageId: string): void => void outbox?.retry(clientMessageId);
export const dropSend = (clientMessageId: string): void => {
  const item = outbox?.items().find((each) => each.clientMessageId === clientMessageId);
  if (item !== undefined) stopUploads(item);
  void outbox?.remove(clientMessageId);
};
export const tellDraft = (id: string, text: string): void =>
  tabs?.tell({ type: 'draft', id, text });

/** Says that something is being written; the caller sees to it that this is not said too often. */
export const sayTyping = (id: string): void => {
  live?.send({ type: 'typing', conversationId: id });
};

/** Asks for a change and shows what came of it; the sentence of a refusal is shown at the foot. */
export const wish = async (
  id: string,
  method: string,
  rest: string,
  body: unknown,
  sayRefusal: (code: string) => string,
): Promise<boolean> => {
  const answer = await ask(
    'POST' === method ? 'POST' : method,
    `/api/conversations/${id}${rest}`,
    body,
  );
  if (answer.ok) await catchUp(id);
  else showToast(sayRefusal(answer.code));
  return answer.ok;
};

/** Without a live line, what is on screen is asked for by HTTP; the queue's place grows old with it. */
export const startPolling = (): void => {
  setInterval(() => {
    const { live: status, phase, isOpen } = state.get();
    if (phase !== 'ready' || status === 'live' || !isOpen || !navigator.onLine) return;
    const id = shownChat();
    if (id === null) void loadHome();
    else void catchUp(id);
    void outbox?.flush();
  }, POLL_MS);
  setInterval(() => {
    const id = shownChat();
    if (id !== null && state.get().isOpen) void loadQueue(id);
  }, QUEUE_POLL_MS);
};

/** Whether the next page should open the line by itself: somebody waits for an answer, or words wait to leave. */
export const isAlive = (): boolean => {
  const { rows, outbox: waiting } = state.get();
  return (
    waiting.some((item) => item.state === 'waiting') ||
    (rows ?? []).some(({ conversation }) => isActive(conversation.status))
  );
};

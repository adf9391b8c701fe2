import type { ServerFrame, WireEvent } from '../../../src/contract/live.ts';
import { createOutbox, type Outbox, type OutboxItem } from '../../kit/state/outbox.ts';
import { openOutboxStore } from '../../kit/state/outbox-store.ts';
import { runAlone } from '../../kit/state/run-alone.ts';
import {
  catchUp,
  lastSeqOf,
  loadChat,
  loadQueue,
  takeEvents,
  takeMarks,
  takeStarted,
  takeTyping,
} from './chats.ts';
import { newId, remember } from './device.ts';
import { takeDraft } from './drafts.ts';
import { line, sendMark, shownChat } from './line.ts';
import { currentLocale } from './locale.ts';
import { takeRow } from './rows.ts';
import { sendItem, settleSend, stopUploads, uploadItemFile } from './sending.ts';
import { ask } from './session.ts';
import { ring } from './sound.ts';
import { showToast, state } from './state.ts';
import { joinTabs, type Tabs } from './tabs.ts';
import { tapAssistant } from './tapping.ts';
import { keptWordsOf } from './waiting-words.ts';

/** What belongs to the person who is here; each person has their own. */
interface Opened {
  readonly outbox: Outbox;
  readonly tabs: Tabs;
}
let opening: Promise<Opened> | null = null;
let opened: Opened | null = null;
let stopFollowing = (): void => undefined;

/** Takes events in; where some before them are missing, asks for those by the socket or else by HTTP. */
const takeOrFetch = (id: string, events: readonly WireEvent[]): void => {
  if (takeEvents(id, events) && !line()?.refollow(id)) void catchUp(id);
};

/** Frames that concern a conversation on screen. */
export const takeFrame = (frame: ServerFrame): void => {
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
    case 'marks':
      takeMarks(frame);
      return;
    case 'sent':
    case 'refused':
      settleSend(frame);
      return;
    case 'typing':
      if (frame.side === 'agent') takeTyping(frame.conversationId);
      return;
    case 'queue_changed':
      loadShownQueue();
      return;
    default:
      return;
  }
};

export const loadShownQueue = (): void => {
  const id = shownChat();
  if (id !== null) void loadQueue(id);
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

/** Loads the conversation on screen and follows it; nothing else is followed any more. */
export const followShown = (): void => {
  stopFollowing();
  stopFollowing = () => undefined;
  const id = shownChat();
  if (id === null || state.get().phase === 'starting') return;
  void loadChat(id).then(() => {
    const live = line();
    if (shownChat() !== id || live === null) return;
    stopFollowing();
    stopFollowing = live.follow(id, () => lastSeqOf(id));
    void loadQueue(id);
  });
};

const moveTo = (from: string, to: string): void => {
  const { screen } = state.get();
  if (screen.name !== 'chat' || screen.id !== from) return;
  state.patch({ screen: { name: 'chat', id: to } });
  followShown();
};

const showItems = (owner: string, outbox: Outbox | undefined): void => {
  const items = outbox?.items() ?? [];
  remember(keptWordsOf(owner), items.length > 0 ? '1' : null);
  state.patch({ outbox: items });
};

const open = async (owner: string): Promise<Opened> => {
  const store = await openOutboxStore('mainstay');
  const tabs = joinTabs(owner, (message) => {
    if (message.type === 'draft') takeDraft(message.id, message.text);
    else if (message.type === 'outbox') {
      if (message.from !== undefined && message.to !== undefined) moveTo(message.from, message.to);
      void outbox.reload().then(() => showItems(owner, outbox));
    }
  });
  const outbox = createOutbox({
    owner,
    store,
    upload: uploadItemFile,
    send: sendItem({
      live: line,
      onEvents: takeOrFetch,
      onStarted: (localId, reply) => {
        const wantsPerson = state.get().begun[localId]?.withAssistant === false;
        takeStarted(localId, reply);
        // Asked for while the first words were leaving already.
        const { id, assistant } = reply.conversation;
        if (wantsPerson && assistant?.active) void tapAssistant(id, { kind: 'person' });
        // Only now is there something to follow.
        if (shownChat() === reply.conversation.id) followShown();
      },
    }),
    alone: (run) => runAlone(`mainstay-outbox-${owner}`, run),
    now: Date.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    onChange: (moved) => {
      showItems(owner, outbox);
      tabs.tell({ type: 'outbox', ...moved });
    },
  });
  return { outbox, tabs };
};

/** Opens the outbox of whoever is here and sends what waits in it; once for each person. */
export const openOutbox = (): Promise<Opened> | null => {
  const { customer } = state.get();
  if (customer === null) return null;
  if (opening !== null) return opening;
  const attempt: Promise<Opened> = open(customer.id).then((each) => {
    if (opening === attempt) opened = each;
    void each.outbox.flush();
    return each;
  });
  opening = attempt;
  return attempt;
};

export const flush = (): void => void opened?.outbox.flush();

/** Lets go of everything of the person who was here. */
export const closeChatting = (): void => {
  stopFollowing();
  stopFollowing = () => undefined;
  void opening?.then(({ outbox, tabs }) => {
    outbox.close();
    tabs.close();
  });
  marked.clear();
  opening = null;
  opened = null;
};

/** Requests whose first words are on their way into the outbox. */
const starting = new Set<string>();

/** Puts words and files on their way. False while nobody is here yet: the writer keeps them. */
export const write = (id: string, text: string, files: readonly File[]): boolean => {
  const { customer, begun, outbox: waiting } = state.get();
  const ready = openOutbox();
  if (customer === null || ready === null) return false;
  const start = begun[id];
  const opensIt =
    start !== undefined && !starting.has(id) && !waiting.some((item) => item.conversationId === id);
  if (opensIt) starting.add(id);
  const item: OutboxItem = {
    clientMessageId: newId(),
    owner: customer.id,
    conversationId: id,
    start: opensIt ? { ...start, locale: currentLocale() } : null,
    text,
    files: files.map((file) => ({ localId: newId(), name: file.name, blob: file, fileId: null })),
    at: Date.now(),
    state: 'waiting',
    error: null,
  };
  void ready.then(({ outbox }) => outbox.add(item)).finally(() => starting.delete(id));
  return true;
};

export const retrySend = (clientMessageId: string): void =>
  void opened?.outbox.retry(clientMessageId);
export const dropSend = (clientMessageId: string): void => {
  const item = opened?.outbox.items().find((each) => each.clientMessageId === clientMessageId);
  if (item !== undefined) stopUploads(item);
  void opened?.outbox.remove(clientMessageId);
};
export const tellDraft = (id: string, text: string): void =>
  opened?.tabs.tell({ type: 'draft', id, text });

/** Says that something is being written; the caller sees to it that this is not said too often. */
export const sayTyping = (id: string): void => {
  line()?.send({ type: 'typing', conversationId: id });
};

/** Asks for a change and shows what came of it; the sentence of a refusal is shown at the foot. */
export const wish = async (
  id: string,
  method: string,
  rest: string,
  body: unknown,
  sayRefusal: (code: string) => string,
): Promise<boolean> => {
  const answer = await ask(method, `/api/conversations/${id}${rest}`, body);
  if (answer.ok) await catchUp(id);
  else showToast(sayRefusal(answer.code));
  return answer.ok;
};

export { catchUp } from './chats.ts';

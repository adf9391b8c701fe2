import type { ServerFrame } from '../../../src/contract/live.ts';
import type { WaitingTimes } from '../../../src/contract/routing.ts';
import type { SessionCustomer } from '../../../src/contract/session.ts';
import { isActive } from '../../../src/core/conversation/transitions.ts';
import { createLiveClient, wakeWithDevice } from '../../kit/live/live-client.ts';
import { guardInTime } from '../guard/wake-guard.ts';
import { forgetQuestion } from './asking.ts';
import { newId, recall } from './device.ts';
import { takeDraft } from './drafts.ts';
import { line, sendMark, setLine, shownChat } from './line.ts';
import { loadHome, takeRow } from './rows.ts';
import {
  ask,
  openSession,
  renewSession,
  sessionSecret,
  takeSession,
  type Voucher,
} from './session.ts';
import { ring } from './sound.ts';
import { type Begun, type Screen, state } from './state.ts';
import { keptWordsOf } from './waiting-words.ts';

/** Without a socket, what is on screen is asked for this often. */
const POLL_MS = 5_000;
const QUEUE_POLL_MS = 20_000;

let stopWaking = (): void => undefined;

type Chatting = typeof import('./chatting.ts');
let chatting: Chatting | null = null;

/** What conversations need: most who look at their requests open none, so it is fetched with the first one. */
export const loadChatting = async (): Promise<void> => {
  if (chatting !== null) return;
  chatting = await import('./chatting.ts');
  void chatting.openOutbox();
  chatting.followShown();
};

const takeFrame = (frame: ServerFrame): void => {
  switch (frame.type) {
    case 'home_row':
      takeRow(frame.row);
      markDelivered(frame.row.conversation.id);
      if (frame.row.unread > 0 && frame.row.lastLineBy === 'agent') ring(frame.row.conversation.id);
      return;
    case 'file_checked':
      dispatchEvent(new CustomEvent('mainstay-file', { detail: frame.fileId }));
      return;
    case 'welcome':
      void loadHome();
      chatting?.flush();
      return;
    default:
      chatting?.takeFrame(frame);
  }
};

/** Says that an answer has reached this device, also while its conversation is not on screen. */
const markDelivered = (id: string): void => {
  const row = state.get().rows?.find(({ conversation }) => conversation.id === id);
  if (row === undefined || row.conversation.lastSeq <= row.marks.customer.delivered) return;
  sendMark(id, { delivered: row.conversation.lastSeq });
};

const openLine = (): void => {
  const live = createLiveClient({
    url: `${location.origin.replace(/^http/, 'ws')}/api/live`,
    session: sessionSecret,
    onFrame: takeFrame,
    onStatus: (status) => {
      state.patch({ live: status });
      if (status === 'unauthorized') void renewSession().then((again) => again && live.renew());
    },
  });
  setLine(live);
  stopWaking = wakeWithDevice(live);
};

const closeAll = (): void => {
  chatting?.closeChatting();
  stopWaking();
  line()?.close();
  setLine(null);
};

/** Nothing of one person stays on screen for the next. */
const reset = (): void => {
  closeAll();
  forgetQuestion();
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
  const live = line();
  if (live === null) openLine();
  else live.renew();
  // Words of an earlier visit may still have to leave.
  if (chatting === null && recall(keptWordsOf(customer.id)) !== null) void loadChatting();
  else void chatting?.openOutbox();
  // Whoever was quick is elsewhere by now. Home asks for its list itself, and so does the line when it is up.
  show(state.get().screen);
};

/** After an ended session or an unreachable server: the person asks to go on. */
export const tryAgain = async (): Promise<void> => {
  if (await renewSession()) await enter();
};

export const show = (screen: Screen): void => {
  state.patch({ screen });
  if (screen.name === 'categories') void loadWaitingTimes();
  const lists = screen.name === 'home' || screen.name === 'requests';
  if (lists && state.get().phase === 'ready') void loadHome();
  chatting?.followShown();
};

const loadWaitingTimes = async (): Promise<void> => {
  const answer = await ask<WaitingTimes>('GET', '/api/waiting-times');
  if (answer.ok) state.patch({ waitingTimes: answer.value });
};

/** Opens an empty conversation, and gives its local id; the server learns of it with the first message. */
export const beginConversation = (about: Begun): string => {
  const id = `new:${newId()}`;
  state.patch({ begun: { ...state.get().begun, [id]: about } });
  show({ name: 'chat', id });
  return id;
};

let isAsking = false;
/**
 * Sends words as a new request; what it is about is found out from them. Words with a secret in them go into the
 * request's draft instead, where the guard says so. False: nobody is here yet, or one is leaving.
 */
export const askOutright = async (words: string, lookUp?: Begun): Promise<boolean> => {
  if (state.get().customer === null || isAsking) return false;
  isAsking = true;
  try {
    // Words of our own need no guard.
    const [guard] = await Promise.all([lookUp ? null : guardInTime(), loadChatting()]);
    const id = beginConversation(lookUp ?? {});
    if (guard !== null && guard.findSecrets(words, []).length > 0) {
      takeDraft(id, words);
      return true;
    }
    return chatting?.write(id, words, []) ?? false;
  } finally {
    isAsking = false;
  }
};

/** Without a live line, what is on screen is asked for by HTTP; the queue's place grows old with it. */
export const startPolling = (): void => {
  setInterval(() => {
    const { live: status, phase, isOpen } = state.get();
    if (phase !== 'ready' || status === 'live' || !isOpen || !navigator.onLine) return;
    const id = shownChat();
    if (id === null) void loadHome();
    else void chatting?.catchUp(id);
    chatting?.flush();
  }, POLL_MS);
  setInterval(() => {
    if (state.get().isOpen) chatting?.loadShownQueue();
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

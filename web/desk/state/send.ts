import type { Attachment } from '../../../src/contract/conversation.ts';
import type { WireEvent } from '../../../src/contract/live.ts';
import { addNote, sendMessage } from '../api/desk-api.ts';
import { asFailure } from '../api/failure.ts';
import { takeEvents } from './conversations.ts';
import { recallJson, remember } from './device.ts';
import { liveStatus, onFrame } from './live.ts';
import { expire, nextToSend, type Outgoing, retried, withFailure } from './outbox.ts';
import { createStore } from './store.ts';

export const outbox = createStore<readonly Outgoing[]>([]);

type Acknowledged = (one: Outgoing, event: WireEvent) => void;
let whenAcknowledged: Acknowledged = () => undefined;
/** Called when something sent here has been stored. */
export const onAcknowledged = (listener: Acknowledged): void => {
  whenAcknowledged = listener;
};

const underway = new Set<string>();
let storedUnder = '';
let pauseMs = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const FIRST_PAUSE_MS = 1_500;
const LONGEST_PAUSE_MS = 30_000;

const later = (): void => {
  clearTimeout(timer);
  pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs === 0 ? FIRST_PAUSE_MS : pauseMs * 2);
  timer = setTimeout(flush, pauseMs);
};

const sendOne = async (one: Outgoing): Promise<void> => {
  underway.add(one.clientMessageId);
  const content = {
    clientMessageId: one.clientMessageId,
    text: one.text,
    fileIds: one.attachments.map(({ id }) => id),
  };
  try {
    const reply = one.note
      ? await addNote(one.conversationId, { ...content, mentions: one.mentions ?? [] })
      : await sendMessage(one.conversationId, {
          ...content,
          leaveAs: one.leaveAs,
          allowForeign: one.allowForeign === true,
        });
    pauseMs = 0;
    underway.delete(one.clientMessageId);
    const event = reply.event as unknown as WireEvent;
    takeEvents(one.conversationId, [event]);
    outbox.update((all) => all.filter((other) => other.clientMessageId !== one.clientMessageId));
    whenAcknowledged(one, event);
    flush();
  } catch (thrown) {
    underway.delete(one.clientMessageId);
    const failure = asFailure(thrown);
    if (failure.mayRetry) later();
    else outbox.update((all) => withFailure(all, one.clientMessageId, failure));
  }
};

/** Sends what can be sent. */
export function flush(): void {
  if (storedUnder === '') return;
  outbox.update((all) => expire(all, Date.now()));
  for (const one of nextToSend(outbox.get(), underway)) void sendOne(one);
}

const newId = (): string => crypto.randomUUID().replaceAll('-', '');

/** Puts a message or note into the outbox; it is shown at once and sent as soon as that is possible. */
export const enqueue = (message: {
  readonly conversationId: string;
  readonly note: boolean;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly leaveAs: Outgoing['leaveAs'];
  readonly mentions?: readonly string[];
}): void => {
  outbox.update((all) => [
    ...all,
    {
      ...message,
      clientMessageId: newId(),
      at: Date.now(),
      state: 'waiting',
      code: null,
      reference: null,
    },
  ]);
  flush();
};

/** Sends again; `allowForeign`: with the contacts in it that are not ours. */
export const retry = (clientMessageId: string, allowForeign = false): void => {
  outbox.update((all) => retried(all, clientMessageId, Date.now(), allowForeign));
  flush();
};

export const discard = (clientMessageId: string): void =>
  outbox.update((all) => all.filter((one) => one.clientMessageId !== clientMessageId));

/** Takes up what this person left unsent here, and keeps sending. Returns what ends it. */
export const startOutbox = (agentId: string): (() => void) => {
  storedUnder = `desk.outbox.${agentId}`;
  outbox.set(recallJson<readonly Outgoing[]>(storedUnder, []));
  const ends = [
    outbox.subscribe(() => {
      const all = outbox.get();
      if (storedUnder !== '') remember(storedUnder, all.length === 0 ? null : JSON.stringify(all));
    }),
    // Stored by another tab of the same outbox, or by an attempt whose answer was lost.
    onFrame('events', ({ events }) => {
      const stored = new Set(
        events.map(({ event }) => ('clientMessageId' in event ? event.clientMessageId : '')),
      );
      if (outbox.get().some((one) => stored.has(one.clientMessageId))) {
        outbox.update((all) => all.filter((one) => !stored.has(one.clientMessageId)));
      }
    }),
    liveStatus.subscribe(() => {
      if (liveStatus.get() === 'live') flush();
    }),
  ];
  addEventListener('online', flush);
  flush();
  return () => {
    storedUnder = '';
    clearTimeout(timer);
    removeEventListener('online', flush);
    for (const end of ends) end();
    outbox.set([]);
  };
};

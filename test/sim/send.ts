import type { Command, MessageFacts } from '../../src/core/conversation/command.ts';
import { decide } from '../../src/core/conversation/decide.ts';
import type { Actor, ConversationEvent, PublicAgent } from '../../src/core/conversation/event.ts';
import type { ConversationId, MessageId } from '../../src/core/ids.ts';
import { fail } from '../../src/core/outcome.ts';
import { appended, type Committed, type Shop } from './commands.ts';
import type { Answer, Caller, SendFrame } from './protocol.ts';
import { TEAMS } from './setting.ts';
import type { MessageRow, Tx } from './store.ts';
import type { Task } from './task.ts';

export interface Sender {
  readonly caller: Caller;
  readonly agent: PublicAgent | null;
  readonly start: {
    readonly locale: 'en';
    readonly category: 'withdrawal' | 'security' | 'account';
    readonly tier: 'standard' | 'vip';
  };
}

const refused = (
  frame: SendFrame,
  failure: Extract<Answer, { type: 'refused' }>['failure'],
): Answer => ({
  type: 'refused',
  failure,
  clientMessageId: frame.clientMessageId,
});

const commandOf = (
  sender: Sender,
  frame: SendFrame,
  message: MessageFacts,
  number: string,
): Command => {
  const { caller } = sender;
  if (caller.kind === 'customer') {
    if (frame.conversationId !== null)
      return { type: 'send_as_customer', customerId: caller.id, message };
    return {
      type: 'start',
      customerId: caller.id,
      customerKind: 'customer',
      number,
      channel: 'livechat',
      ...sender.start,
      teamId: (sender.start.category === 'withdrawal'
        ? TEAMS[0]
        : TEAMS[1]) as (typeof TEAMS)[number],
      preferredAgentId: null,
      aboutArticleId: null,
      engage: false,
      urgent: false,
      message,
    };
  }
  const agent = {
    id: caller.id,
    name: sender.agent?.name ?? '',
    badge: sender.agent?.badge ?? '',
    leads: false,
  };
  return frame.note
    ? { type: 'add_note', agent, message }
    : { type: 'send_as_agent', agent, message, leaveAs: frame.leaveAs };
};

const storedAnswer = (shop: Shop, row: MessageRow, frame: SendFrame): Answer => {
  if (row.text !== frame.text)
    return refused(frame, { class: 'invalid', code: 'message_id_reused' });
  const log = shop.store.logOf(row.conversationId);
  // A start is answered with the whole log as its customer sees it: staff may have written meanwhile.
  const events = log.filter((event) =>
    frame.conversationId === null ? event.audience === 'everyone' : event.seq === row.seq,
  );
  return { type: 'stored', clientMessageId: frame.clientMessageId, events, duplicate: true };
};

const keyOf = (sender: Sender, frame: SendFrame): string =>
  `${sender.caller.id}/${frame.clientMessageId}`;

const memoryOf = new WeakMap<object, Map<string, Answer>>();
/** Planted: what one incarnation of a process remembers of the messages it has stored. */
const memoryFor = (shop: Shop): Map<string, Answer> => {
  const memory = memoryOf.get(shop) ?? new Map<string, Answer>();
  memoryOf.set(shop, memory);
  return memory;
};

/** Called when a process starts: what was only in its memory is gone. */
export const forgetMemory = (shop: Shop): void => void memoryOf.delete(shop);

function* findEarlier(
  shop: Shop,
  tx: Tx,
  sender: Sender,
  frame: SendFrame,
): Task<Answer | undefined> {
  const key = keyOf(sender, frame);
  if (shop.plant === 'memory_dedupe') {
    const known = memoryFor(shop).get(key);
    return known?.type === 'stored' ? { ...known, duplicate: true } : undefined;
  }
  yield* shop.store.lock(tx, `message:${key}`);
  const row = shop.store.messages.get(key);
  return row === undefined ? undefined : storedAnswer(shop, row, frame);
}

const writeMessage = (
  shop: Shop,
  tx: Tx,
  sender: Sender,
  frame: SendFrame,
  facts: MessageFacts,
  done: Committed,
): number => {
  const entry = done.events.find(
    ({ event }) => 'messageId' in event && event.messageId === facts.messageId,
  );
  const seq = entry?.seq ?? 0;
  const row: MessageRow = {
    messageId: facts.messageId,
    conversationId: done.state.id,
    seq,
    senderId: sender.caller.id,
    kind: frame.note ? 'note' : 'message',
    text: frame.text,
    sentAt: entry?.at ?? 0,
    gone: false,
  };
  shop.store.append(tx, done.state, done.events);
  tx.writes.push(() => {
    shop.store.messages.set(keyOf(sender, frame), row);
    shop.store.bodies.set(facts.messageId, frame.text);
  });
  return seq;
};

/** Stores a message once, whatever the network does with its request. `answer` is what the sender is told. */
export function* storeMessage(
  shop: Shop,
  sender: Sender,
  frame: SendFrame,
  answer: (answer: Answer) => void,
): Task<void> {
  const { store, world } = shop;
  const tx = yield* store.begin(shop.process);
  try {
    const id = frame.conversationId ?? (world.id('conversation') as ConversationId);
    if (frame.conversationId !== null) yield* store.lock(tx, `conversation:${id}`);
    const earlier = yield* findEarlier(shop, tx, sender, frame);
    if (earlier !== undefined) return answer(earlier);
    const state = store.conversations.get(id);
    if (frame.conversationId !== null && state === undefined)
      return answer(refused(frame, { class: 'not_found', code: 'conversation_not_found' }));
    if (
      sender.caller.kind === 'customer' &&
      state !== undefined &&
      state.customerId !== sender.caller.id
    ) {
      const hidden = fail('not_found', 'conversation_not_found');
      return answer(refused(frame, hidden.failure));
    }
    const facts: MessageFacts = {
      messageId: world.id('message') as MessageId,
      clientMessageId: frame.clientMessageId,
      fileIds: [],
      destroyed: [],
    };
    const decision = decide(
      state,
      commandOf(sender, frame, facts, world.id('number')),
      store.now(),
    );
    if (!decision.ok) return answer(refused(frame, decision.failure));
    const words = (event: ConversationEvent) =>
      'messageId' in event && event.messageId === facts.messageId ? frame.text : null;
    const done = appended(shop, id, state, decision.value, sender.caller satisfies Actor, words);
    if (done === undefined) return;
    const seq = writeMessage(shop, tx, sender, frame, facts, done);
    const events =
      frame.conversationId === null
        ? done.events
        : done.events.filter((event) => event.seq === seq);
    const stored: Answer = {
      type: 'stored',
      clientMessageId: frame.clientMessageId,
      events,
      duplicate: false,
    };
    if (shop.plant === 'acknowledge_before_commit') answer(stored);
    yield* store.commit(tx);
    memoryFor(shop).set(keyOf(sender, frame), stored);
    if (shop.plant !== 'acknowledge_before_commit') answer(stored);
    shop.publish(done.state, done.events);
  } finally {
    store.rollback(tx);
  }
}

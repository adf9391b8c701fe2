import { scheduler } from 'node:timers/promises';
import type { LoggedEvent } from '../../core/conversation/event.ts';
import type { ConversationId, MessageId } from '../../core/ids.ts';
import type { Transaction } from '../../ports/database.ts';
import { type HeldWords, openHeldBodies } from '../conversation/index.ts';
import type { Follower, Moved } from '../following/index.ts';
import type { SearchDeps } from './deps.ts';
import { searchableText } from './searchable-text.ts';
import { type Entry, putEntries } from './store.ts';

/** Words read at a stretch: then others have their turn. */
const BREATH = 20;

/** The body that an event wrote, or rewrote, and whether it was said elsewhere first. */
interface Said {
  readonly messageId: MessageId;
  readonly carriedTo: number | null;
}

const said = (messageId: MessageId | null): Said | null =>
  messageId === null ? null : { messageId, carriedTo: null };

const saidBy = ({ event, seq }: LoggedEvent): Said | null => {
  switch (event.type) {
    case 'message_sent':
    case 'message_edited':
    case 'note_added':
    case 'note_edited':
    case 'assistant_replied':
    case 'card_shown':
    case 'card_updated':
    case 'notice_given':
      return said(event.messageId);
    case 'message_carried':
    case 'note_carried':
      return { messageId: event.messageId, carriedTo: seq };
    case 'conversation_transferred':
    case 'conversation_handed_over':
      return said(event.summaryId);
    case 'conversation_rated':
      return said(event.commentId);
    default:
      return null;
  }
};

const toEntry = (
  { hashes }: SearchDeps,
  conversationId: ConversationId,
  words: HeldWords,
  carriedTo: number | null,
): Entry | null => {
  const text = searchableText(words);
  if (text === null) return null;
  return {
    messageId: words.messageId,
    conversationId,
    seq: carriedTo ?? words.seq,
    at: words.sentAt,
    tokens: hashes.ofText(text, words.customerId),
    carried: carriedTo !== null,
  };
};

/** What these events said, as entries in the log's order; their bodies are held until the transaction ends. */
export const entriesOf = async (
  deps: SearchDeps,
  trx: Transaction,
  logged: readonly LoggedEvent[],
): Promise<readonly Entry[]> => {
  const places = new Map<MessageId, { conversationId: ConversationId; carriedTo: number | null }>();
  for (const entry of logged) {
    const each = saidBy(entry);
    if (each === null) continue;
    const carriedTo = each.carriedTo ?? places.get(each.messageId)?.carriedTo ?? null;
    places.set(each.messageId, { conversationId: entry.conversationId, carriedTo });
  }
  const held = await openHeldBodies(deps, trx, [...places.keys()], true);
  const entries: Entry[] = [];
  let read = 0;
  for (const [messageId, { conversationId, carriedTo }] of places) {
    const words = held.get(messageId);
    const entry = words && toEntry(deps, conversationId, words, carriedTo);
    if (entry) entries.push(entry);
    read += 1;
    if (read % BREATH === 0) await scheduler.yield();
  }
  return entries;
};

/** Takes what is said into the index, a moment after it was. What is unsaid leaves it with its body, at once. */
export const searchFollower = (deps: SearchDeps): Follower => {
  const takeAll = async (trx: Transaction, news: readonly Moved[]): Promise<void> => {
    const logged = news.flatMap((moved) => moved.logged);
    await putEntries(trx, await entriesOf(deps, trx, logged));
  };
  return {
    name: 'search',
    wants: ({ logged }) => logged.some((entry) => saidBy(entry) !== null),
    take: (trx, moved) => takeAll(trx, [moved]),
    takeAll,
  };
};

import type { MessageBody } from '../../../src/contract/conversation.ts';
import type { WireEvent } from '../../../src/contract/live.ts';
import type { CarriedMessage } from '../../../src/core/conversation/case-event.ts';
import { readCard } from './read-card.ts';
import type { TimelineEntry, TimelineMessage } from './timeline.ts';

export const bodyParts = (
  body: MessageBody | null,
): Pick<TimelineMessage, 'text' | 'attachments' | 'contacts' | 'suspectFileIds'> => ({
  text: body?.text ?? null,
  attachments: body?.attachments ?? [],
  contacts: body?.contacts ?? [],
  suspectFileIds: body?.suspectFileIds ?? [],
});

export const addCard = (
  entries: TimelineEntry[],
  logged: WireEvent,
  places: Map<string, number>,
): void => {
  const { event } = logged;
  if (event.type !== 'card_shown') return;
  places.set(event.messageId, entries.length);
  entries.push({
    kind: 'card',
    id: event.messageId,
    clientMessageId: event.clientMessageId,
    cardId: event.cardId,
    cardKind: event.cardKind,
    seq: logged.seq,
    at: logged.at,
    by: logged.actor.kind,
    agent: event.agent,
    turnId: event.turnId,
    card: readCard(logged.body, event.cardKind),
    updatedAt: null,
  });
};

export const updateCard = (
  entries: TimelineEntry[],
  logged: WireEvent,
  place: number | undefined,
): void => {
  if (place === undefined) return;
  const entry = entries[place];
  if (entry?.kind !== 'card') return;
  const card = readCard(logged.body, entry.cardKind) ?? entry.card;
  entries[place] = { ...entry, card, updatedAt: logged.at };
};

export const addMessage = (
  entries: TimelineEntry[],
  logged: WireEvent,
  places: Map<string, number>,
): void => {
  const { event } = logged;
  if (
    event.type !== 'message_sent' &&
    event.type !== 'note_added' &&
    event.type !== 'assistant_replied'
  )
    return;
  const isAssistant = event.type === 'assistant_replied';
  places.set(event.messageId, entries.length);
  entries.push({
    kind: 'message',
    id: event.messageId,
    clientMessageId: event.clientMessageId,
    seq: logged.seq,
    at: logged.at,
    note: event.type === 'note_added',
    by: logged.actor.kind,
    agent: isAssistant ? null : event.agent,
    ...(isAssistant ? { turn: { id: event.turnId, reply: event.reply } } : {}),
    ...bodyParts(logged.body),
    destroyed: isAssistant ? [] : event.destroyed,
    editedAt: null,
    withdrawn: null,
  });
};

const addCarriedCard = (
  entries: TimelineEntry[],
  logged: WireEvent,
  event: Pick<CarriedMessage, 'messageId' | 'sentAt' | 'by' | 'agent'>,
  { cardId, cardKind }: NonNullable<CarriedMessage['card']>,
  places: Map<string, number>,
): void => {
  places.set(event.messageId, entries.length);
  entries.push({
    kind: 'card',
    id: event.messageId,
    clientMessageId: event.messageId,
    cardId,
    cardKind,
    seq: logged.seq,
    at: event.sentAt,
    by: event.by,
    agent: event.agent,
    turnId: null,
    card: readCard(logged.body, cardKind),
    updatedAt: null,
  });
};

/** What the system says, and what came from another request of the customer: messages like others. */
export const addTold = (
  entries: TimelineEntry[],
  logged: WireEvent,
  places: Map<string, number>,
): void => {
  const { event } = logged;
  const isCarried = event.type === 'message_carried' || event.type === 'note_carried';
  if (!isCarried && event.type !== 'notice_given') return;
  if (isCarried && event.card !== null) {
    addCarriedCard(entries, logged, event, event.card, places);
    return;
  }
  places.set(event.messageId, entries.length);
  entries.push({
    kind: 'message',
    id: event.messageId,
    clientMessageId: isCarried ? event.messageId : event.clientMessageId,
    seq: logged.seq,
    at: isCarried ? event.sentAt : logged.at,
    note: event.type === 'note_carried',
    by: isCarried ? event.by : 'system',
    agent: isCarried ? event.agent : null,
    ...bodyParts(logged.body),
    destroyed: [],
    editedAt: null,
    withdrawn: null,
  });
};

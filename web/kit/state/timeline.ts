import type { Card } from '../../../src/contract/cards.ts';
import type { Attachment, ContactNote, Marks } from '../../../src/contract/conversation.ts';
import type { WireEvent } from '../../../src/contract/live.ts';
import type { AssistantReply } from '../../../src/core/assistant/reply.ts';
import type { PublicAgent } from '../../../src/core/conversation/event.ts';
import type { CardKind } from '../../../src/core/selfservice/vocabulary.ts';
import type { SecretKind } from '../../../src/core/vocabulary.ts';
import { mergeEvents, type Reader } from './merge-events.ts';
import { addCard, addMessage, addTold, bodyParts, updateCard } from './timeline-entries.ts';

/** A message or note as it stands now, after its edits. */
export interface TimelineMessage {
  readonly kind: 'message';
  readonly id: string;
  readonly clientMessageId: string;
  readonly seq: number;
  readonly at: number;
  /** Internal: said to colleagues. */
  readonly note: boolean;
  readonly by: 'customer' | 'agent' | 'assistant' | 'system';
  readonly agent: PublicAgent | null;
  /** What the assistant's words are: an answer with its source, a choice, a handover. Nobody else's have it. */
  readonly turn?: { readonly id: string; readonly reply: AssistantReply };
  /** Null when its words are gone. */
  readonly text: string | null;
  readonly attachments: readonly Attachment[];
  /** What leads somewhere in the text; it is inert where no address is given. */
  readonly contacts: readonly ContactNote[];
  /** Files whose names name a false contact. */
  readonly suspectFileIds: readonly string[];
  readonly destroyed: readonly SecretKind[];
  readonly editedAt: number | null;
  readonly withdrawn: 'recalled' | 'deleted' | null;
}

/** A card of the account or the chain as it stands now. */
export interface TimelineCard {
  readonly kind: 'card';
  /** Of the body that holds its data. */
  readonly id: string;
  readonly clientMessageId: string;
  readonly cardId: string;
  readonly cardKind: CardKind;
  readonly seq: number;
  readonly at: number;
  readonly by: 'customer' | 'agent' | 'assistant' | 'system';
  readonly agent: PublicAgent | null;
  /** The assistant's turn whose words it goes with. */
  readonly turnId: string | null;
  /** Null when its data is gone, or of a kind that this page cannot read. */
  readonly card: Card | null;
  /** When its data changed last; null: never since it was shown. */
  readonly updatedAt: number | null;
}

/** Any other event that a screen may show as a line. */
export interface TimelineEvent {
  readonly kind: 'event';
  readonly seq: number;
  readonly at: number;
  readonly logged: WireEvent;
}

export type TimelineEntry = TimelineMessage | TimelineCard | TimelineEvent;

/** A conversation as one client holds it: the view, a gapless stretch of the log up to its end, and the marks. */
export interface Timeline<View extends { readonly lastSeq: number }> {
  readonly view: View;
  readonly marks: Marks;
  /** In the log's order, each seq once. */
  readonly events: readonly WireEvent[];
  readonly entries: readonly TimelineEntry[];
  readonly lastSeq: number;
  readonly hasEarlier: boolean;
}

/** A reply of `GET …/conversations/:conversationId`, of either side. */
export interface Stretch<View> {
  readonly conversation: View;
  readonly marks: Marks;
  readonly events: readonly unknown[];
  readonly hasEarlier: boolean;
}

export type Fold<View> = (view: View, event: WireEvent) => View;

const changeMessage = (
  entries: TimelineEntry[],
  place: number | undefined,
  change: Partial<TimelineMessage>,
): void => {
  if (place === undefined) return;
  const entry = entries[place];
  if (entry?.kind === 'message') entries[place] = { ...entry, ...change };
};

/** The lines of a screen from a stretch of the log. Pure; edits and withdrawals change the message's own line. */
export const foldEntries = (events: readonly WireEvent[]): readonly TimelineEntry[] => {
  const entries: TimelineEntry[] = [];
  const places = new Map<string, number>();
  for (const logged of events) {
    const { event } = logged;
    switch (event.type) {
      case 'message_sent':
      case 'note_added':
      case 'assistant_replied':
        addMessage(entries, logged, places);
        break;
      case 'notice_given':
      case 'message_carried':
      case 'note_carried':
        addTold(entries, logged, places);
        break;
      case 'card_shown':
        addCard(entries, logged, places);
        break;
      case 'card_updated':
        updateCard(entries, logged, places.get(event.messageId));
        break;
      case 'message_edited':
      case 'note_edited': {
        const place = places.get(event.messageId);
        changeMessage(entries, place, {
          // A body that is gone by now was withdrawn later: that event follows.
          ...(logged.body === null ? {} : bodyParts(logged.body)),
          destroyed: event.destroyed,
          editedAt: logged.at,
        });
        break;
      }
      case 'message_recalled':
      case 'message_deleted':
      case 'note_deleted':
        changeMessage(entries, places.get(event.messageId), {
          text: null,
          attachments: [],
          contacts: [],
          suspectFileIds: [],
          withdrawn: event.type === 'message_recalled' ? 'recalled' : 'deleted',
        });
        break;
      default:
        entries.push({ kind: 'event', seq: logged.seq, at: logged.at, logged });
    }
  }
  return entries;
};

/** The furthest of both: marks only ever grow, and frames may arrive late. */
export const mergeMarks = (a: Marks, b: Marks): Marks => ({
  customer: {
    delivered: Math.max(a.customer.delivered, b.customer.delivered),
    read: Math.max(a.customer.read, b.customer.read),
  },
  agent: {
    delivered: Math.max(a.agent.delivered, b.agent.delivered),
    read: Math.max(a.agent.read, b.agent.read),
  },
});

/** Begins with the newest stretch. */
export const openTimeline = <View extends { readonly lastSeq: number }>(
  stretch: Stretch<View>,
): Timeline<View> => {
  const events = stretch.events as readonly WireEvent[];
  return {
    view: stretch.conversation,
    marks: stretch.marks,
    events,
    entries: foldEntries(events),
    lastSeq: Math.max(stretch.conversation.lastSeq, events.at(-1)?.seq ?? 0),
    hasEarlier: stretch.hasEarlier,
  };
};

/**
 * Takes in new events, from the socket or from HTTP. Doubles are dropped; `gap` asks the caller to fetch what
 * follows `timeline.lastSeq`. The same timeline object comes back when nothing was new.
 */
export const appendEvents = <View extends { readonly lastSeq: number }>(
  timeline: Timeline<View>,
  batch: readonly WireEvent[],
  reader: Reader,
  fold: Fold<View>,
): { readonly timeline: Timeline<View>; readonly gap: boolean } => {
  const { fresh, gap } = mergeEvents(timeline.lastSeq, batch, reader);
  if (fresh.length === 0) return { timeline, gap };
  const events = [...timeline.events, ...fresh];
  return {
    gap,
    timeline: {
      ...timeline,
      view: fresh.reduce(fold, timeline.view),
      events,
      entries: foldEntries(events),
      lastSeq: fresh.at(-1)?.seq ?? timeline.lastSeq,
    },
  };
};

/** Puts a stretch of history before what is known. */
export const prependEvents = <View extends { readonly lastSeq: number }>(
  timeline: Timeline<View>,
  stretch: Pick<Stretch<View>, 'events' | 'hasEarlier'>,
): Timeline<View> => {
  const first = timeline.events[0]?.seq ?? Number.POSITIVE_INFINITY;
  const earlier = (stretch.events as readonly WireEvent[]).filter((event) => event.seq < first);
  const events = [...earlier, ...timeline.events];
  return { ...timeline, events, entries: foldEntries(events), hasEarlier: stretch.hasEarlier };
};

/** Takes in marks. The same timeline object comes back when nothing moved. */
export const applyMarks = <View extends { readonly lastSeq: number }>(
  timeline: Timeline<View>,
  marks: Marks,
): Timeline<View> => {
  const merged = mergeMarks(timeline.marks, marks);
  const same = (['customer', 'agent'] as const).every(
    (side) =>
      merged[side].read === timeline.marks[side].read &&
      merged[side].delivered === timeline.marks[side].delivered,
  );
  return same ? timeline : { ...timeline, marks: merged };
};

/** How far a message has come with the other side. */
export const reachOf = (
  message: Pick<TimelineMessage, 'seq'>,
  otherSide: Marks['agent'],
): 'sent' | 'delivered' | 'read' => {
  if (otherSide.read >= message.seq) return 'read';
  return otherSide.delivered >= message.seq ? 'delivered' : 'sent';
};

import type {
  TimelineCard,
  TimelineEntry,
  TimelineEvent,
  TimelineMessage,
} from '../../kit/state/timeline.ts';

/** A part of the thread as it is drawn. */
export type Part =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'unread'; readonly key: string }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: TimelineMessage;
      readonly follows: boolean;
    }
  | { readonly kind: 'card'; readonly key: string; readonly entry: TimelineCard }
  | { readonly kind: 'events'; readonly key: string; readonly entries: readonly TimelineEvent[] };

/** Two messages of one person closer than this are one piece of speech. */
const TOGETHER_MS = 3 * 60_000;

const isTogether = (before: TimelineMessage, next: TimelineMessage): boolean =>
  before.by === next.by &&
  before.agent?.id === next.agent?.id &&
  before.note === next.note &&
  next.at - before.at < TOGETHER_MS;

/** A new day begins where the reader is. */
const dayKey = (at: number): string => new Date(at).toDateString();

/**
 * Lays entries out: a line for each day, events in a row gathered, a line before the first message that nobody
 * had read (`unreadId`; null draws none).
 */
export const arrange = (
  entries: readonly TimelineEntry[],
  unreadId: string | null,
): readonly Part[] => {
  const parts: Part[] = [];
  let day = '';
  let events: TimelineEvent[] = [];
  let before: TimelineMessage | null = null;
  const endEvents = (): void => {
    const first = events[0];
    if (first !== undefined)
      parts.push({ kind: 'events', key: `events-${first.seq}`, entries: events });
    events = [];
  };
  for (const entry of entries) {
    if (dayKey(entry.at) !== day) {
      endEvents();
      day = dayKey(entry.at);
      parts.push({ kind: 'day', key: `day-${entry.seq}`, at: entry.at });
      before = null;
    }
    if (entry.kind === 'event') {
      events.push(entry);
      before = null;
      continue;
    }
    endEvents();
    if (entry.kind === 'card') {
      parts.push({ kind: 'card', key: entry.id, entry });
      before = null;
      continue;
    }
    if (entry.id === unreadId) {
      parts.push({ kind: 'unread', key: 'unread' });
      before = null;
    }
    const follows: boolean = before !== null && isTogether(before, entry);
    parts.push({ kind: 'message', key: entry.id, message: entry, follows });
    before = entry;
  }
  endEvents();
  return parts;
};

/** The first message of the customer that no agent has read; null when there is none. */
export const firstUnread = (
  entries: readonly TimelineEntry[],
  readSeq: number,
): TimelineMessage | null =>
  entries.find(
    (entry): entry is TimelineMessage =>
      entry.kind === 'message' && entry.by === 'customer' && entry.seq > readSeq,
  ) ?? null;

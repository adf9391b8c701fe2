import { useLocation } from '@tanstack/react-router';
import type { TimelineEntry } from '../../kit/state/timeline.ts';
import { eventElementId } from './find-handover.ts';

/** What somebody comes for: a message by its place in the log and its id. Ids only: addresses are kept in histories. */
export interface Sought {
  readonly seq: number;
  readonly messageId: string;
}

const PLACE = /^said-(\d{1,9})-([0-9a-f-]{36})$/;

/** What stands behind the `#` of a conversation's address, for whoever leads there. */
export const soughtPlace = ({ seq, messageId }: Sought): string => `said-${seq}-${messageId}`;

export const readSought = (hash: string): Sought | null => {
  const [, seq, messageId] = PLACE.exec(hash) ?? [];
  return seq === undefined || messageId === undefined ? null : { seq: Number(seq), messageId };
};

export const useSought = (): Sought | null =>
  readSought(useLocation({ select: ({ hash }) => hash }));

/** The element of the line that holds it; null while none of what has been read does. */
export const soughtElementId = (
  entries: readonly TimelineEntry[],
  { seq, messageId }: Sought,
): string | null => {
  const found = entries.find((entry) =>
    // Words of an event (a summary, a remark) have no line of their own.
    entry.kind === 'event' ? entry.seq === seq : entry.id === messageId,
  );
  if (found === undefined) return null;
  return found.kind === 'event' ? eventElementId(found.seq) : `message-${found.id}`;
};

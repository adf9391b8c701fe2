import type { TimelineEntry } from '../../kit/state/timeline.ts';

/** The element of an event's line. */
export const eventElementId = (seq: number): string => `event-${seq}`;

/**
 * The assistant's last handover with a summary, while no agent has answered since: what an agent reads first.
 * Its seq; null when there is none.
 */
export const findOpenHandover = (entries: readonly TimelineEntry[]): number | null => {
  for (const entry of entries.toReversed()) {
    if (entry.kind === 'message') {
      if (entry.by === 'agent' && !entry.note) return null;
    } else if (
      entry.kind === 'event' &&
      entry.logged.event.type === 'conversation_handed_over' &&
      (entry.logged.body?.text ?? '') !== ''
    )
      return entry.seq;
  }
  return null;
};

import type { TimelineEntry, TimelineMessage } from '../../kit/state/timeline.ts';

/** The last place of each of the assistant's turns, its cards among them: what one may tap stands below all of it. */
export const turnEnds = (
  entries: readonly TimelineEntry[],
): ReadonlyMap<number, TimelineMessage> => {
  const places = new Map<string, number>();
  const messages = new Map<string, TimelineMessage>();
  for (const [place, entry] of entries.entries()) {
    if (entry.kind === 'message' && entry.turn !== undefined) {
      messages.set(entry.turn.id, entry);
      places.set(entry.turn.id, place);
    } else if (entry.kind === 'card' && entry.turnId !== null) places.set(entry.turnId, place);
  }
  const ends = new Map<number, TimelineMessage>();
  for (const [turnId, place] of places) {
    const message = messages.get(turnId);
    if (message !== undefined) ends.set(place, message);
  }
  return ends;
};

/** Cards that were only shown to choose from: they are told in two lines, below the question. */
export const choicesIn = (entries: readonly TimelineEntry[]): ReadonlySet<string> => {
  const replies = entries.flatMap((entry) =>
    entry.kind === 'message' && entry.turn !== undefined ? [entry.turn.reply] : [],
  );
  const found = replies.flatMap((reply) =>
    reply.kind === 'finding' ? reply.cardIds : reply.kind === 'update' ? [reply.cardId] : [],
  );
  const offered = replies.flatMap((reply) => (reply.kind === 'pick' ? reply.options : []));
  return new Set(offered.map(({ cardId }) => cardId).filter((id) => !found.includes(id)));
};

import { evolve } from '../../src/core/conversation/evolve.ts';
import type { Conversation } from '../../src/core/conversation/state.ts';
import type { SimEvent } from './protocol.ts';

/** What a client holds of a conversation: a snapshot (or nothing) and the events after it. */
export interface Held {
  state: Conversation | undefined;
  readonly events: SimEvent[];
  lastSeq: number;
  lastGlobalId: number;
}

/** A double must be the same event. Its words may have been edited or destroyed meanwhile. */
const isSame = (held: Held, event: SimEvent): boolean => {
  const earlier = held.events.find((one) => one.seq === event.seq);
  return earlier === undefined || JSON.stringify(earlier.event) === JSON.stringify(event.event);
};

/** Drops doubles, folds what follows, and stops at a gap, which is then to be asked for. */
export const takeIn = (
  held: Held,
  events: readonly SimEvent[],
  publicOnly: boolean,
  onDifference: (what: string) => void,
): 'gap' | 'whole' => {
  for (const event of events) {
    if (event.seq <= held.lastSeq) {
      if (!isSame(held, event)) onDifference(`two events ${event.conversationId}/${event.seq}`);
      continue;
    }
    const before = publicOnly ? event.previousPublicSeq : event.seq - 1;
    if (before !== held.lastSeq) return 'gap';
    held.events.push(event);
    held.state = evolve(held.state, event);
    held.lastSeq = event.seq;
  }
  return 'whole';
};

/** Planted: takes whatever comes and remembers the highest number it has seen anywhere. */
export const takeInByGlobalCursor = (held: Held, events: readonly SimEvent[]): void => {
  for (const event of events) {
    held.lastGlobalId = Math.max(held.lastGlobalId, event.globalId);
    if (!held.events.some((one) => one.seq === event.seq)) held.events.push(event);
  }
};

import type { AtMs, ConversationId } from '../ids.ts';
import { audienceOf } from './audience.ts';
import type { Actor, ConversationEvent, LoggedEvent } from './event.ts';
import { evolve } from './evolve.ts';
import type { Conversation } from './state.ts';

/** Gives decided events their places in the log and folds them: what the store writes in one transaction. */
export const appendEvents = (
  conversationId: ConversationId,
  state: Conversation | undefined,
  events: readonly ConversationEvent[],
  actor: Actor,
  at: AtMs,
): { readonly state: Conversation | undefined; readonly logged: readonly LoggedEvent[] } => {
  let folded = state;
  const logged: LoggedEvent[] = [];
  for (const event of events) {
    const entry: LoggedEvent = {
      conversationId,
      seq: (folded?.lastSeq ?? 0) + 1,
      previousPublicSeq: folded?.lastPublicSeq ?? 0,
      at,
      actor,
      audience: audienceOf(event),
      event,
    };
    folded = evolve(folded, entry);
    logged.push(entry);
  }
  return { state: folded, logged };
};

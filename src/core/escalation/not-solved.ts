import type { LoggedEvent } from '../conversation/event.ts';
import type { Conversation } from '../conversation/state.ts';

/**
 * Whether the customer says by this that the matter is not settled, although people took it to be: opened again within
 * the days for it, or a plain no. A no to the assistant alone brings a person, and is no step up.
 */
export const saysNotSolved = (
  { event, actor }: Pick<LoggedEvent, 'event' | 'actor'>,
  state: Pick<Conversation, 'firstResponseAt'>,
): boolean => {
  if (actor.kind !== 'customer' || state.firstResponseAt === null) return false;
  if (event.type === 'answer_judged') return !event.settled;
  return event.type === 'status_changed' && event.from === 'solved' && event.to === 'open';
};

import type { LoggedEvent } from '../conversation/event.ts';
import type { Conversation } from '../conversation/state.ts';

/**
 * Whether the customer says by this that the matter is not settled, although people took it to be: opened again within
 * the days for it, or a plain no; or that an incident which is over is not over for them. A no to the assistant alone
 * brings a person, and is no step up.
 */
const saysNotSolved = (
  { event, actor }: Pick<LoggedEvent, 'event' | 'actor'>,
  state: Pick<Conversation, 'firstResponseAt'>,
): boolean => {
  if (actor.kind !== 'customer') return false;
  if (event.type === 'incident_answered') return !event.settled;
  if (state.firstResponseAt === null) return false;
  if (event.type === 'answer_judged') return !event.settled;
  return event.type === 'status_changed' && event.from === 'solved' && event.to === 'open';
};

/** Each time that the customer says so, once: what one answer of theirs does to the case says nothing more. */
export const sayingsOf = (
  logged: readonly LoggedEvent[],
  state: Pick<Conversation, 'firstResponseAt'>,
): readonly LoggedEvent[] => {
  const said = logged.filter((one) => saysNotSolved(one, state));
  return said.filter(({ at }, index) => said.findIndex((one) => one.at === at) === index);
};

import { type ExchangeEvent, exchangeEvent } from '../../contract/exchange/platform.ts';
import type { Transaction } from '../../ports/database.ts';
import type { DueItem } from '../../ports/due-work.ts';
import type { ExchangeUserId } from '../../ports/exchange.ts';
import type { ExchangeEventDeps } from './deps.ts';
import { noteEvents } from './store.ts';

export const EXCHANGE_EVENT_WORK = 'exchange_event';

const itemsOf = (
  events: readonly ExchangeEvent[],
  { subscribers, clock }: Pick<ExchangeEventDeps, 'subscribers' | 'clock'>,
): readonly DueItem[] =>
  events.flatMap((event) =>
    [...subscribers.keys()].map((subscriber) => ({
      key: `${EXCHANGE_EVENT_WORK}:${event.eventId}:${subscriber}`,
      kind: EXCHANGE_EVENT_WORK,
      payload: { subscriber, event },
      dueAt: clock.now(),
    })),
  );

/**
 * Takes events in, in the transaction given: each one that was not known becomes due work for every subscriber, in the
 * same commit; the others nothing. `since` (ms): what happened before is noted and left alone. Gives the new ones.
 */
export const takeEvents = async (
  deps: ExchangeEventDeps,
  trx: Transaction,
  events: readonly ExchangeEvent[],
  since = 0,
): Promise<readonly ExchangeEvent[]> => {
  if (events.length === 0) return [];
  const fresh = await noteEvents(
    trx,
    events.map(({ eventId }) => eventId),
  );
  // Within one page an event may stand twice; the first is as good as the second.
  const once = new Map(events.map((event) => [event.eventId, event]));
  const taken = [...once.values()].filter(({ eventId, at }) => fresh.has(eventId) && at >= since);
  await deps.dueWork.schedule(trx, itemsOf(taken, deps));
  return taken;
};

const forget = (deps: ExchangeEventDeps, userId: string | null): void =>
  deps.exchange?.forget(userId as ExchangeUserId | null);

/** After the commit: what is remembered of those users is old, and there is work. */
export const tellOfEvents = (deps: ExchangeEventDeps, events: readonly ExchangeEvent[]): void => {
  for (const { userId } of events) forget(deps, userId);
  if (events.length > 0) deps.dueWork.wake();
};

/** The handler of `exchange_event`. Throws when the subscriber does, or is not there: then it runs again. */
export const runEventWork = async (
  deps: ExchangeEventDeps,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const event = exchangeEvent.parse(payload.event);
  const handler = deps.subscribers.get(String(payload.subscriber));
  if (handler === undefined) throw new Error('nobody takes this event of the exchange');
  // This process may not be the one that heard of it.
  forget(deps, event.userId);
  await handler(event);
};

import type { Route } from '../../contract/route.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import type { ExchangeEventDeps } from './deps.ts';
import { createFeedPoller } from './poll-feed.ts';
import { exchangeRoutes } from './routes.ts';
import { purgeEvents } from './store.ts';
import { EXCHANGE_EVENT_WORK, runEventWork } from './take-events.ts';

export type { ExchangeEventHandler } from './deps.ts';

/** An event that is older than this is not sent again by anybody. */
const KEEP_DAYS = 30;

export interface ExchangeEventSlice {
  readonly routes: readonly Route[];
  /** Due work by its kind. */
  readonly handlers: ReadonlyMap<string, DueHandler>;
  /** Begins to read the feed. */
  start(): void;
  stop(): Promise<void>;
  purge(): Promise<void>;
}

/** News of the exchange, by webhook and by feed, to all who subscribed: each event once for each of them. */
export const createExchangeEvents = (deps: ExchangeEventDeps): ExchangeEventSlice => {
  const poller = createFeedPoller(deps);
  return {
    routes: exchangeRoutes(deps),
    handlers: new Map([[EXCHANGE_EVENT_WORK, (payload) => runEventWork(deps, payload)]]),
    start: poller.start,
    stop: poller.stop,
    purge: () => purgeEvents(deps.database, KEEP_DAYS),
  };
};

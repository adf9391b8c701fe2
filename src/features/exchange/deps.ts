import type { ExchangeEvent } from '../../contract/exchange/platform.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { DueWork } from '../../ports/due-work.ts';
import type { Exchange } from '../../ports/exchange.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Log } from '../../ports/log.ts';
import type { Metrics } from '../../ports/metrics.ts';

/**
 * What a slice does when something changed at the exchange. It asks the exchange what is true now: events may come late
 * and in any order. May run more than once for one event; throwing runs it again later.
 */
export type ExchangeEventHandler = (event: ExchangeEvent) => Promise<void>;

/** By the subscriber's name, which stands in due work and must not change. */
export type ExchangeSubscribers = ReadonlyMap<string, ExchangeEventHandler>;

export interface ExchangeEventDeps {
  readonly database: Database;
  readonly dueWork: DueWork;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Null: no exchange is connected; nothing is fetched and nothing accepted. */
  readonly exchange: Exchange | null;
  /** Standard Webhooks secrets that are valid now; none: nothing is accepted. */
  readonly webhookSecrets: readonly string[];
  /** Filled before the first event is taken in. */
  readonly subscribers: ExchangeSubscribers;
}

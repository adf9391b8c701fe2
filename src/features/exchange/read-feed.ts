import type { ExchangeEvent } from '../../contract/exchange/platform.ts';
import type { ExchangeEventDeps } from './deps.ts';
import { type FeedLease, holdFeed, moveCursor } from './store.ts';
import { takeEvents, tellOfEvents } from './take-events.ts';

const LEASE_MS = 30_000;
/** A feed that never ends is read on later, so that it takes nobody's time. */
const PAGES_AT_ONCE = 200;
/** When the feed is read from its beginning, older events are somebody's past, not news. */
const LOOK_BACK_MS = 86_400_000;
/** The exchange no longer knows our place: its events are too old, or it is another exchange by now. */
const CURSOR_LOST = new Set(['cursor_gone', 'invalid_request']);

class LeaseLost extends Error {}

/**
 * Reads the exchange's feed from the stored cursor to its end. Events and cursor are written in one transaction, so that
 * after a crash a page is read again, and its doubles are known. Gives false when another process reads.
 */
export const createFeedReader = (deps: ExchangeEventDeps, holder: string) => {
  const { exchange, database, clock } = deps;
  /** While the feed is read from its beginning: what happened before makes no work. */
  let since = 0;

  const keep = async (
    lease: FeedLease,
    events: readonly ExchangeEvent[],
    cursor: string | null,
  ): Promise<void> => {
    const taken = await database.transaction().execute(async (trx) => {
      if (!(await moveCursor(trx, lease, cursor))) throw new LeaseLost();
      return takeEvents(deps, trx, events, since);
    });
    tellOfEvents(deps, taken);
  };

  /** One page; true when there may be more. */
  const readPage = async (lease: FeedLease): Promise<boolean> => {
    if (exchange === null) return false;
    if (lease.cursor === null) since = clock.now() - LOOK_BACK_MS;
    const page = await exchange.events.poll(lease.cursor);
    if (!page.ok) {
      const isLost = page.failure.kind === 'refused' && CURSOR_LOST.has(page.failure.code);
      if (!isLost || lease.cursor === null) return false;
      deps.log.warn({}, "our place in the exchange's feed is gone; it is read from its beginning");
      await keep(lease, [], null);
      return true;
    }
    const { events, nextCursor } = page.value;
    if (nextCursor !== lease.cursor) await keep(lease, events, nextCursor);
    if (events.length > 0 && nextCursor !== lease.cursor) return true;
    since = 0;
    return false;
  };

  return async (isStopped: () => boolean): Promise<boolean> => {
    for (let page = 0; page < PAGES_AT_ONCE && !isStopped(); page++) {
      const lease = await holdFeed(database, holder, LEASE_MS);
      if (lease === undefined) return false;
      try {
        if (!(await readPage(lease))) return true;
      } catch (error) {
        if (!(error instanceof LeaseLost)) throw error;
        return false;
      }
    }
    return true;
  };
};

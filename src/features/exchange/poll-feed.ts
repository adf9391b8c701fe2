import type { ExchangeEventDeps } from './deps.ts';
import { createFeedReader } from './read-feed.ts';
import { leaveFeed } from './store.ts';

export interface FeedPoller {
  start(): void;
  /** Reads what is there now; false when another process reads. */
  pollOnce(): Promise<boolean>;
  /** Ends after the page under way and lets another process go on at once. */
  stop(): Promise<void>;
}

/** Webhooks are quicker; this finds what they lost. */
const POLL_MS = 3_000;

/** Keeps reading the feed in whichever process holds its lease; the others stand by. */
export const createFeedPoller = (deps: ExchangeEventDeps, pollMs = POLL_MS): FeedPoller => {
  const holder = deps.ids.uuid();
  const read = createFeedReader(deps, holder);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> | undefined;
  let stopped = false;
  const pollOnce = (): Promise<boolean> => read(() => stopped);

  const tick = (): void => {
    running ??= pollOnce()
      .catch((error: unknown) =>
        deps.log.warn({ error }, "the exchange's feed could not be kept up with"),
      )
      .finally(() => {
        running = undefined;
      });
  };

  return {
    start: () => {
      if (deps.exchange === null) return;
      timer = setInterval(tick, pollMs);
      tick();
    },
    pollOnce,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
      if (timer !== undefined) await leaveFeed(deps.database, holder);
    },
  };
};

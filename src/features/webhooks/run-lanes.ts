import { keepAsker } from '../audit/index.ts';
import type { WebhookDeps } from './deps.ts';
import { CLAIM_MS, serveLane } from './serve-lane.ts';
import { purgeDeliveries } from './store-deliveries.ts';
import { claimLanes, type Lane } from './store-lanes.ts';

export interface LaneRunner {
  start(): void;
  /** There may be something to send. */
  wake(): void;
  /** Lets what is being sent finish. */
  stop(): Promise<void>;
}

/** Lanes under way at once in one process, and of one subscription. */
const MAX_IN_FLIGHT = 24;
const MAX_EACH = 6;
const POLL_MS = 1_000;
const PURGE_EVERY_MS = 10 * 60_000;

const forgetOld = (deps: WebhookDeps): void => {
  purgeDeliveries(deps.database).catch((error: unknown) =>
    deps.log.warn({ error }, 'old webhook deliveries not forgotten; it is tried again later'),
  );
};

/** Subscriptions that have as many lanes under way as they may. */
const busiest = (underWay: Iterable<string>): readonly string[] => {
  const counts = new Map<string, number>();
  for (const id of underWay) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].flatMap(([id, count]) => (count >= MAX_EACH ? [id] : []));
};

/**
 * Sends from all lanes that are due. Apart from due work on purpose: receivers that are slow must not take its room,
 * and a lane has a schedule of its own that goes on for days. Several processes share the table safely. Whoever's request
 * woke it, what goes out is nobody's doing.
 */
export const createLaneRunner = (deps: WebhookDeps, pollMs = POLL_MS): LaneRunner => {
  const inFlight = new Map<Promise<void>, string>();
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = true;
  let timers: readonly NodeJS.Timeout[] = [];

  const begin = (lane: Lane): void => {
    const done: Promise<void> = serveLane(deps, lane)
      .catch((error: unknown) =>
        deps.log.error({ error, webhook: lane.subscription_id }, 'a webhook lane was left'),
      )
      .finally(() => {
        inFlight.delete(done);
        wake();
      });
    inFlight.set(done, lane.subscription_id);
  };

  const claim = async (): Promise<void> => {
    do {
      again = false;
      const room = MAX_IN_FLIGHT - inFlight.size;
      if (room <= 0) return;
      const lanes = await claimLanes(
        deps.database,
        room,
        MAX_EACH,
        CLAIM_MS,
        busiest(inFlight.values()),
      );
      for (const lane of lanes) begin(lane);
    } while (again && !stopped);
  };

  const outside = keepAsker(claim);
  const wake = (): void => {
    if (stopped) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    running = outside()
      .catch((error: unknown) => deps.log.error({ error }, 'webhook lanes could not be claimed'))
      .finally(() => {
        running = undefined;
      });
  };

  return {
    wake,
    start: () => {
      stopped = false;
      timers = [setInterval(wake, pollMs), setInterval(() => forgetOld(deps), PURGE_EVERY_MS)];
      wake();
    },
    stop: async () => {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      await running;
      await Promise.all(inFlight.keys());
    },
  };
};

import type { ConversationId } from '../../core/ids.ts';
import { decidePromise, type WaitPromise } from '../../core/routing/decide-promise.ts';
import { WaitEstimation } from '../../core/routing/estimate-waits.ts';
import { type Handling, learnHandling } from '../../core/routing/handling.ts';
import { seededRandom } from '../../core/routing/random.ts';
import type { ArrivalRate, WaitInput } from '../../core/routing/wait-input.ts';
import type { Connection } from '../../ports/database.ts';
import { listArrivals, listSamples } from './store-queue.ts';

/** How many of the newest samples tell how long work takes. */
const SAMPLES = 2_000;
const ARRIVALS_WINDOW_MS = 30 * 60_000;
const LEARN_EVERY_MS = 15_000;

export interface History {
  readonly handling: Handling;
  readonly arrivals: readonly ArrivalRate[];
}

/** What was measured lately; read again when older than a quarter of a minute. */
export const createHistory = (connection: Connection): (() => Promise<History>) => {
  let known: History | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (known !== undefined && performance.now() - readAt < LEARN_EVERY_MS) return known;
    const [samples, arrivals] = await Promise.all([
      listSamples(connection, SAMPLES),
      listArrivals(connection, ARRIVALS_WINDOW_MS),
    ]);
    known = { handling: learnHandling(samples), arrivals };
    readAt = performance.now();
    return known;
  };
};

export type Floor = Omit<WaitInput, 'handling' | 'arrivals' | 'random'>;

/** Lets the process do other things between two runs of the simulation. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What to tell everyone who waits, from what each was told last. */
export const promiseWaits = async (
  floor: Floor,
  history: History,
  previous: ReadonlyMap<ConversationId, WaitPromise | null>,
): Promise<ReadonlyMap<ConversationId, WaitPromise>> => {
  const estimation = new WaitEstimation({ ...floor, ...history, random: seededRandom(floor.now) });
  while (estimation.isWanting()) {
    estimation.run();
    await breathe();
  }
  const estimates = estimation.all();
  const promises = new Map<ConversationId, WaitPromise>();
  for (const item of floor.waiting) {
    const estimate = estimates.get(item.id);
    if (estimate === undefined) continue;
    promises.set(
      item.id,
      decidePromise(previous.get(item.id) ?? null, estimate, { ...floor, item }),
    );
  }
  return promises;
};

import type { ConversationId } from '../../core/ids.ts';
import { decidePromise, type WaitPromise } from '../../core/routing/decide-promise.ts';
import { WaitEstimation } from '../../core/routing/estimate-waits.ts';
import { type Handling, learnHandling, type OngoingSample } from '../../core/routing/handling.ts';
import { seededRandom } from '../../core/routing/random.ts';
import type { ArrivalRate, WaitInput } from '../../core/routing/wait-input.ts';
import type { Connection } from '../../ports/database.ts';
import { listArrivals, listSamples } from './store-queue.ts';

/** How many of the newest samples tell how long work takes. */
const SAMPLES = 2_000;
const ARRIVALS_WINDOW_MS = 30 * 60_000;
const LEARN_EVERY_MS = 15_000;

/** While the history is short, each minute changes it. */
const LEARN_EARLY_EVERY_MS = 3_000;
const EARLY_SAMPLES = 300;

export interface History {
  readonly handling: Handling;
  readonly arrivals: readonly ArrivalRate[];
}

/** What was measured lately, with what goes on; learnt again after some seconds. */
export const createHistory = (
  connection: Connection,
): ((floor: Pick<Floor, 'now' | 'inProgress' | 'agents'>) => Promise<History>) => {
  let known: History | undefined;
  let freshUntil = Number.NEGATIVE_INFINITY;
  return async (floor) => {
    if (known !== undefined && performance.now() < freshUntil) return known;
    const [samples, arrivals] = await Promise.all([
      listSamples(connection, SAMPLES),
      listArrivals(connection, ARRIVALS_WINDOW_MS),
    ]);
    known = { handling: learnHandling(samples, ongoingOf(floor)), arrivals };
    freshUntil =
      performance.now() + (samples.length < EARLY_SAMPLES ? LEARN_EARLY_EVERY_MS : LEARN_EVERY_MS);
    return known;
  };
};

const ongoingOf = ({
  now,
  inProgress,
  agents,
}: Pick<Floor, 'now' | 'inProgress' | 'agents'>): readonly OngoingSample[] => {
  const loads = new Map(agents.map(({ id, load }) => [id, load]));
  return inProgress.map(({ agentId, category, startedAt }) => ({
    category,
    elapsedMs: now - startedAt,
    load: loads.get(agentId) ?? 1,
  }));
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

import { databaseNow, listAssigned, listWaiting } from '../conversation/index.ts';
import type { PromiseDeps } from './deps.ts';
import { lookAt } from './follow.ts';
import { listOverlooked } from './store.ts';

type Deps = Pick<PromiseDeps, 'database' | 'dueWork' | 'log'>;

const EVERY_MS = 15_000;
/** A timer that is late by more than this was lost, or its work was given up. */
const GRACE_MS = 10_000;
const AT_ONCE = 500;

/**
 * Timers bring each promise to its time. This is the net below them: whatever should have been looked at and was not
 * is looked at again, for ever; by the database's clock, since a process's own may be wrong. Returns how many there were.
 */
export const watchPromises = async ({ database, dueWork, log }: Deps): Promise<number> => {
  const overlooked = await listOverlooked(database, GRACE_MS, AT_ONCE);
  if (overlooked.length === 0) return 0;
  log.warn({ count: overlooked.length }, 'promises are looked at late');
  const now = await databaseNow(database);
  await dueWork.schedule(
    database,
    overlooked.map((conversationId) => lookAt(conversationId, now)),
  );
  dueWork.wake();
  return overlooked.length;
};

/** Cases from before promises were made get theirs. */
const beginWithAll = async ({ database, dueWork }: Deps): Promise<void> => {
  const active = [...(await listWaiting(database)), ...(await listAssigned(database))];
  const without = active.filter((state) => state.case.promise === null);
  const now = await databaseNow(database);
  await dueWork.schedule(
    database,
    without.map(({ id }) => lookAt(id, now)),
  );
};

export interface Watch {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export const createWatch = (deps: Deps): Watch => {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const look = (): void => {
    running = watchPromises(deps).catch((error: unknown) =>
      deps.log.error({ error }, 'overlooked promises could not be listed'),
    );
  };
  return {
    start: async () => {
      await beginWithAll(deps);
      timer = setInterval(look, EVERY_MS);
    },
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};

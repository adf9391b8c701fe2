import type { Route } from '../../contract/route.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import { createTypicalWaits } from '../routing/index.ts';
import type { SurgeDeps } from './deps.ts';
import { surgeRoutes } from './routes.ts';
import { watch, watchingDuty } from './watch.ts';

export type { SurgeDeps } from './deps.ts';
export { SurgeSwitch, triageInSurge } from './surge-switch.ts';

export interface Surge {
  readonly routes: readonly Route[];
  readonly handlers: ReadonlyMap<string, DueHandler>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** What happens when more come than can be answered: who keeps their people, and what the others are offered. */
export const createSurge = (deps: SurgeDeps): Surge => {
  const typicalWaits = createTypicalWaits(deps);
  return {
    routes: surgeRoutes(deps, typicalWaits),
    handlers: new Map([['surge_watch', () => watch(deps, typicalWaits)]]),
    start: async () => {
      await deps.surge.start();
      await deps.dueWork.schedule(deps.database, [watchingDuty(deps.clock.now())]);
    },
    stop: () => deps.surge.stop(),
  };
};

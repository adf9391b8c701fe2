import type { Route } from '../../contract/route.ts';
import type { ConversationId } from '../../core/ids.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import type { Follower } from '../following/index.ts';
import type { PromiseDeps } from './deps.ts';
import { promiseFollower } from './follow.ts';
import { createGatherFacts } from './gather-facts.ts';
import { keepPromise } from './keep-promise.ts';
import { promiseRoutes } from './routes.ts';
import { createWatch } from './watch.ts';

export type { PromiseDeps } from './deps.ts';

export interface Promises {
  readonly routes: readonly Route[];
  readonly handlers: ReadonlyMap<string, DueHandler>;
  readonly followers: readonly Follower[];
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What each customer may expect next, of whom and by when; and that it is kept, or said when it is not. */
export const createPromises = (deps: PromiseDeps): Promises => {
  const gather = createGatherFacts(deps);
  return {
    routes: promiseRoutes(deps),
    handlers: new Map([
      [
        'keep_promise',
        (payload) => keepPromise(deps, gather, String(payload.conversationId) as ConversationId),
      ],
    ]),
    followers: [promiseFollower(deps)],
    ...createWatch(deps),
  };
};

import type { Route } from '../../contract/route.ts';
import type { DueHandler } from '../../ports/due-work.ts';
import type { Follower } from '../following/index.ts';
import type { EscalationDeps } from './deps.ts';
import { escalationFollower, escalationHandlers } from './follow.ts';
import { escalationRoutes } from './routes.ts';

export type { EscalationDeps } from './deps.ts';
export { escalateOnce, teamAbove } from './escalate.ts';

/** Tiers above whoever answers first, and the ways up. */
export const createEscalation = (
  deps: EscalationDeps,
): {
  readonly routes: readonly Route[];
  readonly handlers: ReadonlyMap<string, DueHandler>;
  readonly followers: readonly Follower[];
} => ({
  routes: escalationRoutes(deps),
  handlers: escalationHandlers(deps),
  followers: [escalationFollower(deps)],
});

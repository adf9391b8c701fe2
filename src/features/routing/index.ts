import type { Route } from '../../contract/route.ts';
import type { AgentId } from '../../core/ids.ts';
import type { Hint } from '../../ports/bus.ts';
import type { Committed } from '../conversation/index.ts';
import { writePresence } from '../staff/index.ts';
import type { RoutingDeps } from './deps.ts';
import { type AgentDuty, describeAgent } from './read-duty.ts';
import { routingRoutes } from './routes.ts';
import { type Matcher, runMatcher } from './run-matcher.ts';

export { assigning } from './claim-conversation.ts';
export type { RoutingDeps } from './deps.ts';
export { readPlace } from './read-place.ts';
export { localesOnDuty } from './read-staffing.ts';
export { checkLease, dropLease, holdLease } from './store-lease.ts';
export { createTypicalWaits } from './typical-waits.ts';

/** Signs of life of one agent are written at most this often. */
const PRESENCE_EVERY_MS = 5_000;

export interface Routing {
  readonly routes: readonly Route[];
  /** The agent's line or request is a sign of life; call it as often as you like. */
  touchPresence(agentId: AgentId): Promise<void>;
  describeAgent(agentId: AgentId): Promise<AgentDuty | undefined>;
  /** Begins to give work to agents, in whichever process leads. */
  start(): Matcher;
  stop(): Promise<void>;
}

/** Who waits, who answers, and how long it takes. */
export const createRouting = (deps: RoutingDeps): Routing => {
  const touched = new Map<AgentId, number>();
  let matcher: Matcher | undefined;
  const unsubscribe = deps.bus.subscribe((hint, local) => {
    if (isNews(hint)) matcher?.wake();
    tellLoads(deps, hint, local);
  });
  return {
    routes: routingRoutes(deps),
    touchPresence: async (agentId) => {
      const now = performance.now();
      if (now - (touched.get(agentId) ?? Number.NEGATIVE_INFINITY) < PRESENCE_EVERY_MS) return;
      touched.set(agentId, now);
      await writePresence(deps.database, agentId);
    },
    describeAgent: (agentId) => describeAgent(deps.database, deps.policy, agentId),
    start: () => {
      matcher ??= runMatcher(deps);
      return matcher;
    },
    stop: async () => {
      unsubscribe();
      await matcher?.stop();
    },
  };
};

/** What may let somebody be served, or changes what those who wait are told. */
const isNews = (hint: Hint): boolean =>
  (hint.kind === 'conversation_changed' && hint.queueChanged) || hint.kind === 'agent_changed';

/** A change of hands changes loads: the process where it happened says so for the agents it touches. */
const tellLoads = ({ bus }: RoutingDeps, hint: Hint, local: unknown): void => {
  if (hint.kind !== 'conversation_changed' || !hint.queueChanged || local === undefined) return;
  const { before, state } = local as Committed;
  const touched = new Set([before?.assignee?.id, state.assignee?.id]);
  for (const agentId of touched) {
    if (agentId !== undefined) bus.publish({ kind: 'agent_changed', agentId });
  }
};

import type { AgentId, TeamId } from '../../src/core/ids.ts';
import { DEFAULT_ROUTING_POLICY, type RoutingPolicy } from '../../src/core/routing/policy.ts';
import type { OverflowTeams } from '../../src/core/routing/work.ts';
import type { Category } from '../../src/core/vocabulary.ts';

/** The rules in force in the simulation: the product's, with times short enough for a minute's run. */
export const SIM_POLICY: RoutingPolicy = {
  ...DEFAULT_ROUTING_POLICY,
  relaxAfterMs: {
    level: 1_000,
    category: 2_000,
    overflow: [4_000, 6_000, 8_000],
    language: 10_000,
  },
  noAnswerMs: 6_000,
  dropGraceMs: 6_000,
  overdueAfterMs: 20_000,
};

export const TEAMS = ['wallets', 'general'].map((name) => name as TeamId);
export const OVERFLOW: OverflowTeams = new Map([
  [TEAMS[0] as TeamId, TEAMS[1] as TeamId],
  [TEAMS[1] as TeamId, TEAMS[0] as TeamId],
]);
export const CATEGORIES_USED: readonly Category[] = ['withdrawal', 'security', 'account'];

export interface AgentSetting {
  readonly id: AgentId;
  readonly name: string;
  readonly teamId: TeamId;
  readonly capacity: number;
}

export const LEASE_MS = 4_000;
export const HEARTBEAT_MS = 3_000;
/** Silence after which a line counts as dead. */
export const SILENCE_MS = 2 * HEARTBEAT_MS;
/** An agent of whom nothing is heard for this long is dropped. */
export const PRESENCE_MS = SIM_POLICY.dropGraceMs;
export const REQUEST_TIMEOUT_MS = 2_500;
export const CHAOS_MS = 40_000;
/** Everything must have come to rest this long after the last fault. */
export const CALM_MS = 90_000;

import type { AgentId, AtMs, ConversationId, TeamId } from '../ids.ts';
import type { AgentStatus, Category, Locale, Priority, Tier } from '../vocabulary.ts';

/** 1: can answer common questions, 2: experienced, 3: expert. */
export type SkillLevel = 1 | 2 | 3;

/** One conversation that waits for an agent: all that routing needs to know of it. */
export interface WaitingItem {
  readonly id: ConversationId;
  readonly teamId: TeamId;
  readonly category: Category;
  /** The level of skill that it asks for in its category. */
  readonly level: SkillLevel;
  readonly locale: Locale;
  readonly tier: Tier;
  readonly priority: Priority;
  /** When the customer began to wait for this piece of work; kept over a requeue, so that no place is lost. */
  readonly waitingSince: AtMs;
  /** How much of an agent's capacity it takes (`unitsOf`). */
  readonly units: number;
  /** The agent who knows the customer; taken only while available, able and with room. */
  readonly preferredAgentId: AgentId | null;
  /** Agents who let an offer of it lapse; never offered it again while it waits. */
  readonly excludedAgentIds: readonly AgentId[];
}

/** An agent as routing sees one. */
export interface RoutingAgent {
  readonly id: AgentId;
  readonly status: AgentStatus;
  readonly teamIds: readonly TeamId[];
  readonly skills: Readonly<Partial<Record<Category, SkillLevel>>>;
  readonly locales: readonly Locale[];
  /** How many units of work at once. */
  readonly capacity: number;
  /** Units held now, offers included. */
  readonly load: number;
  /** When work was last given to or taken from this agent: the earlier, the longer idle. */
  readonly idleSince: AtMs;
  /** How many emergencies in a row this agent was given; for the fair share. */
  readonly emergencyRun: number;
}

/** For each team, the team that helps when it has nobody; null for none. */
export type OverflowTeams = ReadonlyMap<TeamId, TeamId | null>;

export const OVERFLOW_DEPTH = 3;

/**
 * The teams that may help, nearest first, at most three deep. A cycle ends the chain.
 */
export const overflowChain = (teamId: TeamId, overflow: OverflowTeams): readonly TeamId[] => {
  const chain: TeamId[] = [];
  let next = overflow.get(teamId) ?? null;
  while (
    next !== null &&
    chain.length < OVERFLOW_DEPTH &&
    next !== teamId &&
    !chain.includes(next)
  ) {
    chain.push(next);
    next = overflow.get(next) ?? null;
  }
  return chain;
};

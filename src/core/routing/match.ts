import type { AgentId, AtMs, ConversationId } from '../ids.ts';
import { AgentPool } from './agent-pool.ts';
import type { RoutingPolicy } from './policy.ts';
import { isEmergency, isOverdue, rankItems } from './rank.ts';
import { type RelaxingStage, stageName, stageReached, stageStartsMs } from './stage.ts';
import type { OverflowTeams, RoutingAgent, WaitingItem } from './work.ts';

export interface MatchInput {
  readonly now: AtMs;
  readonly waiting: readonly WaitingItem[];
  readonly agents: readonly RoutingAgent[];
  readonly overflow: OverflowTeams;
  readonly policy: RoutingPolicy;
}

/** One conversation given to one agent. */
export interface Decision {
  readonly itemId: ConversationId;
  readonly agentId: AgentId;
  /** What had to be given up to find that agent. */
  readonly stage: RelaxingStage;
  readonly via: 'preferred' | 'rank' | 'fair_share';
}

/**
 * Gives waiting conversations to agents. Pure and deterministic: the same input in any order gives the same decisions.
 *
 * 1. Fair share: an agent who was given `emergencyRunMax` emergencies in a row first takes the best ranked overdue
 *    conversation that this agent may have, if any.
 * 2. Then every conversation, by rank (`compareRank`), gets its preferred agent if that one is available, able and
 *    has room; else the first agent in line (`AgentPool`) at the earliest stage of relaxing that has one.
 *
 * Never gives work beyond capacity, to anyone not `available`, or to an excluded agent. When it leaves a
 * conversation waiting, no agent with room for it remains. The decisions are in the order in which they were made.
 */
export const match = (input: MatchInput): readonly Decision[] => {
  const pool = new AgentPool(input.agents.filter(couldTakeWork), input.overflow);
  if (!pool.isAnyoneFree()) return [];
  const ranked = rankItems(input.waiting, input.policy);
  const run = new MatchRun(input, pool);
  run.giveFairShare(ranked);
  for (const item of ranked) {
    if (!run.isTaken(item) && !run.give(item)) break;
  }
  return run.decisions;
};

const couldTakeWork = (agent: RoutingAgent): boolean =>
  agent.status === 'available' && agent.load < agent.capacity;

class MatchRun {
  readonly decisions: Decision[] = [];
  readonly #input: MatchInput;
  readonly #pool: AgentPool;
  readonly #taken = new Set<ConversationId>();
  readonly #starts: { readonly emergency: readonly number[]; readonly other: readonly number[] };

  constructor(input: MatchInput, pool: AgentPool) {
    this.#input = input;
    this.#pool = pool;
    this.#starts = {
      emergency: stageStartsMs(true, input.policy),
      other: stageStartsMs(false, input.policy),
    };
  }

  isTaken(item: WaitingItem): boolean {
    return this.#taken.has(item.id);
  }

  /** Finds an agent for it. Returns false when nobody has any room left, for anything. */
  give(item: WaitingItem): boolean {
    const stage = this.#stageOf(item);
    const preferred = this.#preferred(item, stage);
    if (preferred !== undefined) {
      this.#decide(item, preferred, stage, 'preferred');
      return this.#pool.isAnyoneFree();
    }
    const found = this.#pool.find(item, stage);
    if (found === undefined) return true;
    this.#decide(item, found.index, found.stage, 'rank');
    return this.#pool.isAnyoneFree();
  }

  giveFairShare(ranked: readonly WaitingItem[]): void {
    const { now, policy } = this.#input;
    const owing = this.#pool.agents
      .flatMap((agent, index) =>
        agent.emergencyRun >= policy.emergencyRunMax ? [{ agent, index }] : [],
      )
      .sort((a, b) => (a.agent.id < b.agent.id ? -1 : 1));
    if (owing.length === 0) return;
    const overdue = ranked.filter((item) => isOverdue(item, now, policy));
    for (const { index } of owing) {
      const item = overdue.find(
        (candidate) =>
          !this.isTaken(candidate) && this.#mayTake(index, candidate, this.#stageOf(candidate)),
      );
      if (item !== undefined) this.#decide(item, index, this.#stageOf(item), 'fair_share');
    }
  }

  #preferred(item: WaitingItem, stage: number): number | undefined {
    if (item.preferredAgentId === null) return undefined;
    const index = this.#pool.indexOf(item.preferredAgentId);
    return index !== undefined && this.#mayTake(index, item, stage) ? index : undefined;
  }

  #mayTake(index: number, item: WaitingItem, stage: number): boolean {
    const masks = this.#pool.eligibility.masksOf(item);
    return (
      this.#pool.hasRoom(index, item.units) && this.#pool.isEligible(index, masks, stage, item)
    );
  }

  #decide(item: WaitingItem, index: number, stage: number, via: Decision['via']): void {
    const agent = this.#pool.agents[index] as RoutingAgent;
    const masks = this.#pool.eligibility.masksOf(item);
    const used = Math.min(stage, this.#pool.eligibility.firstStage(masks, index));
    this.#pool.take(index, item.units, this.#input.now);
    this.#taken.add(item.id);
    this.decisions.push({ itemId: item.id, agentId: agent.id, stage: stageName(used), via });
  }

  #stageOf(item: WaitingItem): number {
    const starts = isEmergency(item) ? this.#starts.emergency : this.#starts.other;
    return stageReached(this.#input.now - item.waitingSince, starts);
  }
}

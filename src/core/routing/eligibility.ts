import type { TeamId } from '../ids.ts';
import { CATEGORIES, LOCALES } from '../vocabulary.ts';
import { STAGE_COUNT } from './stage.ts';
import { type OverflowTeams, overflowChain, type RoutingAgent, type WaitingItem } from './work.ts';

/** What a conversation asks of an agent. */
export type Demand = Pick<WaitingItem, 'teamId' | 'category' | 'level' | 'locale'>;

/** Who answers one kind of demand at each stage, as bit sets over the agents. */
export interface DemandMasks {
  readonly key: number;
  readonly byStage: readonly Int32Array[];
}

const LEVELS = 3;
const CATEGORY_INDEX = Object.fromEntries(CATEGORIES.map((name, index) => [name, index]));
const LOCALE_INDEX = Object.fromEntries(LOCALES.map((name, index) => [name, index]));

/**
 * Who may take what, as bit sets: one bit for each agent. Combining the sets of a team, a language and a skill costs
 * a few word operations, so one arrival among a thousand agents is microseconds.
 */
export class Eligibility {
  readonly agents: readonly RoutingAgent[];
  readonly words: number;
  readonly #overflow: OverflowTeams;
  readonly #sets = new Map<string, Int32Array>();
  readonly #teamKeys = new Map<TeamId, number>();
  readonly #masks = new Map<number, DemandMasks>();

  constructor(agents: readonly RoutingAgent[], overflow: OverflowTeams) {
    this.agents = agents;
    this.words = (agents.length + 31) >>> 5;
    this.#overflow = overflow;
  }

  /** The sets of that demand, built once for each kind of demand. */
  masksOf(demand: Demand): DemandMasks {
    const key = this.#keyOf(demand);
    const known = this.#masks.get(key);
    if (known !== undefined) return known;
    const masks: DemandMasks = { key, byStage: this.#stages(demand) };
    this.#masks.set(key, masks);
    return masks;
  }

  /** The first stage at which that agent may take it; `STAGE_COUNT` when never. */
  firstStage(masks: DemandMasks, agentIndex: number): number {
    const word = agentIndex >>> 5;
    const bit = 1 << (agentIndex & 31);
    for (let stage = 0; stage < STAGE_COUNT; stage++) {
      if (((masks.byStage[stage] as Int32Array)[word] as number) & bit) return stage;
    }
    return STAGE_COUNT;
  }

  #keyOf(demand: Demand): number {
    let team = this.#teamKeys.get(demand.teamId);
    if (team === undefined) {
      team = this.#teamKeys.size;
      this.#teamKeys.set(demand.teamId, team);
    }
    const category = CATEGORY_INDEX[demand.category] as number;
    const locale = LOCALE_INDEX[demand.locale] as number;
    return (
      ((team * CATEGORIES.length + category) * LEVELS + demand.level - 1) * LOCALES.length + locale
    );
  }

  #stages(demand: Demand): readonly Int32Array[] {
    const { teamId, category, level, locale } = demand;
    const own = this.#team(teamId);
    const speaking = this.#set(`locale ${locale}`, (agent) => agent.locales.includes(locale));
    const skilled = (least: number) =>
      this.#set(`skill ${category} ${least}`, (agent) => (agent.skills[category] ?? 0) >= least);
    const chain = overflowChain(teamId, this.#overflow);
    const reach = [1, 2, 3].map((depth) =>
      chain.slice(0, depth).reduce((sum, team) => union(sum, this.#team(team)), own),
    );
    const inLanguage = intersect(own, speaking);
    return [
      intersect(inLanguage, skilled(level)),
      intersect(inLanguage, skilled(1)),
      inLanguage,
      ...reach.map((teams) => intersect(teams, speaking)),
      reach[2] as Int32Array,
    ];
  }

  #team(teamId: TeamId): Int32Array {
    return this.#set(`team ${teamId}`, (agent) => agent.teamIds.includes(teamId));
  }

  /** Sets are made when first asked for: a single arrival needs three of them, not all. */
  #set(name: string, belongs: (agent: RoutingAgent) => boolean): Int32Array {
    const known = this.#sets.get(name);
    if (known !== undefined) return known;
    const set = new Int32Array(this.words);
    for (let index = 0; index < this.agents.length; index++) {
      if (!belongs(this.agents[index] as RoutingAgent)) continue;
      const word = index >>> 5;
      set[word] = (set[word] as number) | (1 << (index & 31));
    }
    this.#sets.set(name, set);
    return set;
  }
}

const intersect = (left: Int32Array, right: Int32Array): Int32Array =>
  left.map((word, index) => word & (right[index] as number));

const union = (left: Int32Array, right: Int32Array): Int32Array =>
  left.map((word, index) => word | (right[index] as number));

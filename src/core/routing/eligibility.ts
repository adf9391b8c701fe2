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
  readonly #teams = new Map<TeamId, Int32Array>();
  readonly #teamKeys = new Map<TeamId, number>();
  readonly #locales: Int32Array[];
  readonly #skills: Int32Array[];
  readonly #masks = new Map<number, DemandMasks>();

  constructor(agents: readonly RoutingAgent[], overflow: OverflowTeams) {
    this.agents = agents;
    this.words = (agents.length + 31) >>> 5;
    this.#overflow = overflow;
    this.#locales = LOCALES.map(() => this.#empty());
    this.#skills = Array.from({ length: CATEGORIES.length * LEVELS }, () => this.#empty());
    for (let index = 0; index < agents.length; index++)
      this.#add(agents[index] as RoutingAgent, index);
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
    const category = (CATEGORY_INDEX[demand.category] as number) * LEVELS;
    const exact = this.#skills[category + demand.level - 1] as Int32Array;
    const any = this.#skills[category] as Int32Array;
    const locale = this.#locales[LOCALE_INDEX[demand.locale] as number] as Int32Array;
    const own = this.#teams.get(demand.teamId) ?? this.#empty();
    const chain = overflowChain(demand.teamId, this.#overflow);
    const reach = [0, 1, 2].map((depth) =>
      chain.slice(0, depth + 1).reduce((sum, team) => union(sum, this.#teams.get(team)), own),
    );
    const inLanguage = intersect(own, locale);
    return [
      intersect(inLanguage, exact),
      intersect(inLanguage, any),
      inLanguage,
      ...reach.map((teams) => intersect(teams, locale)),
      reach[2] as Int32Array,
    ];
  }

  #add(agent: RoutingAgent, index: number): void {
    const word = index >>> 5;
    const bit = 1 << (index & 31);
    for (const teamId of agent.teamIds) {
      let team = this.#teams.get(teamId);
      if (team === undefined) {
        team = this.#empty();
        this.#teams.set(teamId, team);
      }
      team[word] = (team[word] as number) | bit;
    }
    for (const locale of agent.locales) {
      const set = this.#locales[LOCALE_INDEX[locale] as number] as Int32Array;
      set[word] = (set[word] as number) | bit;
    }
    for (let category = 0; category < CATEGORIES.length; category++) {
      const level = agent.skills[CATEGORIES[category] as (typeof CATEGORIES)[number]] ?? 0;
      for (let rung = 0; rung < level; rung++) {
        const set = this.#skills[category * LEVELS + rung] as Int32Array;
        set[word] = (set[word] as number) | bit;
      }
    }
  }

  #empty(): Int32Array {
    return new Int32Array(this.words);
  }
}

const intersect = (left: Int32Array, right: Int32Array): Int32Array =>
  left.map((word, index) => word & (right[index] as number));

const union = (left: Int32Array, right: Int32Array | undefined): Int32Array =>
  right === undefined ? left : left.map((word, index) => word | (right[index] as number));

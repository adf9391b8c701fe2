import type { AgentId } from '../ids.ts';
import { type DemandMasks, Eligibility } from './eligibility.ts';
import type { OverflowTeams, RoutingAgent, WaitingItem } from './work.ts';

/** Units that an item takes of an agent: one larger than all an agent has fills the agent, who must then be idle. */
export const unitsFor = (units: number, capacity: number): number => Math.min(units, capacity);

/**
 * The agents during one match: who has room, and who is next in line. Belongs to one run and changes with it.
 *
 * Order of agents: the least occupied (load by capacity) first, then the longest idle, then by id. Among agents who
 * do nothing that is plainly the longest idle.
 */
export class AgentPool {
  readonly eligibility: Eligibility;
  readonly agents: readonly RoutingAgent[];
  readonly #loads: Float64Array;
  readonly #capacities: Float64Array;
  readonly #idleSince: Float64Array;
  readonly #withRoom: Int32Array;
  /** Made when somebody asks: most conversations name no agent. */
  #indexes: Map<AgentId, number> | undefined;
  /** For a kind of demand, the last stage known to have nobody left for that many units. */
  readonly #exhausted = new Map<number, Map<number, number>>();

  constructor(agents: readonly RoutingAgent[], overflow: OverflowTeams) {
    this.agents = agents;
    this.eligibility = new Eligibility(this.agents, overflow);
    this.#loads = Float64Array.from(this.agents, (agent) => agent.load);
    this.#capacities = Float64Array.from(this.agents, (agent) => agent.capacity);
    this.#idleSince = Float64Array.from(this.agents, (agent) => agent.idleSince);
    this.#withRoom = new Int32Array(this.eligibility.words);
    for (let index = 0; index < this.agents.length; index++) {
      const agent = this.agents[index] as RoutingAgent;
      if (agent.status === 'available' && agent.load < agent.capacity) this.#open(index);
    }
  }

  /** The index of an agent who is in the pool. */
  indexOf(id: AgentId): number | undefined {
    this.#indexes ??= new Map(this.agents.map((agent, index) => [agent.id, index]));
    return this.#indexes.get(id);
  }

  hasRoom(index: number, units: number): boolean {
    if (!(((this.#withRoom[index >>> 5] as number) >>> (index & 31)) & 1)) return false;
    const capacity = this.#capacities[index] as number;
    return (this.#loads[index] as number) + unitsFor(units, capacity) <= capacity;
  }

  isAnyoneFree(): boolean {
    return this.#withRoom.some((word) => word !== 0);
  }

  /** Gives the agent that much more work, as of `at`. */
  take(index: number, units: number, at: number): void {
    const capacity = this.#capacities[index] as number;
    const load = (this.#loads[index] as number) + unitsFor(units, capacity);
    this.#loads[index] = load;
    this.#idleSince[index] = at;
    if (load >= capacity) this.#close(index);
  }

  /** Whether the agent may take it at that stage, room aside. */
  isEligible(index: number, masks: DemandMasks, stage: number, item: WaitingItem): boolean {
    const mask = masks.byStage[stage] as Int32Array;
    if (!(((mask[index >>> 5] as number) >>> (index & 31)) & 1)) return false;
    return !item.excludedAgentIds.includes((this.agents[index] as RoutingAgent).id);
  }

  /** The first agent in line at the earliest stage up to `lastStage`, or undefined. */
  find(item: WaitingItem, lastStage: number): { index: number; stage: number } | undefined {
    const masks = this.eligibility.masksOf(item);
    const known = this.#exhausted.get(masks.key);
    const from = (known?.get(item.units) ?? -1) + 1;
    const excluded = item.excludedAgentIds.map((id) => this.indexOf(id) ?? -1);
    for (let stage = from; stage <= lastStage; stage++) {
      const index = this.#scan(masks.byStage[stage] as Int32Array, item.units, excluded);
      if (index >= 0) return { index, stage };
      if (excluded.length === 0) this.#remember(masks.key, item.units, stage);
    }
    return undefined;
  }

  #scan(mask: Int32Array, units: number, excluded: readonly number[]): number {
    let best = -1;
    for (let word = 0; word < mask.length; word++) {
      let bits = (mask[word] as number) & (this.#withRoom[word] as number);
      while (bits !== 0) {
        const index = word * 32 + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        const better = best < 0 || this.#isBefore(index, best);
        if (better && this.hasRoom(index, units) && !excluded.includes(index)) best = index;
      }
    }
    return best;
  }

  #isBefore(left: number, right: number): boolean {
    const occupied =
      (this.#loads[left] as number) * (this.#capacities[right] as number) -
      (this.#loads[right] as number) * (this.#capacities[left] as number);
    if (occupied !== 0) return occupied < 0;
    const idle = (this.#idleSince[left] as number) - (this.#idleSince[right] as number);
    if (idle !== 0) return idle < 0;
    return (this.agents[left] as RoutingAgent).id < (this.agents[right] as RoutingAgent).id;
  }

  /** Room only shrinks during a match, so a set once found empty stays empty. */
  #remember(key: number, units: number, stage: number): void {
    const known = this.#exhausted.get(key);
    if (known === undefined) this.#exhausted.set(key, new Map([[units, stage]]));
    else known.set(units, stage);
  }

  #open(index: number): void {
    const word = index >>> 5;
    this.#withRoom[word] = (this.#withRoom[word] as number) | (1 << (index & 31));
  }

  #close(index: number): void {
    const word = index >>> 5;
    this.#withRoom[word] = (this.#withRoom[word] as number) & ~(1 << (index & 31));
  }
}

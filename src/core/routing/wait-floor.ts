import type { AgentId } from '../ids.ts';
import { unitsFor } from './agent-pool.ts';
import { Eligibility } from './eligibility.ts';
import { rankItems } from './rank.ts';
import { STAGE_COUNT, stageStartsMs } from './stage.ts';
import type { ArrivalRate, WaitInput } from './wait-input.ts';
import { entryOf, type LineEntry } from './waiting-line.ts';
import type { RoutingAgent, WaitingItem } from './work.ts';

/**
 * The support floor as the simulation sees it, prepared once for all its runs: the ranked line, the agents on duty,
 * and for every agent and kind of demand the first stage at which that agent may help.
 */
export class WaitFloor {
  readonly ranked: readonly WaitingItem[];
  readonly entries: readonly LineEntry[];
  readonly agents: readonly RoutingAgent[];
  readonly arrivals: readonly ArrivalRate[];
  readonly arrivalDemands: readonly number[];
  readonly demandCount: number;
  /** `firstStages[agent × demandCount + demand]`; `STAGE_COUNT` for never. */
  readonly firstStages: Uint8Array;
  readonly #starts: { readonly emergency: readonly number[]; readonly other: readonly number[] };

  constructor(input: WaitInput) {
    this.agents = input.agents
      .filter(
        (agent) =>
          agent.capacity > 0 && (agent.status === 'available' || agent.status === 'wrap_up'),
      )
      .toSorted((a, b) => a.idleSince - b.idleSince || (a.id < b.id ? -1 : 1));
    this.ranked = rankItems(input.waiting, input.policy);
    this.arrivals = input.arrivals.filter((arrival) => arrival.perHour > 0);
    this.#starts = {
      emergency: stageStartsMs(true, input.policy),
      other: stageStartsMs(false, input.policy),
    };

    const eligibility = new Eligibility(this.agents, input.overflow);
    const demands = new Map<number, number>();
    const kinds = [...this.ranked, ...this.arrivals.map(({ kind }) => kind)].map((kind) => {
      const masks = eligibility.masksOf(kind);
      const demand = demands.get(masks.key) ?? demands.size;
      demands.set(masks.key, demand);
      return { masks, demand };
    });
    this.demandCount = demands.size;
    this.firstStages = new Uint8Array(this.agents.length * this.demandCount);
    const done = new Set<number>();
    for (const { masks, demand } of kinds) {
      if (done.has(demand)) continue;
      done.add(demand);
      for (let agent = 0; agent < this.agents.length; agent++) {
        this.firstStages[agent * this.demandCount + demand] = eligibility.firstStage(masks, agent);
      }
    }
    const indexes = new Map(this.agents.map((agent, index) => [agent.id, index]));
    this.entries = this.ranked.map((item, index) =>
      entryOf(item, kinds[index]?.demand ?? 0, numbersOf(item, indexes), input.policy),
    );
    this.arrivalDemands = this.arrivals.map(
      (_, index) => kinds[this.ranked.length + index]?.demand ?? 0,
    );
  }

  firstStage(agent: number, demand: number): number {
    return this.firstStages[agent * this.demandCount + demand] as number;
  }

  /** When that agent may take that entry, room aside; Infinity for never. */
  eligibleAt(agent: number, entry: LineEntry): number {
    const stage = this.firstStages[agent * this.demandCount + entry.demand] as number;
    if (stage === STAGE_COUNT || (entry.excluded.length > 0 && entry.excluded.includes(agent)))
      return Infinity;
    if (stage === 0) return entry.since;
    return (
      entry.since +
      ((entry.emergency ? this.#starts.emergency : this.#starts.other)[stage] as number)
    );
  }

  /** Units that an entry takes of that agent. */
  unitsFor(agent: number, entry: LineEntry): number {
    return unitsFor(entry.units, (this.agents[agent] as RoutingAgent).capacity);
  }
}

const numbersOf = (item: WaitingItem, indexes: ReadonlyMap<AgentId, number>): readonly number[] =>
  item.excludedAgentIds.flatMap((id) => indexes.get(id) ?? []);

import type { AgentId } from '../ids.ts';
import { unitsFor } from './agent-pool.ts';
import { type Demand, type DemandMasks, Eligibility } from './eligibility.ts';
import { rankItems } from './rank.ts';
import { STAGE_COUNT, stageStartsMs } from './stage.ts';
import type { ArrivalRate, WaitInput } from './wait-input.ts';
import { entryOf, type LineEntry } from './waiting-line.ts';
import type { RoutingAgent, WaitingItem } from './work.ts';

interface Place {
  readonly demand: number;
  readonly list: number;
}

/**
 * The support floor as the simulation sees it, prepared once for all its runs: the ranked line, the agents on duty,
 * and for every agent and kind of demand the first stage at which that agent may help.
 */
export class WaitFloor {
  readonly ranked: readonly WaitingItem[];
  readonly entries: readonly LineEntry[];
  readonly agents: readonly RoutingAgent[];
  readonly capacities: Float64Array;
  readonly arrivals: readonly ArrivalRate[];
  readonly arrivalPlaces: readonly Place[];
  readonly demandCount: number;
  readonly listCount: number;
  /** For each agent the lists from which that agent may ever take, those of earlier stages first. */
  readonly listsOf: readonly Int32Array[];
  /** `firstStages[agent × demandCount + demand]`; `STAGE_COUNT` for never. */
  readonly #firstStages: Uint8Array;
  readonly #starts: { readonly emergency: Float64Array; readonly other: Float64Array };

  constructor(input: WaitInput) {
    this.agents = input.agents
      .filter(
        (agent) =>
          agent.capacity > 0 && (agent.status === 'available' || agent.status === 'wrap_up'),
      )
      .toSorted((a, b) => a.idleSince - b.idleSince || (a.id < b.id ? -1 : 1));
    this.capacities = Float64Array.from(this.agents, ({ capacity }) => capacity);
    this.ranked = rankItems(input.waiting, input.policy);
    this.arrivals = input.arrivals.filter((arrival) => arrival.perHour > 0);
    this.#starts = {
      emergency: Float64Array.from(stageStartsMs(true, input.policy)),
      other: Float64Array.from(stageStartsMs(false, input.policy)),
    };
    const eligibility = new Eligibility(this.agents, input.overflow);
    const book = new PlaceBook(eligibility);
    const places = this.ranked.map((item) => book.placeOf(item));
    this.arrivalPlaces = this.arrivals.map(({ kind }) => book.placeOf(kind));
    this.demandCount = book.demands.length;
    this.listCount = book.listCount;
    this.#firstStages = new Uint8Array(this.agents.length * this.demandCount);
    this.listsOf = this.agents.map((_, agent) => this.#survey(agent, eligibility, book));
    const indexes = new Map(this.agents.map((agent, index) => [agent.id, index]));
    this.entries = this.ranked.map((item, index) =>
      entryOf(item, places[index] as Place, numbersOf(item, indexes), input.policy),
    );
  }

  firstStage(agent: number, demand: number): number {
    return this.#firstStages[agent * this.demandCount + demand] as number;
  }

  /** When that agent may take that entry, room aside; Infinity for never. */
  eligibleAt(agent: number, entry: LineEntry): number {
    const stage = this.#firstStages[agent * this.demandCount + entry.demand] as number;
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
    return unitsFor(entry.units, this.capacities[agent] as number);
  }

  /** Fills in one agent's first stages; returns that agent's lists. */
  #survey(agent: number, eligibility: Eligibility, book: PlaceBook): Int32Array {
    const earliest = new Map<number, number>();
    book.demands.forEach(({ masks, list }, demand) => {
      const stage = eligibility.firstStage(masks, agent);
      this.#firstStages[agent * this.demandCount + demand] = stage;
      if (stage < STAGE_COUNT)
        earliest.set(list, Math.min(stage, earliest.get(list) ?? STAGE_COUNT));
    });
    return Int32Array.from(
      [...earliest].sort((a, b) => a[1] - b[1] || a[0] - b[0]).map(([list]) => list),
    );
  }
}

/** Numbers the kinds of demand, and the lists of one team and language each. */
class PlaceBook {
  readonly demands: { readonly masks: DemandMasks; readonly list: number }[] = [];
  readonly #eligibility: Eligibility;
  readonly #places = new Map<number, Place>();
  readonly #lists = new Map<string, number>();

  constructor(eligibility: Eligibility) {
    this.#eligibility = eligibility;
  }

  get listCount(): number {
    return this.#lists.size;
  }

  placeOf(demand: Demand): Place {
    const masks = this.#eligibility.masksOf(demand);
    const known = this.#places.get(masks.key);
    if (known !== undefined) return known;
    const name = `${demand.locale} ${demand.teamId}`;
    const list = this.#lists.get(name) ?? this.#lists.size;
    this.#lists.set(name, list);
    const place = { demand: this.demands.push({ masks, list }) - 1, list };
    this.#places.set(masks.key, place);
    return place;
  }
}

const numbersOf = (item: WaitingItem, indexes: ReadonlyMap<AgentId, number>): readonly number[] =>
  item.excludedAgentIds.flatMap((id) => indexes.get(id) ?? []);

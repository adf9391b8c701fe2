import { EventHeap } from './event-heap.ts';
import { drawDuration, drawResidual } from './handling.ts';
import { drawExponential, drawSpread, type Random } from './random.ts';
import type { WaitFloor } from './wait-floor.ts';
import type { ArrivalRate, WaitInput } from './wait-input.ts';
import { entryOf, type LineEntry, WaitingLine } from './waiting-line.ts';
import type { RoutingAgent } from './work.ts';

const COMPLETED = 0;
const WOKEN = 1;
const ARRIVED = 2;
const KINDS = 3;
const HORIZON_MS = 8 * 3_600_000;
const HOUR_MS = 3_600_000;
/** What one run may cost at most, in entries looked at. Who has no agent by then has no number from that run. */
const STEPS_PER_RUN = 400_000;
/** Newcomers of one run, as a multiple of those who wait: in a flood, more of them would change nothing for these. */
const NEWCOMERS_MIN = 1_000;
const NEWCOMERS_PER_WAITING = 3;
/** What one hour's measurements cannot know of the next: spread (of the logarithm) of pace and of comings. */
const PACE_SPREAD = 0.1;
const RUSH_SPREAD = 0.25;

/**
 * Plays the floor forward with the matcher's own rules: rank, fair share, stages, capacity. Work in progress ends
 * after a residual time drawn by how long it has lasted; newcomers come at the measured rates. An agent who gets
 * room takes the best ranked entry that this agent may have. Two simplifications, both about who of several free
 * agents is chosen (preferred agents are not), neither of which matters while people wait for agents.
 */
export class WaitSimulation {
  /** When each of the ranked was given an agent in the last run; Infinity when not within the horizon. */
  readonly startedAt: Float64Array;
  steps = 0;
  readonly #input: WaitInput;
  readonly #floor: WaitFloor;
  readonly #line: WaitingLine;
  readonly #events = new EventHeap();
  readonly #loads: Float64Array;
  readonly #idleSince: Float64Array;
  readonly #runs: Int32Array;
  readonly #wakeAt: Float64Array;
  readonly #indexes: ReadonlyMap<string, number>;
  #random: Random = () => 0;
  #left = 0;
  #newcomers = 0;
  #pace = 1;
  #rush = 1;

  constructor(input: WaitInput, floor: WaitFloor) {
    this.#input = input;
    this.#floor = floor;
    this.#line = new WaitingLine(floor.entries, floor.listCount);
    this.startedAt = new Float64Array(floor.entries.length);
    this.#loads = new Float64Array(floor.agents.length);
    this.#idleSince = new Float64Array(floor.agents.length);
    this.#runs = new Int32Array(floor.agents.length);
    this.#wakeAt = new Float64Array(floor.agents.length);
    this.#indexes = new Map(floor.agents.map((agent, index) => [agent.id, index]));
  }

  /** One run, until the entry of that number has an agent; -1 to play until all have. */
  run(target: number, random: Random): void {
    this.#prepare(random);
    const events = this.#events;
    const end = this.#input.now + HORIZON_MS;
    const budget = this.steps + STEPS_PER_RUN;
    for (let agent = 0; agent < this.#loads.length; agent++) {
      if (this.#floor.agents[agent]?.status === 'available') this.#offer(agent, this.#input.now);
    }
    while (this.#left > 0 && (target < 0 || this.startedAt[target] === Infinity)) {
      if (this.steps > budget || !events.pop() || events.time > end) break;
      const number = Math.floor(events.kind / KINDS);
      const { time } = events;
      switch (events.kind % KINDS) {
        case COMPLETED:
          this.#loads[number] = (this.#loads[number] as number) - events.value;
          this.#idleSince[number] = time;
          this.#offer(number, time);
          break;
        case WOKEN:
          this.#wakeAt[number] = Infinity;
          this.#offer(number, time);
          break;
        default:
          this.#arrive(number, time);
      }
    }
    this.steps += this.#line.steps;
    this.#line.steps = 0;
  }

  #prepare(random: Random): void {
    this.#random = random;
    this.#pace = Math.exp(PACE_SPREAD * drawSpread(random));
    this.#rush = Math.exp(RUSH_SPREAD * drawSpread(random));
    this.#line.reset();
    this.#events.clear();
    this.startedAt.fill(Infinity);
    this.#wakeAt.fill(Infinity);
    this.#left = this.startedAt.length;
    this.#newcomers = Math.max(NEWCOMERS_MIN, NEWCOMERS_PER_WAITING * this.#left);
    const { now, policy, inProgress, handling } = this.#input;
    this.#floor.agents.forEach((agent, index) => {
      this.#loads[index] = 0;
      this.#idleSince[index] = agent.idleSince;
      this.#runs[index] = agent.emergencyRun;
      if (agent.status === 'wrap_up')
        this.#wake(index, Math.max(now, agent.idleSince + policy.wrapUpMs));
    });
    for (const work of inProgress) {
      const index = this.#indexes.get(work.agentId);
      if (index === undefined) continue;
      const { capacity } = this.#floor.agents[index] as RoutingAgent;
      const remaining = drawResidual(
        handling,
        work.category,
        now - work.startedAt,
        capacity,
        random,
      );
      this.#loads[index] = (this.#loads[index] as number) + work.units;
      this.#events.push(now + remaining, index * KINDS + COMPLETED, work.units);
    }
    this.#floor.arrivals.forEach((arrival, index) => {
      this.#schedule(index, arrival, now);
    });
  }

  #schedule(index: number, arrival: ArrivalRate, now: number): void {
    this.#events.push(
      now + drawExponential(HOUR_MS / (arrival.perHour * this.#rush), this.#random),
      index * KINDS + ARRIVED,
      0,
    );
  }

  #wake(agent: number, at: number): void {
    if (at >= (this.#wakeAt[agent] as number)) return;
    this.#wakeAt[agent] = at;
    this.#events.push(at, agent * KINDS + WOKEN, 0);
  }

  /** Gives the agent work until there is no room or nothing to take. */
  #offer(agent: number, now: number): void {
    const capacity = this.#floor.capacities[agent] as number;
    while ((this.#loads[agent] as number) < capacity) {
      const owing = (this.#runs[agent] as number) >= this.#input.policy.emergencyRunMax;
      let index = owing ? this.#pick(agent, now, true) : -1;
      if (index < 0) index = this.#pick(agent, now, false);
      if (index < 0) return;
      this.#line.remove(index);
      this.#give(agent, index, this.#line.entries[index] as LineEntry, now);
    }
  }

  /** The best ranked entry that the agent may take now, or -1; and when to look again. */
  #pick(agent: number, now: number, overdueOnly: boolean): number {
    const line = this.#line;
    const room = (this.#floor.capacities[agent] as number) - (this.#loads[agent] as number);
    const overdueBefore = now - this.#input.policy.overdueAfterMs;
    let lookAgainAt = Infinity;
    let best = -1;
    let bestOrder = Infinity;
    for (const list of this.#floor.listsOf[agent] as Int32Array) {
      for (let index = line.heads[list] as number; index >= 0; index = line.next[index] as number) {
        this.steps++;
        const entry = line.entries[index] as LineEntry;
        if (entry.order >= bestOrder) break;
        if (overdueOnly && (entry.emergency || entry.since >= overdueBefore)) continue;
        const at = this.#floor.eligibleAt(agent, entry);
        if (at > now) lookAgainAt = Math.min(lookAgainAt, at);
        else if (this.#floor.unitsFor(agent, entry) <= room) {
          best = index;
          bestOrder = entry.order;
          break;
        }
      }
    }
    if (best < 0 && !overdueOnly && lookAgainAt < Infinity) this.#wake(agent, lookAgainAt);
    return best;
  }

  #give(agent: number, index: number, entry: LineEntry, now: number): void {
    const units = this.#floor.unitsFor(agent, entry);
    const load = (this.#loads[agent] as number) + units;
    this.#loads[agent] = load;
    this.#idleSince[agent] = now;
    this.#runs[agent] = entry.emergency ? (this.#runs[agent] as number) + 1 : 0;
    const duration =
      drawDuration(this.#input.handling, entry.category, load, this.#random) * this.#pace;
    this.#events.push(now + duration, agent * KINDS + COMPLETED, units);
    if (index >= 0 && index < this.startedAt.length) {
      this.startedAt[index] = now;
      this.#left--;
    }
  }

  #arrive(number: number, now: number): void {
    const arrival = this.#floor.arrivals[number] as ArrivalRate;
    this.steps++;
    this.#newcomers--;
    if (this.#newcomers > 0) this.#schedule(number, arrival, now);
    const place = this.#floor.arrivalPlaces[number] as WaitFloor['arrivalPlaces'][number];
    const entry = entryOf({ ...arrival.kind, waitingSince: now }, place, [], this.#input.policy);
    const agent = this.#firstFree(entry, now);
    if (agent >= 0) this.#give(agent, -1, entry, now);
    else this.#line.insert(entry);
  }

  /** The agent in line for a newcomer, or -1; agents with room who may help later are woken then. */
  #firstFree(entry: LineEntry, now: number): number {
    let best = -1;
    for (let agent = 0; agent < this.#loads.length; agent++) {
      const room = (this.#floor.capacities[agent] as number) - (this.#loads[agent] as number);
      if (
        room <= 0 ||
        room < this.#floor.unitsFor(agent, entry) ||
        this.#floor.agents[agent]?.status !== 'available'
      )
        continue;
      const at = this.#floor.eligibleAt(agent, entry);
      if (at <= now && (best < 0 || this.#isBefore(agent, best))) best = agent;
      if (at > now && at < Infinity) this.#wake(agent, at);
    }
    return best;
  }

  #isBefore(left: number, right: number): boolean {
    const occupancy = (agent: number) =>
      (this.#loads[agent] as number) / (this.#floor.capacities[agent] as number);
    const difference = occupancy(left) - occupancy(right);
    return difference !== 0
      ? difference < 0
      : (this.#idleSince[left] as number) < (this.#idleSince[right] as number);
  }
}

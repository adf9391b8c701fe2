import type { ConversationId } from '../ids.ts';
import { LAST_STAGE_WITH_LANGUAGE, STAGE_COUNT } from './stage.ts';
import { WaitFloor } from './wait-floor.ts';
import type { WaitInput } from './wait-input.ts';
import { WaitSimulation } from './wait-simulation.ts';

/** Waiting times count from now, in milliseconds. `place` is 1 for the next to be served. */
export type WaitEstimate =
  | {
      readonly kind: 'estimate';
      readonly place: number;
      /** One in five waits less than this. */
      readonly lowMs: number;
      /** What to tell: the mean of the middle half, which is steadier than the median when runs are few. */
      readonly toldMs: number;
      /** One in five waits longer than this. */
      readonly highMs: number;
    }
  | {
      readonly kind: 'no_number';
      readonly place: number;
      /** Nobody on duty may ever take it, or more likely than not it takes longer than the simulation looks ahead. */
      readonly cause: 'outside_staffing' | 'beyond_horizon';
    };

/** Runs of the simulation: at least, at most, and what they may cost together in entries looked at. */
const RUNS_MIN = 5;
const RUNS_MAX = 99;
const STEP_BUDGET = 250_000;

/** The estimate for one of those who wait; undefined when that one does not wait. Cheaper than all. */
export const estimateWait = (
  input: WaitInput,
  itemId: ConversationId,
): WaitEstimate | undefined => {
  const floor = new WaitFloor(input);
  const target = floor.ranked.findIndex(({ id }) => id === itemId);
  if (target < 0) return undefined;
  const estimation = new WaitEstimation(input, floor, target);
  while (estimation.isWanting()) estimation.run();
  return estimation.summarise(target);
};

/** Estimates for everyone who waits, from the same runs. */
export const estimateWaits = (input: WaitInput): ReadonlyMap<ConversationId, WaitEstimate> => {
  const estimation = new WaitEstimation(input);
  while (estimation.isWanting()) estimation.run();
  return estimation.all();
};

/**
 * The same in steps of one run each, for callers who must not be held up: `while (isWanting()) run()`, then `all()`.
 * With a thousand waiting a run takes some milliseconds.
 */
export class WaitEstimation {
  readonly #input: WaitInput;
  readonly #floor: WaitFloor;
  readonly #simulation: WaitSimulation;
  readonly #target: number;
  readonly #starts: Float64Array[] = [];
  readonly #places: Int32Array;

  constructor(input: WaitInput, floor: WaitFloor = new WaitFloor(input), target = -1) {
    this.#input = input;
    this.#floor = floor;
    this.#target = target;
    this.#simulation = new WaitSimulation(input, floor);
    this.#places = placesOf(floor);
  }

  /** Whether more runs would help and may be paid for. */
  isWanting(): boolean {
    const runs = this.#starts.length;
    if (this.#floor.ranked.length === 0) return false;
    if (this.#target >= 0 && !this.#isServed(this.#target)) return false;
    return runs < RUNS_MIN || (runs < RUNS_MAX && this.#simulation.steps < STEP_BUDGET);
  }

  run(): void {
    this.#simulation.run(this.#target, this.#input.random);
    this.#starts.push(this.#simulation.startedAt.slice());
  }

  all(): ReadonlyMap<ConversationId, WaitEstimate> {
    return new Map(this.#floor.ranked.map((item, index) => [item.id, this.summarise(index)]));
  }

  /** By the number in the ranked line. */
  summarise(index: number): WaitEstimate {
    const place = this.#places[index] as number;
    if (!this.#isServed(index)) return { kind: 'no_number', place, cause: 'outside_staffing' };
    const waits = Float64Array.from(
      this.#starts,
      (run) => (run[index] as number) - this.#input.now,
    ).sort();
    const at = (share: number) => waits[Math.floor(share * waits.length)] as number;
    if (at(0.5) === Infinity) return { kind: 'no_number', place, cause: 'beyond_horizon' };
    const longest = waits.findLast((wait) => wait < Infinity) as number;
    return {
      kind: 'estimate',
      place,
      lowMs: at(0.2),
      toldMs: middleMean(waits),
      highMs: Math.min(at(0.8), longest),
    };
  }

  #isServed(index: number): boolean {
    const entry = this.#floor.entries[index];
    if (entry === undefined) return false;
    return this.#floor.agents.some((_, agent) => this.#floor.eligibleAt(agent, entry) < Infinity);
  }
}

/** The mean of the middle half of sorted numbers, the infinite ones left out. */
const middleMean = (sorted: Float64Array): number => {
  const from = Math.floor(sorted.length / 4);
  const middle = sorted.slice(from, sorted.length - from).filter((wait) => wait < Infinity);
  return middle.reduce((sum, wait) => sum + wait, 0) / middle.length;
};

/**
 * For each of the ranked, one more than the number of those ranked before it who compete for the same agents: somebody
 * on duty could take either without giving up the language. Where no such agent is on duty, giving it up counts too.
 */
const placesOf = (floor: WaitFloor): Int32Array => {
  const { demandCount, agents } = floor;
  const reach = Array.from({ length: demandCount }, (_, demand) => {
    const upTo = (last: number) =>
      agents.flatMap((_, agent) => (floor.firstStage(agent, demand) <= last ? [agent] : []));
    const inLanguage = upTo(LAST_STAGE_WITH_LANGUAGE);
    return new Set(inLanguage.length > 0 ? inLanguage : upTo(STAGE_COUNT - 1));
  });
  const rivals = reach.map((mine, own) =>
    reach.flatMap((theirs, demand) =>
      demand !== own && mine.isDisjointFrom(theirs) ? [] : [demand],
    ),
  );
  const ahead = new Int32Array(demandCount);
  return Int32Array.from(floor.entries, ({ demand }) => {
    let place = 1;
    for (const rival of rivals[demand] as readonly number[]) place += ahead[rival] as number;
    ahead[demand] = (ahead[demand] as number) + 1;
    return place;
  });
};

import type { ConversationId } from '../ids.ts';
import { LAST_STAGE_WITH_LANGUAGE, STAGE_COUNT } from './stage.ts';
import { WaitFloor } from './wait-floor.ts';
import type { WaitInput } from './wait-input.ts';
import { WaitSimulation } from './wait-simulation.ts';

/** Waiting times count from now, in milliseconds. */
export type WaitEstimate =
  | {
      readonly kind: 'estimate';
      /** 1 for the next to be served. */
      readonly place: number;
      /** One in five waits less than this. */
      readonly lowMs: number;
      /** What to tell: half wait less. */
      readonly toldMs: number;
      /** One in five waits longer than this. */
      readonly highMs: number;
    }
  /** Nobody on duty may ever take it, or not within twelve hours: there is no honest number. */
  | { readonly kind: 'outside_staffing'; readonly place: number };

/** Runs of the simulation: at least, at most, and what they may cost together in entries looked at. */
const RUNS_MIN = 9;
const RUNS_MAX = 99;
const STEP_BUDGET = 300_000;

/** Estimates for everyone who waits, from the same runs. */
export const estimateWaits = (input: WaitInput): ReadonlyMap<ConversationId, WaitEstimate> => {
  const floor = new WaitFloor(input);
  const starts = play(input, floor, -1);
  const places = placesOf(floor);
  return new Map(
    floor.ranked.map((item, index) => [
      item.id,
      summarise(
        starts.map((run) => (run[index] as number) - input.now),
        places[index] as number,
      ),
    ]),
  );
};

/** The estimate for one of those who wait; undefined when that one does not wait. Cheaper than all. */
export const estimateWait = (
  input: WaitInput,
  itemId: ConversationId,
): WaitEstimate | undefined => {
  const floor = new WaitFloor(input);
  const target = floor.ranked.findIndex(({ id }) => id === itemId);
  if (target < 0) return undefined;
  const place = placesOf(floor)[target] as number;
  if (!isServed(floor, target)) return { kind: 'outside_staffing', place };
  const starts = play(input, floor, target);
  return summarise(
    starts.map((run) => (run[target] as number) - input.now),
    place,
  );
};

const play = (input: WaitInput, floor: WaitFloor, target: number): readonly Float64Array[] => {
  const simulation = new WaitSimulation(input, floor);
  const starts: Float64Array[] = [];
  while (starts.length < RUNS_MIN || (starts.length < RUNS_MAX && simulation.steps < STEP_BUDGET)) {
    simulation.run(target, input.random);
    starts.push(simulation.startedAt.slice());
  }
  return starts;
};

const isServed = (floor: WaitFloor, index: number): boolean =>
  floor.agents.some((_, agent) => {
    const entry = floor.entries[index];
    return entry !== undefined && floor.eligibleAt(agent, entry) < Infinity;
  });

const summarise = (waits: readonly number[], place: number): WaitEstimate => {
  const sorted = Float64Array.from(waits).sort();
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  if (at(0.5) === Infinity) return { kind: 'outside_staffing', place };
  const high = at(0.8);
  return {
    kind: 'estimate',
    place,
    lowMs: at(0.2),
    toldMs: at(0.5),
    highMs: high === Infinity ? (sorted.findLast((wait) => wait < Infinity) ?? at(0.5)) : high,
  };
};

/**
 * For each of the ranked, one more than the number of those ranked before it who compete for the same agents: somebody
 * on duty could take either without giving up the language. Where no such agent is on duty, giving it up counts too.
 */
const placesOf = (floor: WaitFloor): Int32Array => {
  const { demandCount, agents } = floor;
  const reach = Array.from({ length: demandCount }, (_, demand) => {
    const inLanguage = agents.flatMap((_, agent) =>
      floor.firstStage(agent, demand) <= LAST_STAGE_WITH_LANGUAGE ? [agent] : [],
    );
    if (inLanguage.length > 0) return new Set(inLanguage);
    return new Set(
      agents.flatMap((_, agent) => (floor.firstStage(agent, demand) < STAGE_COUNT ? [agent] : [])),
    );
  });
  const rivals = reach.map((mine) =>
    reach.flatMap((theirs, demand) => (mine.isDisjointFrom(theirs) ? [] : [demand])),
  );
  const ahead = new Int32Array(demandCount);
  return Int32Array.from(floor.entries, ({ demand }) => {
    let place = 1;
    const others = rivals[demand] as readonly number[];
    for (const rival of others) place += ahead[rival] as number;
    if (others.length === 0) place += ahead[demand] as number;
    ahead[demand] = (ahead[demand] as number) + 1;
    return place;
  });
};

import type { AtMs } from '../ids.ts';
import type { Category, Priority } from '../vocabulary.ts';

/** How the queue stands: who waits, and how long somebody who came now would. */
export interface Pressure {
  readonly waiting: number;
  /** Null: nobody is on duty, so that no time can be told. */
  readonly waitMs: number | null;
}

export interface SurgePolicy {
  /** People waiting × minutes of waiting: from here on surge mode is suggested … */
  readonly beginAt: number;
  /** … with at least this many waiting … */
  readonly leastWaiting: number;
  /** … when it has been so for this long. */
  readonly forMs: number;
  /** It ends by itself when it has been below this for `calmForMs`. */
  readonly endBelow: number;
  readonly calmForMs: number;
}

export const DEFAULT_SURGE_POLICY: SurgePolicy = {
  beginAt: 600,
  leastWaiting: 15,
  forMs: 3 * 60_000,
  endBelow: 100,
  calmForMs: 10 * 60_000,
};

const MINUTE_MS = 60_000;
/** Where nobody is on duty, everybody who waits counts as if for this long. */
const UNKNOWN_WAIT_MS = 60 * MINUTE_MS;

/** People × minutes. */
export const loadOf = ({ waiting, waitMs }: Pressure): number =>
  (waiting * (waitMs ?? UNKNOWN_WAIT_MS)) / MINUTE_MS;

export interface SurgeSigns {
  /** Since when the queue is too long; null while it is not. */
  readonly pressedSince: AtMs | null;
  /** Since when it is short; null while it is not. */
  readonly calmSince: AtMs | null;
}

/** How long either has lasted, with one more look. */
export const watchPressure = (
  signs: SurgeSigns,
  pressure: Pressure,
  at: AtMs,
  policy: SurgePolicy = DEFAULT_SURGE_POLICY,
): SurgeSigns => {
  const load = loadOf(pressure);
  const isPressed = load >= policy.beginAt && pressure.waiting >= policy.leastWaiting;
  const isCalm = load < policy.endBelow;
  return {
    pressedSince: isPressed ? (signs.pressedSince ?? at) : null,
    calmSince: isCalm ? (signs.calmSince ?? at) : null,
  };
};

export const isSuggested = (
  { pressedSince }: SurgeSigns,
  at: AtMs,
  policy: SurgePolicy = DEFAULT_SURGE_POLICY,
): boolean => pressedSince !== null && at - pressedSince >= policy.forMs;

export const mayEnd = (
  { calmSince }: SurgeSigns,
  at: AtMs,
  policy: SurgePolicy = DEFAULT_SURGE_POLICY,
): boolean => calmSince !== null && at - calmSince >= policy.calmForMs;

/** What is never shed: people are there for it at once, whatever the queue. */
export const isSecurityLane = (category: Category, priority: Priority | null): boolean =>
  category === 'security' || category === 'fraud' || priority === 'urgent';

/** What a request meets while surge mode is on, in the order of shedding. */
export interface Treatment {
  /** Who answers first. */
  readonly first: 'people' | 'assistant';
  /** What is offered to those who wait for a person. */
  readonly offers: readonly ('ticket' | 'callback')[];
}

/**
 * The order of shedding. The security lane keeps its people. Everybody else meets the assistant first, also who asked
 * for a person, for whom the way to one stays open; and who waits for a person is offered a ticket or a time to be
 * called back instead. A file cannot be read by the assistant: it goes to people.
 */
export const treat = (request: {
  readonly category: Category;
  readonly priority: Priority | null;
  readonly hasAssistant: boolean;
  readonly hasFiles: boolean;
}): Treatment => {
  if (isSecurityLane(request.category, request.priority)) return { first: 'people', offers: [] };
  const first = request.hasAssistant && !request.hasFiles ? 'assistant' : 'people';
  return { first, offers: ['ticket', 'callback'] };
};

const HALF_HOUR_MS = 30 * MINUTE_MS;
/** A ticket is answered no later than twice what the longest estimate says, and two hours at the least. */
const LEAST_ANSWER_MS = 2 * 60 * MINUTE_MS;
/** Where nobody is on duty and nothing can be estimated. */
const UNKNOWN_ANSWER_MS = 24 * 60 * MINUTE_MS;

const nextHalfHour = (at: AtMs): AtMs => Math.ceil(at / HALF_HOUR_MS) * HALF_HOUR_MS;

/** By when a ticket is answered. `highMs`: the longest that routing estimates; null where it cannot. */
export const answerBy = (at: AtMs, highMs: number | null): AtMs =>
  nextHalfHour(at + (highMs === null ? UNKNOWN_ANSWER_MS : Math.max(LEAST_ANSWER_MS, 2 * highMs)));

/** How many half hours are offered. */
const SLOTS = 6;

/**
 * Half hours in which somebody can be called back, the first after the longest wait that routing estimates. `taken`:
 * how many are called in the half hour that begins then; `perSlot`: how many can be. None where nobody is on duty.
 */
export const callSlots = (
  at: AtMs,
  highMs: number | null,
  taken: ReadonlyMap<AtMs, number>,
  perSlot: number,
): readonly AtMs[] => {
  if (highMs === null || perSlot < 1) return [];
  const first = nextHalfHour(at + Math.max(highMs, HALF_HOUR_MS));
  return Array.from({ length: SLOTS * 2 }, (_, index) => first + index * HALF_HOUR_MS)
    .filter((slot) => (taken.get(slot) ?? 0) < perSlot)
    .slice(0, SLOTS);
};

/** A call that begins in a half hour is answered by its end. */
export const slotEnd = (slot: AtMs): AtMs => slot + HALF_HOUR_MS;

import { seededRandom } from '../src/core/routing/random.ts';
import { CATEGORIES, type Category } from '../src/core/vocabulary.ts';
import type { LoadFacts } from './promises-facts-world.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** A Monday, 00:00 UTC. */
export const BEGIN = Date.UTC(2026, 0, 5);
/** A month that is judged, after a week in which the history begins. */
export const WARM_UP_DAYS = 7;
export const DAYS = 35;

/** Contacts in each hour of the day, and on each day of the week from Monday, beside the mean. */
const BY_HOUR = [
  0.55, 0.45, 0.4, 0.35, 0.35, 0.4, 0.55, 0.75, 1.0, 1.3, 1.5, 1.5, 1.4, 1.45, 1.5, 1.5, 1.4, 1.3,
  1.2, 1.2, 1.15, 1.05, 0.95, 0.75,
];
const BY_DAY = [1.15, 1.1, 1.05, 1.05, 1.05, 0.85, 0.75];
/** How the agents are shared out over the day: less peaked than the contacts, as shifts are. */
const STAFF_BY_HOUR = [
  0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.85, 0.85, 1.1, 1.1, 1.25, 1.25, 1.25, 1.25, 1.25, 1.25, 1.25,
  1.25, 1.1, 1.1, 0.95, 0.95, 0.8, 0.8,
];

/** Categories by their share; the few that are handled before the others are left where they are. */
const WEIGHTS: Readonly<Record<Category, number>> = {
  account: 15,
  security: 4,
  deposit: 14,
  withdrawal: 16,
  trading: 10,
  verification: 18,
  fees: 4,
  fiat: 7,
  api: 2,
  fraud: 3,
  tax: 2,
  other: 5,
};
/** How long a category takes beside the mean. */
const EFFORT: Readonly<Record<Category, number>> = {
  account: 0.8,
  security: 1.4,
  deposit: 1.0,
  withdrawal: 1.1,
  trading: 1.0,
  verification: 1.0,
  fees: 0.6,
  fiat: 1.1,
  api: 1.3,
  fraud: 1.8,
  tax: 1.0,
  other: 0.8,
};
const ALL_WEIGHT = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0);

/** Spread of how long work takes: the standard deviation of its logarithm, as routing takes it without history. */
const LOG_SPREAD = 0.7;
const OCCUPANCY = 0.96;

export interface Surge {
  readonly from: number;
  readonly to: number;
  readonly times: number;
}

/** A centre with its days: how many contacts come, who is there, how long work takes. All of it seeded. */
export class Centre {
  readonly random: () => number;
  readonly facts: LoadFacts;
  readonly surge: Surge;
  readonly #scale: number;
  readonly #days: readonly number[];

  constructor(seed: number, facts: LoadFacts, scale: number) {
    this.random = seededRandom(seed);
    this.facts = facts;
    this.#scale = scale;
    this.#days = Array.from({ length: DAYS + 1 }, () => Math.exp(0.12 * this.normal()));
    const day = WARM_UP_DAYS + 4 + Math.floor(this.random() * 14);
    const from = BEGIN + day * DAY_MS + (8 + Math.floor(this.random() * 8)) * HOUR_MS;
    this.surge = { from, to: from + 3 * HOUR_MS, times: facts.surge };
  }

  /** Box and Muller's. */
  normal(): number {
    const [a, b] = [1 - this.random(), this.random()];
    return Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * b);
  }

  /** Log-normal about a mean. */
  work(meanMs: number, spread = LOG_SPREAD): number {
    return meanMs * Math.exp(spread * this.normal() - spread ** 2 / 2);
  }

  /** Contacts a millisecond. */
  rateAt(at: number): number {
    const hours = Math.floor((at - BEGIN) / HOUR_MS);
    const day = Math.floor(hours / 24);
    const base = (this.facts.contactsPerDay * this.#scale) / DAY_MS;
    const usual =
      base * (BY_HOUR[hours % 24] ?? 1) * (BY_DAY[day % 7] ?? 1) * (this.#days[day] ?? 1);
    return at >= this.surge.from && at < this.surge.to ? usual * this.surge.times : usual;
  }

  mostRate(): number {
    return (
      ((this.facts.contactsPerDay * this.#scale) / DAY_MS) * 1.5 * 1.2 * 1.6 * this.surge.times
    );
  }

  /** Agents at work; `passes`: how often a case comes before one. After a surge colleagues come in until it is worked off. */
  agentsAt(at: number, passes: number, waiting: number): number {
    const hours = Math.floor((at - BEGIN) / HOUR_MS);
    const day = Math.floor(hours / 24);
    const perDay = this.facts.contactsPerDay * this.#scale * passes;
    const mean = (perDay * this.facts.handlingMs) / (DAY_MS * OCCUPANCY);
    const planned = mean * (STAFF_BY_HOUR[hours % 24] ?? 1) * (BY_DAY[day % 7] ?? 1);
    const helpers = at > this.surge.from + HOUR_MS && waiting > 12 * planned ? 1.6 : 1;
    return Math.max(1, Math.round(planned * helpers));
  }

  category(): Category {
    let left = this.random() * ALL_WEIGHT;
    for (const category of CATEGORIES) {
      left -= WEIGHTS[category];
      if (left < 0) return category;
    }
    return 'other';
  }

  handling(category: Category): number {
    return this.work(this.facts.handlingMs * EFFORT[category]);
  }

  chance(share: number): boolean {
    return this.random() < share;
  }
}

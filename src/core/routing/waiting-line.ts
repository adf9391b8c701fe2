import type { Category } from '../vocabulary.ts';
import type { RoutingPolicy } from './policy.ts';
import { isEmergency, type Ranked, rankTime } from './rank.ts';

/** What the simulation keeps of one waiting conversation, by its number. */
export interface LineEntry {
  readonly demand: number;
  readonly category: Category;
  readonly emergency: boolean;
  readonly since: number;
  readonly rank: number;
  readonly units: number;
  /** Numbers of the agents who may not have it. */
  readonly excluded: readonly number[];
}

export const entryOf = (
  item: Omit<Ranked, 'id'> & { readonly units: number },
  demand: number,
  excluded: readonly number[],
  policy: RoutingPolicy,
): LineEntry => ({
  demand,
  category: item.category,
  emergency: isEmergency(item),
  since: item.waitingSince,
  rank: rankTime(item, policy),
  units: item.units,
  excluded,
});

/**
 * The waiting line of a simulation: a linked list in the order of `compareRank`, from which anyone can leave and into
 * which newcomers step at their rank.
 */
export class WaitingLine {
  readonly entries: LineEntry[];
  readonly #initial: number;
  head = -1;
  #tail = -1;
  next: Int32Array;
  #previous: Int32Array;
  /** How many entries were looked at to find places: a measure of cost. */
  steps = 0;

  constructor(ranked: readonly LineEntry[]) {
    this.entries = [...ranked];
    this.#initial = ranked.length;
    this.next = new Int32Array(ranked.length + 256);
    this.#previous = new Int32Array(ranked.length + 256);
  }

  /** Back to the first line-up. */
  reset(): void {
    this.entries.length = this.#initial;
    for (let index = 0; index < this.#initial; index++) {
      this.next[index] = index + 1;
      this.#previous[index] = index - 1;
    }
    this.head = this.#initial > 0 ? 0 : -1;
    this.#tail = this.#initial - 1;
    if (this.#tail >= 0) this.next[this.#tail] = -1;
  }

  remove(index: number): void {
    const before = this.#previous[index] as number;
    const after = this.next[index] as number;
    if (before < 0) this.head = after;
    else this.next[before] = after;
    if (after < 0) this.#tail = before;
    else this.#previous[after] = before;
  }

  /** Lets a newcomer step in at their rank. */
  insert(entry: LineEntry): void {
    const index = this.entries.push(entry) - 1;
    if (index >= this.next.length) this.#grow();
    const before = entry.emergency ? this.#lastEmergencyBefore(entry) : this.#lastBefore(entry);
    const after = before < 0 ? this.head : (this.next[before] as number);
    this.next[index] = after;
    this.#previous[index] = before;
    if (before < 0) this.head = index;
    else this.next[before] = index;
    if (after < 0) this.#tail = index;
    else this.#previous[after] = index;
  }

  #lastEmergencyBefore(entry: LineEntry): number {
    let before = -1;
    for (let at = this.head; at >= 0; at = this.next[at] as number) {
      this.steps++;
      const other = this.entries[at] as LineEntry;
      if (!other.emergency || other.rank > entry.rank) break;
      before = at;
    }
    return before;
  }

  #lastBefore(entry: LineEntry): number {
    let at = this.#tail;
    while (at >= 0) {
      this.steps++;
      const other = this.entries[at] as LineEntry;
      if (other.emergency || other.rank <= entry.rank) break;
      at = this.#previous[at] as number;
    }
    return at;
  }

  #grow(): void {
    const size = this.next.length * 2;
    const grown = [this.next, this.#previous].map((old) => {
      const fresh = new Int32Array(size);
      fresh.set(old);
      return fresh;
    });
    [this.next, this.#previous] = grown as [Int32Array, Int32Array];
  }
}

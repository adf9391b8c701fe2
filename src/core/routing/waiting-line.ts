import type { Category } from '../vocabulary.ts';
import type { RoutingPolicy } from './policy.ts';
import { isEmergency, type Ranked, rankTime } from './rank.ts';

/** What the simulation keeps of one waiting conversation, by its number. */
export interface LineEntry {
  readonly demand: number;
  /** The list in which it stands: those of one team and language. */
  readonly list: number;
  readonly category: Category;
  readonly emergency: boolean;
  readonly since: number;
  /** `compareRank` as one number; less is served first. */
  readonly order: number;
  readonly units: number;
  /** Numbers of the agents who may not have it. */
  readonly excluded: readonly number[];
}

/** Puts emergencies before all else; far larger than any time in milliseconds. */
const EMERGENCY_LEAD = 1e15;

export const entryOf = (
  item: Omit<Ranked, 'id'> & { readonly units: number },
  place: { readonly demand: number; readonly list: number },
  excluded: readonly number[],
  policy: RoutingPolicy,
): LineEntry => {
  const emergency = isEmergency(item);
  return {
    ...place,
    category: item.category,
    emergency,
    since: item.waitingSince,
    order: rankTime(item, policy) - (emergency ? EMERGENCY_LEAD : 0),
    units: item.units,
    excluded,
  };
};

/**
 * The waiting line of a simulation: for each team and language a linked list in the order of rank, from which anyone
 * can leave and into which newcomers step at their rank. One list for all would make every agent look past the many
 * whom that agent cannot help.
 */
export class WaitingLine {
  readonly entries: LineEntry[];
  readonly heads: Int32Array;
  next: Int32Array;
  /** How many entries were looked at to find places: a measure of cost. */
  steps = 0;
  readonly #initial: number;
  readonly #tails: Int32Array;
  #previous: Int32Array;

  constructor(ranked: readonly LineEntry[], listCount: number) {
    this.entries = [...ranked];
    this.#initial = ranked.length;
    this.heads = new Int32Array(listCount);
    this.#tails = new Int32Array(listCount);
    this.next = new Int32Array(ranked.length + 256);
    this.#previous = new Int32Array(ranked.length + 256);
  }

  /** Back to the first line-up. */
  reset(): void {
    this.entries.length = this.#initial;
    this.heads.fill(-1);
    this.#tails.fill(-1);
    for (let index = 0; index < this.#initial; index++) {
      const { list } = this.entries[index] as LineEntry;
      this.#link(index, list, this.#tails[list] as number);
    }
  }

  remove(index: number): void {
    const { list } = this.entries[index] as LineEntry;
    const before = this.#previous[index] as number;
    const after = this.next[index] as number;
    if (before < 0) this.heads[list] = after;
    else this.next[before] = after;
    if (after < 0) this.#tails[list] = before;
    else this.#previous[after] = before;
  }

  /** Lets a newcomer step in at their rank. */
  insert(entry: LineEntry): void {
    const index = this.entries.push(entry) - 1;
    if (index >= this.next.length) this.#grow();
    this.#link(index, entry.list, this.#lastBefore(entry));
  }

  #link(index: number, list: number, before: number): void {
    const after = before < 0 ? (this.heads[list] as number) : (this.next[before] as number);
    this.next[index] = after;
    this.#previous[index] = before;
    if (before < 0) this.heads[list] = index;
    else this.next[before] = index;
    if (after < 0) this.#tails[list] = index;
    else this.#previous[after] = index;
  }

  /** From the end for most, from the front for emergencies: they are few. */
  #lastBefore({ list, order, emergency }: LineEntry): number {
    let before = -1;
    if (emergency) {
      for (let at = this.heads[list] as number; at >= 0; at = this.next[at] as number) {
        this.steps++;
        if ((this.entries[at] as LineEntry).order > order) break;
        before = at;
      }
      return before;
    }
    before = this.#tails[list] as number;
    while (before >= 0 && (this.entries[before] as LineEntry).order > order) {
      this.steps++;
      before = this.#previous[before] as number;
    }
    return before;
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

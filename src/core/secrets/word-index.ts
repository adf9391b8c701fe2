import { foldWord } from './fold-text.ts';

/** One word list, ready for look-up. Words are given as folded. */
export interface WordList {
  readonly name: string;
  /** Its place, 0–2047; −1 when the list does not hold it. */
  placeOf(word: string): number;
  /** Whether the places are those of the list, so that checksums can be verified. */
  readonly ordered: boolean;
  /** Whether these four letters are the beginning of a longer word, as stamped into steel plates. */
  abbreviates(word: string): boolean;
  /** Every word is one ideograph (the two Chinese lists). */
  readonly ideographic: boolean;
}

/** At `end` (exclusive) a word ends that stands in list i for every bit i of `mask`. */
export type VisitWord = (end: number, mask: number) => void;

export interface WordIndex {
  readonly lists: readonly WordList[];
  /** Bit i set: the folded word is in list i. */
  maskOf(word: string): number;
  /** Every word of several letters that begins at `at`, shortest first, as far as `letters` are 1. */
  visitFrom(lower: string, at: number, letters: Uint8Array, visit: VisitWord): void;
}

const isIdeograph = (word: string): boolean => /^\p{Script=Han}$/u.test(word);
const LATIN = /^[a-z]{5,}$/;

const buildList = (name: string, words: readonly string[]): WordList & { words: string[] } => {
  const places = new Map<string, number>();
  words.forEach((word, place) => {
    const folded = foldWord(word);
    if (!places.has(folded)) places.set(folded, place);
  });
  const prefixes = new Set<string>();
  for (const word of places.keys()) {
    if (LATIN.test(word) && !places.has(word.slice(0, 4))) prefixes.add(word.slice(0, 4));
  }
  return {
    name,
    placeOf: (word) => places.get(word) ?? -1,
    ordered: true,
    abbreviates: (word) => prefixes.has(word),
    ideographic: words.length > 0 && words.every(isIdeograph),
    words: [...places.keys()],
  };
};

const SLOTS_BITS = 18;

/** A letter tree in flat arrays, its edges in an open hash table: a look-up takes some nanoseconds. */
const createTree = () => {
  const slots = new Int32Array(1 << SLOTS_BITS);
  const parents: number[] = [-1];
  const units: number[] = [0];
  const ends: number[] = [0];
  const slotOf = (node: number, unit: number): number => {
    const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 13)) & (slots.length - 1);
    for (;;) {
      const child = slots[slot] ?? 0;
      if (child === 0 || (parents[child] === node && units[child] === unit)) return slot;
      slot = (slot + 1) & (slots.length - 1);
    }
  };
  return {
    ends,
    /** 0 when there is none: no edge leads to the root. */
    next: (node: number, unit: number): number => slots[slotOf(node, unit)] ?? 0,
    add: (word: string, mask: number): void => {
      let node = 0;
      for (let i = 0; i < word.length; i += 1) {
        const slot = slotOf(node, word.charCodeAt(i));
        if (slots[slot] === 0) {
          slots[slot] = ends.length;
          parents.push(node);
          units.push(word.charCodeAt(i));
          ends.push(0);
        }
        node = slots[slot] ?? 0;
      }
      ends[node] = (ends[node] ?? 0) | mask;
    },
  };
};

/** Takes word lists by name (at most 30); each list in its official order, because places carry the checksum. */
export const buildWordIndex = (
  wordLists: Readonly<Record<string, readonly string[]>>,
): WordIndex => {
  const lists = Object.entries(wordLists).map(([name, words]) => buildList(name, words));
  const masks = new Map<string, number>();
  const tree = createTree();
  lists.forEach(({ words, ideographic }, bit) => {
    for (const word of words) {
      masks.set(word, (masks.get(word) ?? 0) | (1 << bit));
      if (!ideographic) tree.add(word, 1 << bit);
    }
  });
  return {
    lists,
    maskOf: (word) => masks.get(word) ?? 0,
    visitFrom: (lower, at, letters, visit) => {
      let node = 0;
      for (let end = at; letters[end] === 1; end += 1) {
        node = tree.next(node, lower.charCodeAt(end));
        if (node === 0) return;
        const mask = tree.ends[node] ?? 0;
        if (mask !== 0) visit(end + 1, mask);
      }
    },
  };
};

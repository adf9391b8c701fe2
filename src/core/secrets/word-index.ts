import { foldWord } from './fold-text.ts';

/** One word list, ready for look-up. */
export interface WordList {
  readonly name: string;
  /** Folded word → its place, 0–2047. */
  readonly places: ReadonlyMap<string, number>;
  /** The first four letters, where the list's words are told apart by them, as on steel plates. */
  readonly prefixes: ReadonlySet<string>;
  /** Every word is one ideograph (the two Chinese lists). */
  readonly ideographic: boolean;
}

/** A letter tree over the words of all lists that are written with several letters. */
export interface LetterTree {
  /** Node after `node` by a UTF-16 unit, or undefined. Node 0 is the root. */
  next(node: number, unit: number): number | undefined;
  /** Bit i set: a word of list i ends here. */
  ends(node: number): number;
}

export interface WordIndex {
  readonly lists: readonly WordList[];
  /** Bit i set: the folded word is in list i. */
  maskOf(word: string): number;
  readonly tree: LetterTree;
}

const isIdeograph = (word: string): boolean => /^\p{Script=Han}$/u.test(word);
const LATIN = /^[a-z]{5,}$/;

const buildList = (name: string, words: readonly string[]): WordList => {
  const places = new Map<string, number>();
  words.forEach((word, place) => {
    const folded = foldWord(word);
    if (!places.has(folded)) places.set(folded, place);
  });
  const prefixes = new Set<string>();
  for (const word of places.keys()) {
    if (LATIN.test(word) && !places.has(word.slice(0, 4))) prefixes.add(word.slice(0, 4));
  }
  return { name, places, prefixes, ideographic: words.length > 0 && words.every(isIdeograph) };
};

const buildTree = (lists: readonly WordList[]): LetterTree => {
  const edges = new Map<number, number>();
  const ends: number[] = [0];
  lists.forEach((list, bit) => {
    if (list.ideographic) return;
    for (const word of list.places.keys()) {
      let node = 0;
      for (let i = 0; i < word.length; i += 1) {
        const key = node * 0x10000 + word.charCodeAt(i);
        let next = edges.get(key);
        if (next === undefined) {
          next = ends.length;
          ends.push(0);
          edges.set(key, next);
        }
        node = next;
      }
      ends[node] = (ends[node] ?? 0) | (1 << bit);
    }
  });
  return {
    next: (node, unit) => edges.get(node * 0x10000 + unit),
    ends: (node) => ends[node] ?? 0,
  };
};

/** Takes word lists by name (at most 30); each list in its official order, because places carry the checksum. */
export const buildWordIndex = (
  wordLists: Readonly<Record<string, readonly string[]>>,
): WordIndex => {
  const lists = Object.entries(wordLists).map(([name, words]) => buildList(name, words));
  const masks = new Map<string, number>();
  lists.forEach((list, bit) => {
    for (const word of list.places.keys()) masks.set(word, (masks.get(word) ?? 0) | (1 << bit));
  });
  return { lists, maskOf: (word) => masks.get(word) ?? 0, tree: buildTree(lists) };
};

import { foldWord } from './fold-text.ts';
import type { WordIndex, WordList } from './word-index.ts';

/**
 * Ten word lists small enough to travel to a browser. Of the lists of letters only hashes do (a set of 2048 numbers in
 * Golomb-Rice code, Golomb 1966): a word is in a list when its hash is, and one foreign word of 2^SPREAD_BITS seems to
 * be. The Chinese lists are there whole, because their order tells phrases from sentences.
 */
export interface PackedWords {
  /** By list: its name and the gaps between the sorted hashes. */
  readonly sets: readonly (readonly [name: string, gaps: string])[];
  /** Code points of the simplified list in its order, then, for each place, whether and how the traditional differs. */
  readonly ideographs: string;
}

const LIST_LENGTH = 2048;
const LIST_BITS = 11;
const SPREAD_BITS = 5;
const DOMAIN_BITS = LIST_BITS + SPREAD_BITS;
/** Near the gap's mean times ln 2, where the code is shortest. */
const RICE_BITS = 5;
const FIRST_IDEOGRAPH = 0x4e00;
const IDEOGRAPH_BITS = 15;
const LONGEST_WORD = 14;
const SHORTEST_WORD = 3;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** FNV-1a, unit by unit, so that the hash of a longer word goes on from that of its beginning. */
const FIRST_HASH = 0x811c9dc5;
const hashOn = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);
const settle = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return ((mixed ^ (mixed >>> 13)) >>> 0) & ((1 << DOMAIN_BITS) - 1);
};
const hashOf = (word: string): number => {
  let hash = FIRST_HASH;
  for (let at = 0; at < word.length; at += 1) hash = hashOn(hash, word.charCodeAt(at));
  return settle(hash);
};

const createBitWriter = () => {
  let text = '';
  let held = 0;
  let count = 0;
  const write = (value: number, bits: number): void => {
    for (let bit = bits - 1; bit >= 0; bit -= 1) {
      held = (held << 1) | ((value >> bit) & 1);
      count += 1;
      if (count < 6) continue;
      text += DIGITS[held] ?? '';
      held = 0;
      count = 0;
    }
  };
  return {
    write,
    end: (): string => {
      while (count > 0) write(0, 1);
      return text;
    },
  };
};

const createBitReader = (text: string): ((bits: number) => number) => {
  const values = new Map([...DIGITS].map((digit, value) => [digit, value]));
  let at = 0;
  return (bits) => {
    let value = 0;
    for (let left = bits; left > 0; left -= 1) {
      const six = values.get(text[Math.floor(at / 6)] ?? '') ?? 0;
      value = (value << 1) | ((six >> (5 - (at % 6))) & 1);
      at += 1;
    }
    return value;
  };
};

const packSet = (words: readonly string[]): string => {
  const writer = createBitWriter();
  const hashes = [...new Set(words.map((word) => hashOf(foldWord(word))))].sort((a, b) => a - b);
  writer.write(hashes.length, LIST_BITS + 1);
  let previous = -1;
  for (const hash of hashes) {
    const gap = hash - previous - 1;
    for (let ones = gap >> RICE_BITS; ones > 0; ones -= 1) writer.write(1, 1);
    writer.write(0, 1);
    writer.write(gap, RICE_BITS);
    previous = hash;
  }
  return writer.end();
};

const packIdeographs = (simplified: readonly string[], traditional: readonly string[]): string => {
  const writer = createBitWriter();
  const write = (word: string): void =>
    writer.write((word.codePointAt(0) ?? 0) - FIRST_IDEOGRAPH, IDEOGRAPH_BITS);
  simplified.forEach(write);
  traditional.forEach((word, place) => {
    const differs = word !== simplified[place];
    writer.write(Number(differs), 1);
    if (differs) write(word);
  });
  return writer.end();
};

/** For the build: lists by name, those named `chineseSimplified` and `chineseTraditional` whole, the others as hashes. */
export const packWords = (wordLists: Readonly<Record<string, readonly string[]>>): PackedWords => {
  const { chineseSimplified = [], chineseTraditional = [], ...lettered } = wordLists;
  return {
    sets: Object.entries(lettered).map(([name, words]) => [name, packSet(words)]),
    ideographs: packIdeographs(chineseSimplified, chineseTraditional),
  };
};

const readSet = (gaps: string): readonly number[] => {
  const read = createBitReader(gaps);
  let hash = -1;
  return Array.from({ length: read(LIST_BITS + 1) }, () => {
    let ones = 0;
    while (read(1) === 1) ones += 1;
    hash += ((ones << RICE_BITS) | read(RICE_BITS)) + 1;
    return hash;
  });
};

const readIdeographs = (packed: string): readonly (readonly string[])[] => {
  const read = createBitReader(packed);
  const next = (): string => String.fromCodePoint(read(IDEOGRAPH_BITS) + FIRST_IDEOGRAPH);
  const simplified = Array.from({ length: LIST_LENGTH }, next);
  return [simplified, simplified.map((word) => (read(1) === 1 ? next() : word))];
};

/** Scripts are told apart, or words of one alphabet would seem to be in the lists of another. */
const IN_SCRIPT: Readonly<Record<string, (unit: number) => boolean>> = {
  japanese: (unit) => unit >= 0x3040 && unit <= 0x30ff,
  korean: (unit) => unit >= 0x1100 && unit <= 0x11ff,
};
const isLatin = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;

/**
 * An index over packed lists, for the guard in a browser. It knows no places of lettered words, so that checksums are
 * not verified there, and no abbreviations: the server's guard does both.
 */
export const openPackedWords = ({ sets, ideographs }: PackedWords): WordIndex => {
  const masks = new Uint16Array(1 << DOMAIN_BITS);
  const places = new Map<string, number[]>();
  const lists: WordList[] = [];
  const scripts: ((unit: number) => boolean)[] = [];
  sets.forEach(([name, gaps], bit) => {
    for (const hash of readSet(gaps)) masks[hash] = (masks[hash] ?? 0) | (1 << bit);
    scripts.push(IN_SCRIPT[name] ?? isLatin);
    lists.push({
      name,
      // Not its place, but the same for the same word.
      placeOf: (word) => hashOf(word) & (LIST_LENGTH - 1),
      ordered: false,
      abbreviates: () => false,
      ideographic: false,
    });
  });
  readIdeographs(ideographs).forEach((words, which) => {
    words.forEach((word, place) => {
      const known = places.get(word) ?? [-1, -1];
      known[which] = place;
      places.set(word, known);
    });
    lists.push({
      name: which === 0 ? 'chineseSimplified' : 'chineseTraditional',
      placeOf: (word) => places.get(word)?.[which] ?? -1,
      ordered: true,
      abbreviates: () => false,
      ideographic: true,
    });
  });
  const scriptMask = (unit: number): number =>
    scripts.reduce((mask, isIn, bit) => (isIn(unit) ? mask | (1 << bit) : mask), 0);
  const byScript = new Map<number, number>();
  const maskOfUnit = (unit: number): number => {
    const known = byScript.get(unit) ?? scriptMask(unit);
    byScript.set(unit, known);
    return known;
  };
  const ideographMask = (word: string): number =>
    (places.get(word) ?? []).reduce(
      (mask, place, which) => (place >= 0 ? mask | (1 << (sets.length + which)) : mask),
      0,
    );
  return {
    lists,
    maskOf: (word) => {
      if (word.length < SHORTEST_WORD || word.length > LONGEST_WORD) return ideographMask(word);
      return (masks[hashOf(word)] ?? 0) & maskOfUnit(word.charCodeAt(0));
    },
    visitFrom: (lower, at, letters, visit) => {
      let hash = FIRST_HASH;
      const script = maskOfUnit(lower.charCodeAt(at));
      for (let end = at; letters[end] === 1 && end - at < LONGEST_WORD; end += 1) {
        hash = hashOn(hash, lower.charCodeAt(end));
        const mask = end - at + 1 < SHORTEST_WORD ? 0 : (masks[settle(hash)] ?? 0) & script;
        if (mask !== 0) visit(end + 1, mask);
      }
    },
  };
};

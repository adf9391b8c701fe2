import { normaliseForModels } from './normalise.ts';

/**
 * What a text consists of, as 32-bit hashes in two blocks that are weighted apart: words (1–2 in a row) and characters
 * (2–5 in a row, across words; in Han, kana and Hangul 1–3). A hash may stand several times.
 */
export interface RawFeatures {
  readonly words: Uint32Array;
  readonly characters: Uint32Array;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const step = (hash: number, unit: number): number => Math.imul(hash ^ unit, FNV_PRIME);
/** FNV-1a alone leaves near neighbours for short inputs; the murmur3 finaliser spreads them. */
const finish = (hash: number): number => {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

/** Hangul syllables, kana, Han: characters that carry what a letter pair carries elsewhere. */
const isDense = (unit: number): boolean =>
  (unit >= 0x3040 && unit <= 0x30ff) ||
  (unit >= 0x3400 && unit <= 0x9fff) ||
  (unit >= 0xac00 && unit <= 0xd7a3) ||
  (unit >= 0xd800 && unit <= 0xdfff);

/** Han and kana are written without spaces: their "words" are left to the characters. */
const hasNoSpaces = (unit: number): boolean => isDense(unit) && !(unit >= 0xac00 && unit <= 0xd7a3);

const SHORTEST = 2;
const LONGEST = 5;
const LONGEST_DENSE = 3;

const hashCharacters = (text: string): Uint32Array => {
  const hashes = new Uint32Array(text.length * LONGEST);
  let count = 0;
  for (let from = 0; from < text.length; from += 1) {
    let hash = FNV_OFFSET;
    let dense = 0;
    for (let length = 1; length <= LONGEST && from + length <= text.length; length += 1) {
      const unit = text.charCodeAt(from + length - 1);
      if (isDense(unit)) dense += 1;
      hash = step(hash, unit);
      if (dense === 0 ? length < SHORTEST : length > LONGEST_DENSE) continue;
      hashes[count] = finish(hash ^ length);
      count += 1;
    }
  }
  return hashes.slice(0, count);
};

const hashWord = (word: string, start: number): number => {
  let hash = start;
  for (let at = 0; at < word.length; at += 1) hash = step(hash, word.charCodeAt(at));
  return hash;
};

const WORD_SEED = 0x9747b28c;
const GAP = 0x20;

const hashWords = (text: string): Uint32Array => {
  const hashes: number[] = [];
  let before: string | null = null;
  for (const word of text.split(' ')) {
    if (word === '' || hasNoSpaces(word.charCodeAt(0))) {
      before = null;
      continue;
    }
    hashes.push(finish(hashWord(word, WORD_SEED)));
    if (before !== null) {
      hashes.push(finish(hashWord(word, step(hashWord(before, WORD_SEED), GAP))));
    }
    before = word;
  }
  return Uint32Array.from(hashes);
};

/** Reads the first ~2,000 characters. Any text is allowed, also an empty one. */
export const extractFeatures = (text: string): RawFeatures => {
  const normal = normaliseForModels(text);
  if (normal.trim() === '') return { words: new Uint32Array(), characters: new Uint32Array() };
  return { words: hashWords(normal), characters: hashCharacters(normal) };
};

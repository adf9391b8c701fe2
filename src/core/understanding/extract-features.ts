import { type Concept, type Finding, openConcepts } from './concepts.ts';
import { normaliseForModels } from './normalise.ts';

/**
 * What a text consists of, as 32-bit hashes in blocks that are weighted apart: words (1–2 in a row), characters (2–5 in
 * a row, across words; in Han, kana and Hangul 1–3), and concepts (alone, the first one, and two near one another). A
 * hash may stand several times.
 */
export interface RawFeatures {
  readonly words: Uint32Array;
  readonly characters: Uint32Array;
  readonly concepts: Uint32Array;
  /** The concepts as they were found, for rules. */
  readonly findings: readonly Finding[];
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

const CONCEPT_SEED = 0x3c6ef372;
const FIRST_SEED = 0x78dde6e4;
const PAIR_SEED = 0x1b873593;
/** How far apart two concepts may stand and still say something together, in UTF-16 units. */
export const NEAR = 60;

const hashConcepts = (findings: readonly Finding[]): Uint32Array => {
  const hashes: number[] = [];
  const pairs = new Set<number>();
  const seen = new Set<number>();
  findings.forEach(({ concept, at }, place) => {
    if (!seen.has(concept)) {
      if (seen.size === 0) hashes.push(finish(step(FIRST_SEED, concept)));
      seen.add(concept);
    }
    hashes.push(finish(step(CONCEPT_SEED, concept)));
    for (let next = place + 1; next < findings.length; next += 1) {
      const other = findings[next];
      if (other === undefined || other.at - at > NEAR) break;
      if (other.concept === concept) continue;
      const low = Math.min(concept, other.concept);
      const high = Math.max(concept, other.concept);
      pairs.add(finish(step(step(PAIR_SEED, low), high)));
    }
  });
  return Uint32Array.from([...hashes, ...pairs]);
};

export type ExtractFeatures = (text: string) => RawFeatures;

/** Reads the first ~2,000 characters of a text. Any text is allowed, also an empty one. */
export const openExtractor = (concepts: readonly Concept[]): ExtractFeatures => {
  const findConcepts = openConcepts(concepts);
  return (text) => {
    const normal = normaliseForModels(text);
    if (normal.trim() === '') {
      const nothing = new Uint32Array();
      return { words: nothing, characters: nothing, concepts: nothing, findings: [] };
    }
    const findings = findConcepts(normal);
    return {
      words: hashWords(normal),
      characters: hashCharacters(normal),
      concepts: hashConcepts(findings),
      findings,
    };
  };
};

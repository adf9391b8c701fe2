import { isBindingWord } from './prose-words.ts';
import { MAX_GAP, type Word } from './read-words.ts';
import type { SecretSpan } from './span.ts';
import type { WordIndex } from './word-index.ts';

const MIN_WORDS = 12;
/** No list of letters has a word of fewer than three; shorter texts cannot hold a phrase. */
const MIN_LETTERS = MIN_WORDS * 3;
const MAX_BINDING = 3;
const LEAST_REPEATED = 5;
const MIN_DISTINCT_SHARE = 0.85;
const MIN_DISTINCT_IN_CHAIN = 0.8;
/** Enough of a chain to judge it by, so that long ones stay cheap. */
const MAX_LOOK = 240;
const LETTER = /[\p{L}\p{M}]/u;

/**
 * Phrases whose words are written together, wholly or in part ("abandonability able…"), in lists of several letters.
 * Chains of words that cover the letters without a remainder, by dynamic programming over the positions: linear in
 * the text, because no word is longer than the tree is deep. Chains in which every word stands alone are left to the
 * detector of separate words, which weighs whether they are a sentence.
 */
export const findGluedPhrases = (lower: string, index: WordIndex): readonly SecretSpan[] => {
  const letters = markLetters(lower);
  const chains = chainWords(lower, letters, index);
  if (chains.longest < MIN_WORDS) return [];
  const runs = findRuns(letters);
  const spans: SecretSpan[] = [];
  const lists = index.lists.length;
  const judged = new Map<number, boolean>();
  for (let slot = 0; slot < chains.counts.length; slot += 1) {
    const count = chains.counts[slot] ?? 0;
    if (count < MIN_WORDS) continue;
    const end = Math.floor(slot / lists);
    const start = chains.starts[slot] ?? 0;
    if (letters[end - 1] !== 1) continue;
    if (repeatsItself(lower, letters, index, { start, end, bit: slot % lists }, judged)) continue;
    const written = (runs.ordinals[end - 1] ?? 0) - (runs.ordinals[start] ?? 0) + 1;
    if (written >= count || (written * 2 > count && readsLikeProse(lower.slice(start, end))))
      continue;
    // Widened to whole stretches of letters, so that no piece of a mistyped word stays.
    spans.push({
      start: runs.starts[start] ?? start,
      end: runs.ends[end - 1] ?? end,
      kind: 'seed_phrase',
    });
  }
  return spans;
};

/** Two words of three letters: shorter stretches are one word, or break the chain. */
const MIN_GLUED = 6;

/** Whether somewhere enough letters follow each other that may be list words: most sentences break off before. */
export const mayBeGlued = (words: readonly Word[]): boolean => {
  let letters = 0;
  let end = 0;
  for (const word of words) {
    const length = word.end - word.start;
    const fits = !word.ideograph && (word.mask !== 0 || length >= MIN_GLUED);
    letters = fits ? (word.start - end <= MAX_GAP ? letters : 0) + length : 0;
    end = word.end;
    if (letters >= MIN_LETTERS) return true;
  }
  return false;
};

/** "…can make you rich overnight": a sentence with a compound in it, or the lines of a program that say the same again. */
const readsLikeProse = (text: string): boolean => {
  const words = text.slice(0, MAX_LOOK).match(/[a-z]+/g) ?? [];
  if (words.length >= LEAST_REPEATED && new Set(words).size < words.length * MIN_DISTINCT_SHARE)
    return true;
  return words.filter(isBindingWord).length > MAX_BINDING;
};

interface Chain {
  readonly start: number;
  readonly end: number;
  readonly bit: number;
}

/**
 * Whether the words of a chain are few and come again and again, as the names in a program do. Judged once for each
 * beginning, by its first words, so that long texts stay cheap.
 */
const repeatsItself = (
  lower: string,
  letters: Uint8Array,
  index: WordIndex,
  { start, end, bit }: Chain,
  judged: Map<number, boolean>,
): boolean => {
  const key = start * index.lists.length + bit;
  const known = judged.get(key);
  if (known !== undefined) return known;
  const words = wordsOf(lower, letters, index, {
    start,
    end: Math.min(end, start + MAX_LOOK),
    bit,
  });
  const repeats = new Set(words).size < words.length * MIN_DISTINCT_IN_CHAIN;
  judged.set(key, repeats);
  return repeats;
};

/** The words of the longest chain of one list over a stretch of text. */
const wordsOf = (
  lower: string,
  letters: Uint8Array,
  index: WordIndex,
  { start, end, bit }: Chain,
): readonly string[] => {
  const chains: (readonly string[] | undefined)[] = [[]];
  let longest: readonly string[] = [];
  for (let at = start; at < end; at += 1) {
    const chain = chains[at - start];
    if (chain === undefined) continue;
    if (letters[at] !== 1) {
      chains[at - start + 1] ??= chain;
      continue;
    }
    index.visitFrom(lower, at, letters, (to, mask) => {
      if (((mask >> bit) & 1) === 0) return;
      const longer = [...chain, lower.slice(at, to)];
      const known = chains[to - start];
      if (known === undefined || known.length < longer.length) chains[to - start] = longer;
      if (longer.length > longest.length) longest = longer;
    });
  }
  return longest;
};

const markLetters = (lower: string): Uint8Array => {
  const letters = new Uint8Array(lower.length + 1);
  for (let at = 0; at < lower.length; at += 1) {
    const unit = lower.charCodeAt(at);
    const latin = unit >= 0x61 && unit <= 0x7a;
    letters[at] = latin || (unit >= 0x80 && LETTER.test(lower[at] ?? '')) ? 1 : 0;
  }
  return letters;
};

interface Chains {
  /** By position × list: words of the longest chain that ends before the position. */
  readonly counts: Uint16Array;
  readonly starts: Uint32Array;
  readonly longest: number;
}

const chainWords = (lower: string, letters: Uint8Array, index: WordIndex): Chains => {
  const lists = index.lists.length;
  const counts = new Uint16Array((lower.length + 1) * lists);
  const starts = new Uint32Array((lower.length + 1) * lists);
  let longest = 0;
  let gap = 0;
  let from = 0;
  const visit = (end: number, mask: number): void => {
    for (let bit = 0; mask >> bit > 0; bit += 1) {
      if ((mask >> bit) & 1) {
        const count = link(counts, starts, from * lists + bit, end * lists + bit, from);
        if (count > longest) longest = count;
      }
    }
  };
  for (; from < lower.length; from += 1) {
    if (letters[from] === 1) {
      gap = 0;
      index.visitFrom(lower, from, letters, visit);
    } else {
      gap += 1;
      if (gap <= MAX_GAP) carry(counts, starts, from, lists);
    }
  }
  return { counts, starts, longest };
};

/** A chain goes on behind separators. */
const carry = (counts: Uint16Array, starts: Uint32Array, at: number, lists: number): void => {
  for (let bit = 0; bit < lists; bit += 1) {
    counts[(at + 1) * lists + bit] = counts[at * lists + bit] ?? 0;
    starts[(at + 1) * lists + bit] = starts[at * lists + bit] ?? 0;
  }
};

const link = (
  counts: Uint16Array,
  starts: Uint32Array,
  from: number,
  to: number,
  at: number,
): number => {
  const count = Math.min((counts[from] ?? 0) + 1, 0xffff);
  if (count <= (counts[to] ?? 0)) return count;
  counts[to] = count;
  starts[to] = count === 1 ? at : (starts[from] ?? 0);
  return count;
};

/** For every letter: which stretch of letters it belongs to, and where that begins and ends. */
interface Runs {
  readonly ordinals: Uint32Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

const findRuns = (letters: Uint8Array): Runs => {
  const ordinals = new Uint32Array(letters.length);
  const starts = new Uint32Array(letters.length);
  const ends = new Uint32Array(letters.length);
  let ordinal = 0;
  let start = 0;
  for (let at = 0; at < letters.length; at += 1) {
    if (letters[at] !== 1) continue;
    if (letters[at - 1] !== 1) {
      ordinal += 1;
      start = at;
    }
    ordinals[at] = ordinal;
    starts[at] = start;
    if (letters[at + 1] === 1) continue;
    ends.fill(at + 1, start, at + 1);
  }
  return { ordinals, starts, ends };
};

/** Thirty letters and more, each alone: "a b a n d o n   a b i l i t y". */
const SPELLED = /(?<!\p{L})\p{L}(?:[^\p{L}]{1,4}\p{L}(?!\p{L})){30,400}/gu;

/** Phrases spelled out letter by letter. */
export const findSpelledPhrases = (lower: string, index: WordIndex): readonly SecretSpan[] =>
  [...lower.matchAll(SPELLED)]
    .filter((match) => findGluedPhrases(match[0].replace(/[^\p{L}]/gu, ''), index).length > 0)
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      kind: 'seed_phrase',
    }));

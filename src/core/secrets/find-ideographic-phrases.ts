import { type Cue, firstAfter, lastBefore } from './cues.ts';
import { hasValidChecksum, PHRASE_LENGTHS, type Sha256 } from './mnemonic-checksum.ts';
import { MAX_GAP, type Word } from './read-words.ts';
import type { SecretSpan } from './span.ts';
import type { WordIndex, WordList } from './word-index.ts';

/**
 * Chinese sentences consist of list characters too, and one in sixteen has a right checksum. What tells is how frequent
 * the characters are, because the lists are ordered by it: a random phrase of twelve has a mean place of 1024 ± 171 and
 * one character among the first 200; a sentence a mean near 300. Foreign names come close to a phrase, so that a text
 * which speaks of no recovery phrase loses only what stands alone on its line.
 */
const MIN_MEAN = 560;
const MIN_MEAN_WITHOUT_CHECKSUM = 640;
const MIN_MEAN_INSIDE = 700;
const FREQUENT_PLACES = 200;
const MAX_FREQUENT_SHARE = 0.34;
/** How far an expression such as 助记词 reaches, in characters. */
const CUE_REACH_BEFORE = 60;
const CUE_REACH_BEHIND = 30;

/** List characters of one stretch, and where written blocks (no separator inside) begin. */
interface Stretch {
  readonly words: readonly Word[];
  readonly places: readonly number[];
  /** Index of the first character of each block, plus the length at the end. */
  readonly blocks: readonly number[];
}

/**
 * Chinese phrases written without separators or in groups: blocks of an allowed number of characters (a) near an
 * expression for recovery phrases, with the right checksum or rarer characters (a typing error); (b) elsewhere alone
 * on their line, with the right checksum; and (c) blocks near such an expression that hold a phrase somewhere inside:
 * then the whole block goes.
 */
export const findIdeographicPhrases = (
  lower: string,
  words: readonly Word[],
  index: WordIndex,
  cues: readonly Cue[],
  sha256: Sha256,
): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  index.lists.forEach((list, bit) => {
    if (!list.ideographic) return;
    for (const stretch of stretches(words, list, bit)) {
      spans.push(...findBlocks(lower, stretch, cues, sha256), ...findInside(stretch, cues, sha256));
    }
  });
  return spans;
};

const isCued = ({ start, end }: SecretSpan, cues: readonly Cue[]): boolean => {
  const before = lastBefore(cues, start);
  const behind = firstAfter(cues, end);
  if (before !== undefined && start - before.end <= CUE_REACH_BEFORE) return true;
  return behind !== undefined && behind.start - end <= CUE_REACH_BEHIND;
};

const isAlone = (lower: string, { start, end }: SecretSpan): boolean =>
  /(?:^|\n)[^\p{L}\n]*$/u.test(lower.slice(Math.max(0, start - 40), start)) &&
  (start <= 40 || lower.slice(start - 40, start).includes('\n')) &&
  /^[^\p{L}\n]*(?:\n|$)/u.test(lower.slice(end, end + 40));

function* stretches(words: readonly Word[], list: WordList, bit: number): Generator<Stretch> {
  let part: Word[] = [];
  let blocks: number[] = [];
  const finish = (): Stretch => ({
    words: part,
    places: part.map((word) => Math.max(0, list.placeOf(word.text))),
    blocks: [...blocks, part.length],
  });
  for (const word of words) {
    const last = part.at(-1);
    const listed = word.ideograph && ((word.mask >> bit) & 1) === 1;
    if (!listed || (last !== undefined && word.start - last.end > MAX_GAP)) {
      if (part.length >= 12) yield finish();
      part = [];
      blocks = [];
    }
    if (!listed) continue;
    if (part.at(-1)?.end !== word.start) blocks.push(part.length);
    part.push(word);
  }
  if (part.length >= 12) yield finish();
}

const spanOf = ({ words }: Stretch, from: number, to: number): SecretSpan | undefined => {
  const first = words[from];
  const last = words[to - 1];
  return first && last && { start: first.start, end: last.end, kind: 'seed_phrase' };
};

const meanOf = (places: readonly number[]): number =>
  places.reduce((sum, place) => sum + place, 0) / places.length;

const findBlocks = (
  lower: string,
  stretch: Stretch,
  cues: readonly Cue[],
  sha256: Sha256,
): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  for (let first = 0; first < stretch.blocks.length - 1; first += 1) {
    const from = stretch.blocks[first] ?? 0;
    for (let last = first + 1; last < stretch.blocks.length; last += 1) {
      const to = stretch.blocks[last] ?? from;
      if (to - from > 24) break;
      // One by one they are separate words, and weighed as such.
      if (to - from === last - first) continue;
      if (!PHRASE_LENGTHS.some((length) => length === to - from)) continue;
      const places = stretch.places.slice(from, to);
      const mean = meanOf(places);
      const span = mean >= MIN_MEAN ? spanOf(stretch, from, to) : undefined;
      if (span === undefined) continue;
      const cued = isCued(span, cues);
      const sure = cued && mean >= MIN_MEAN_WITHOUT_CHECKSUM;
      const possible = cued || (isAlone(lower, span) && readsLikeRandom(places));
      if (sure || (possible && hasValidChecksum(places, sha256))) spans.push(span);
    }
  }
  return spans;
};

/** Few frequent characters, and no pair of neighbours twice, as a name in a sentence would be. */
const readsLikeRandom = (places: readonly number[]): boolean => {
  const frequent = places.filter((place) => place < FREQUENT_PLACES).length;
  const pairs = new Set(places.slice(1).map((place, at) => (places[at] ?? 0) * 2048 + place));
  return frequent / places.length <= MAX_FREQUENT_SHARE && pairs.size === places.length - 1;
};

const findInside = (
  stretch: Stretch,
  cues: readonly Cue[],
  sha256: Sha256,
): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  const { places, blocks } = stretch;
  for (let block = 0; block < blocks.length - 1; block += 1) {
    const from = blocks[block] ?? 0;
    const to = blocks[block + 1] ?? from;
    const span = to - from > 12 ? spanOf(stretch, from, to) : undefined;
    // The expression itself may be part of the block.
    if (span === undefined || !isCued({ ...span, end: span.start }, cues)) continue;
    const inside = places.slice(from, to);
    if (PHRASE_LENGTHS.some((length) => holdsPhrase(inside, length, sha256))) spans.push(span);
  }
  return spans;
};

const holdsPhrase = (places: readonly number[], length: number, sha256: Sha256): boolean => {
  let sum = 0;
  for (let at = 0; at < places.length; at += 1) {
    sum += (places[at] ?? 0) - (places[at - length] ?? 0);
    if (at < length - 1 || sum < MIN_MEAN_INSIDE * length) continue;
    if (hasValidChecksum(places.slice(at - length + 1, at + 1), sha256)) return true;
  }
  return false;
};

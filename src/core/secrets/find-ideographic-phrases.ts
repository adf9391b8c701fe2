import { hasValidChecksum, PHRASE_LENGTHS, type Sha256 } from './mnemonic-checksum.ts';
import { MAX_GAP, type Word } from './read-words.ts';
import type { SecretSpan } from './span.ts';
import type { WordIndex, WordList } from './word-index.ts';

/**
 * Chinese sentences consist of list characters too, so the characters' frequency decides: the lists are ordered by
 * it. A random phrase of twelve has a mean place of 1024 ± 171, a sentence one near 250.
 */
const MIN_MEAN_WITH_CHECKSUM = 560;
const MIN_MEAN_CUED = 640;
const MIN_MEAN_INSIDE = 700;

/** List characters of one stretch, and where written blocks (no separator inside) begin. */
interface Stretch {
  readonly words: readonly Word[];
  readonly places: readonly number[];
  /** Index of the first character of each block, plus the length at the end. */
  readonly blocks: readonly number[];
}

/**
 * Chinese phrases written without separators or in groups. Destroyed when blocks of an allowed number of characters
 * (a) have the right checksum and rare enough characters, or (b) stand alone as a block in a text that speaks of a
 * recovery phrase, with rarer characters still (a typing error); and when (c) twelve or more characters inside a
 * longer block have the right checksum and rare characters: then the whole block goes.
 */
export const findIdeographicPhrases = (
  words: readonly Word[],
  index: WordIndex,
  cued: boolean,
  sha256: Sha256,
): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  index.lists.forEach((list, bit) => {
    if (!list.ideographic) return;
    for (const stretch of stretches(words, list, bit)) {
      spans.push(...findBlocks(stretch, cued, sha256), ...findInside(stretch, sha256));
    }
  });
  return spans;
};

function* stretches(words: readonly Word[], list: WordList, bit: number): Generator<Stretch> {
  let part: Word[] = [];
  let blocks: number[] = [];
  const finish = (): Stretch => ({
    words: part,
    places: part.map((word) => list.places.get(word.text) ?? 0),
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

const findBlocks = (stretch: Stretch, cued: boolean, sha256: Sha256): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  for (let first = 0; first < stretch.blocks.length - 1; first += 1) {
    const from = stretch.blocks[first] ?? 0;
    for (let last = first + 1; last < stretch.blocks.length; last += 1) {
      const to = stretch.blocks[last] ?? from;
      if (to - from > 24) break;
      if (!PHRASE_LENGTHS.some((length) => length === to - from)) continue;
      // One by one they are separate words, and weighed as such.
      if (to - from === last - first) continue;
      const places = stretch.places.slice(from, to);
      const mean = meanOf(places);
      const isPhrase =
        mean >= MIN_MEAN_WITH_CHECKSUM &&
        ((cued && mean >= MIN_MEAN_CUED) || hasValidChecksum(places, sha256));
      const span = isPhrase ? spanOf(stretch, from, to) : undefined;
      if (span) spans.push(span);
    }
  }
  return spans;
};

const findInside = (stretch: Stretch, sha256: Sha256): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  const { places, blocks } = stretch;
  for (let block = 0; block < blocks.length - 1; block += 1) {
    const from = blocks[block] ?? 0;
    const to = blocks[block + 1] ?? from;
    if (to - from <= 12) continue;
    const found = PHRASE_LENGTHS.some((length) =>
      holdsPhrase(places.slice(from, to), length, sha256),
    );
    const span = found ? spanOf(stretch, from, to) : undefined;
    if (span) spans.push(span);
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

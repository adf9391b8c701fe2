import { type Cue, isNear } from './cues.ts';
import { hasValidChecksum, PHRASE_LENGTHS, type Sha256 } from './mnemonic-checksum.ts';
import { isBindingWord, isBreakingWord, isCommonWord } from './prose-words.ts';
import { MAX_GAP, type Word } from './read-words.ts';
import type { SecretSpan } from './span.ts';
import type { WordIndex, WordList } from './word-index.ts';

const WINDOW = 12;
/** Of twelve words of a random phrase more than five such words stand in one of a thousand. */
const MAX_COMMON = 5;
const MAX_COMMON_CUED = 8;
const MAX_BINDING = 3;
/** Checksums tried in one stretch that reads like a sentence: more would make long texts of list words expensive. */
const MAX_PROOFS = 300;
const MAX_PHRASE = 24;
/** An expression such as "seed phrase" further off than this speaks of something else. */
const CUE_REACH = 300;
/** Of twelve random words hardly two are the same; a manual says the same few again and again. */
const MIN_DISTINCT = 10;
/**
 * The Chinese lists are ordered by frequency: a random phrase has a mean place near 1024 ± 171 and one of its twelve
 * characters among the first 200; a sentence has a mean near 300 and half of its characters there.
 */
const MIN_MEAN_PLACE = 450;
const MIN_MEAN_PLACE_CUED = 350;
const MEAN_PLACE_OF_RARE_WORDS = 750;
const FREQUENT_PLACES = 200;
const MAX_FREQUENT = 3;

/** Words of one stretch, each with its place in the list (−1: not in it). */
interface Stretch {
  readonly words: readonly Word[];
  readonly places: readonly number[];
}

/**
 * Phrases written as separate words: in any list, with numbering, commas, line breaks or bullets between them.
 * Twelve list words on end are destroyed whatever their checksum, eleven of twelve as well (a typing error), ten of
 * twelve when the text speaks of a recovery phrase. Runs that read like a sentence need a right checksum.
 */
export const findSeparatedPhrases = (
  words: readonly Word[],
  index: WordIndex,
  cues: readonly Cue[],
  sha256: Sha256,
): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  index.lists.forEach((list, bit) => {
    let hits = 0;
    for (const word of words) if ((word.mask >> bit) & 1) hits += 1;
    if (hits < WINDOW - 2) return;
    for (const stretch of stretches(words, list, bit))
      spans.push(...scan(stretch, list, isCued(stretch, cues), sha256));
  });
  return spans;
};

const isCued = ({ words }: Stretch, cues: readonly Cue[]): boolean =>
  isNear(cues, words[0]?.start ?? 0, words.at(-1)?.end ?? 0, CUE_REACH);

/** Abbreviated phrases: at least twelve words on end of at most four letters, each the beginning of a list word. */
export const findAbbreviatedPhrases = (
  words: readonly Word[],
  index: WordIndex,
): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  let short = 0;
  for (const { text } of words) if (text.length <= 4) short += 1;
  if (short < WINDOW) return spans;
  index.lists.forEach((list, bit) => {
    if (list.ideographic) return;
    let first = 0;
    let abbreviated = 0;
    const close = (end: number): void => {
      const from = words[first];
      const to = words[end - 1];
      if (end - first >= WINDOW && abbreviated >= WINDOW / 2 && from && to) {
        spans.push({ start: from.start, end: to.end, kind: 'seed_phrase' });
      }
      first = end;
      abbreviated = 0;
    };
    words.forEach((word, at) => {
      const whole = ((word.mask >> bit) & 1) === 1 && word.text.length <= 4;
      const part = word.text.length === 4 && list.abbreviates(word.text);
      if (isFarFrom(words[at - 1], word)) close(at);
      if (!whole && !part) {
        close(at);
        first = at + 1;
      } else if (part) abbreviated += 1;
    });
    close(words.length);
  });
  return spans;
};

const isFarFrom = (previous: Word | undefined, word: Word): boolean =>
  previous !== undefined && word.start - previous.end > MAX_GAP;

function* stretches(words: readonly Word[], list: WordList, bit: number): Generator<Stretch> {
  let current: Word[] = [];
  let places: number[] = [];
  let hits = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) continue;
    const place = (word.mask >> bit) & 1 ? list.placeOf(word.text) : -1;
    const breaks = isBreak(words, at, place, list);
    if (breaks || isFarFrom(words[at - 1], word)) {
      if (hits >= WINDOW - 2) yield { words: current, places };
      current = [];
      places = [];
      hits = 0;
    }
    if (breaks) continue;
    current.push(word);
    places.push(place);
    if (place >= 0) hits += 1;
  }
  if (hits >= WINDOW - 2) yield { words: current, places };
}

const isBreak = (words: readonly Word[], at: number, place: number, list: WordList): boolean => {
  const word = words[at];
  if (word === undefined) return true;
  if (list.ideographic) {
    const glued = words[at - 1]?.end === word.start || words[at + 1]?.start === word.end;
    return word.ideograph && glued;
  }
  return place < 0 && (word.text.length <= 2 || isBreakingWord(word.text));
};

const scan = (
  stretch: Stretch,
  list: WordList,
  cued: boolean,
  sha256: Sha256,
): readonly SecretSpan[] => {
  const { words, places } = stretch;
  const covered = new Uint8Array(words.length);
  let proofs = MAX_PROOFS;
  const listed = places.filter((place) => place >= 0).slice(0, MAX_PHRASE + 1);
  const enough = cued ? WINDOW - 2 : WINDOW - 1;
  let hits = 0;
  for (let at = 0; at < words.length; at += 1) {
    if ((places[at] ?? -1) >= 0) hits += 1;
    if (at >= WINDOW && (places[at - WINDOW] ?? -1) >= 0) hits -= 1;
    const from = at - WINDOW + 1;
    if (from < 0 || hits < enough) continue;
    const repeats = repeatsItself(places, from);
    if (repeats || quotesTheList(places, from) || readsLikeProse(stretch, from, list, cued)) {
      // Every sixteenth Chinese sentence has a right checksum, and every sixteenth line of a program that says the same
      // few words: there only one of exact length proves something.
      const proven =
        list.ideographic || (repeats && list.ordered)
          ? hasValidChecksum(listed, sha256)
          : list.ordered
            ? proofs > 0 && hasChecksumAt(places, from, sha256)
            : isNothingElse(places);
      proofs -= 1;
      if (!proven) continue;
    }
    covered.fill(1, from, at + 1);
  }
  widen(covered, places);
  return collect(covered, stretch);
};

const readsLikeProse = (
  { words, places }: Stretch,
  from: number,
  list: WordList,
  cued: boolean,
): boolean => {
  const window = places.slice(from, from + WINDOW);
  if (list.ideographic) return readsLikeChinese(window, cued);
  const texts = window.map((place, at) => (place >= 0 ? (words[from + at]?.text ?? '') : ''));
  const common = texts.filter(isCommonWord).length;
  const binding = texts.filter(isBindingWord).length;
  return common > (cued ? MAX_COMMON_CUED : MAX_COMMON) || binding > MAX_BINDING;
};

const repeatsItself = (places: readonly number[], from: number): boolean => {
  const hits = places.slice(from, from + WINDOW).filter((place) => place >= 0);
  return new Set(hits).size < Math.min(MIN_DISTINCT, hits.length);
};

/** Where no checksum can be verified: as many list words as a phrase has, and not one word more. */
const isNothingElse = (places: readonly number[]): boolean =>
  PHRASE_LENGTHS.some((length) => length === places.length) && places.every((place) => place >= 0);

/** Neighbours in ascending order: somebody quotes the word list. No phrase is like that by chance. */
const quotesTheList = (places: readonly number[], from: number): boolean => {
  const hits = places.slice(from, from + WINDOW).filter((place) => place >= 0);
  const steps = hits.slice(1).map((place, at) => place - (hits[at] ?? 0));
  return steps.filter((step) => step >= 1 && step <= 3).length >= steps.length - 1;
};

const readsLikeChinese = (window: readonly number[], cued: boolean): boolean => {
  const hits = window.filter((place) => place >= 0);
  const mean = hits.reduce((sum, place) => sum + place, 0) / hits.length;
  const frequent = hits.filter((place) => place < FREQUENT_PLACES).length;
  if (cued) return mean < MIN_MEAN_PLACE_CUED;
  return mean < MIN_MEAN_PLACE || (mean < MEAN_PLACE_OF_RARE_WORDS && frequent > MAX_FREQUENT);
};

/** A phrase of an allowed length with the right checksum begins at `from`, or ends where the window ends. */
const hasChecksumAt = (places: readonly number[], from: number, sha256: Sha256): boolean =>
  PHRASE_LENGTHS.some((length) =>
    [from, from + WINDOW - length].some((start) => {
      const part = start < 0 ? [] : places.slice(start, start + length);
      return (
        part.length === length &&
        part.every((place) => place >= 0) &&
        hasValidChecksum(part, sha256)
      );
    }),
  );

/** Grows what is covered over neighbouring list words, also beyond one or two foreign words if two list words follow. */
const widen = (covered: Uint8Array, places: readonly number[]): void => {
  const hit = (at: number): boolean => (places[at] ?? -1) >= 0;
  for (const step of [1, -1]) {
    const first = step === 1 ? 0 : covered.length - 1;
    for (let at = first; at >= 0 && at < covered.length; at += step) {
      if (covered[at] !== 1) continue;
      for (let skip = 1; skip <= 3; skip += 1) {
        const next = at + step * skip;
        if (!hit(next) || (skip > 1 && !hit(next + step))) continue;
        for (let i = 1; i <= skip; i += 1) covered[at + step * i] = 1;
        break;
      }
    }
  }
};

const collect = (covered: Uint8Array, { words, places }: Stretch): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  for (let at = 0; at < covered.length; at += 1) {
    if (covered[at] !== 1) continue;
    let end = at;
    while (covered[end] === 1) end += 1;
    let first = at;
    let last = end - 1;
    const hits = places.slice(at, end).filter((place) => place >= 0).length;
    // A whole phrase loses no foreign neighbour; in a mistyped one the odd word may be its first or last.
    while (hits >= WINDOW && (places[first] ?? -1) < 0) first += 1;
    while (hits >= WINDOW && (places[last] ?? -1) < 0) last -= 1;
    const from = words[first];
    const to = words[last];
    if (from && to) spans.push({ start: from.start, end: to.end, kind: 'seed_phrase' });
    at = end;
  }
  return spans;
};

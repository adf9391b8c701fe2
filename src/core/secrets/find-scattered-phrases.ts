import { isBindingWord, isCommonWord } from './prose-words.ts';
import { MAX_GAP, type Word } from './read-words.ts';
import type { SecretSpan } from './span.ts';
import type { WordIndex } from './word-index.ts';

/** Least list words on end that count as a piece, and least of them altogether. */
const UNCUED = { piece: 5, total: 11 };
/** Eleven words of twelve leave 128 guesses; a text that speaks of a phrase gives away even fewer. */
const CUED = { piece: 4, total: 8 };
const MAX_COMMON_SHARE = 0.35;
const MAX_BINDING_SHARE = 0.3;

/** Words that people put between the words of a phrase: "black and idea and…", "1st word is black, 2nd…". */
const FILLERS = new Set([
  'and',
  'is',
  'st',
  'nd',
  'rd',
  'th',
  'y',
  'et',
  'e',
  'и',
  'und',
  'es',
  'est',
  'это',
]);

const MANY = 8;

/** The same words without fillers, where there are so many that they may well be that; else nothing. */
export const withoutFillers = (words: readonly Word[]): readonly Word[] => {
  const counts = new Map<string, number>();
  for (const { text } of words) counts.set(text, (counts.get(text) ?? 0) + 1);
  // A list word such as "then" may be a filler as well: nothing else comes back so often.
  const isFiller = ({ text, mask }: Word): boolean =>
    (mask === 0 && FILLERS.has(text)) || (counts.get(text) ?? 0) >= MANY;
  const left = words.filter((word) => !isFiller(word));
  return words.length - left.length >= MANY ? left : [];
};

/**
 * Phrases sent in pieces ("the first six: … the other six: …") or without their last words: stretches of list words,
 * each long and rare enough not to be a sentence, that make up most of a phrase together.
 */
export const findScatteredPhrases = (
  words: readonly Word[],
  index: WordIndex,
  cued: boolean,
): readonly SecretSpan[] => {
  const least = cued ? CUED : UNCUED;
  const spans: SecretSpan[] = [];
  index.lists.forEach((list, bit) => {
    if (list.ideographic) return;
    const pieces = runsOf(words, bit).filter(
      (run) =>
        run.length >= least.piece && !readsLikeProse(run) && !quotesTheList(run, list.places),
    );
    const total = pieces.reduce((sum, run) => sum + run.length, 0);
    if (total < least.total) return;
    for (const run of pieces) {
      const first = run[0];
      const last = run.at(-1);
      if (first && last) spans.push({ start: first.start, end: last.end, kind: 'seed_phrase' });
    }
  });
  return spans;
};

const runsOf = (words: readonly Word[], bit: number): readonly (readonly Word[])[] => {
  const runs: Word[][] = [];
  let run: Word[] = [];
  let previous: Word | undefined;
  for (const word of words) {
    const far = previous !== undefined && word.start - previous.end > MAX_GAP;
    const listed = ((word.mask >> bit) & 1) === 1;
    if ((far || !listed) && run.length > 0) {
      runs.push(run);
      run = [];
    }
    if (listed) run.push(word);
    previous = word;
  }
  return run.length > 0 ? [...runs, run] : runs;
};

const readsLikeProse = (run: readonly Word[]): boolean =>
  run.filter((word) => isCommonWord(word.text)).length / run.length > MAX_COMMON_SHARE ||
  run.filter((word) => isBindingWord(word.text)).length / run.length > MAX_BINDING_SHARE;

const quotesTheList = (run: readonly Word[], places: ReadonlyMap<string, number>): boolean =>
  run.every((word, at) => {
    const step = (places.get(word.text) ?? 0) - (places.get(run[at - 1]?.text ?? '') ?? 0);
    return at === 0 || (step >= 1 && step <= 3);
  });

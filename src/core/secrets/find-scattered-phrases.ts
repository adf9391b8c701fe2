import { type Cue, isNear } from './cues.ts';
import { isBindingWord, isCommonWord } from './prose-words.ts';
import { MAX_GAP, type Word } from './read-words.ts';
import type { SecretSpan } from './span.ts';
import type { WordIndex, WordList } from './word-index.ts';

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
  ...'third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth'.split(
    ' ',
  ),
  // Roman numbers; the other letters of theirs are words of the lists or stand alone.
  ...'i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv'.split(
    ' ',
  ),
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

/** Pieces further apart belong to different phrases, or to none; an expression further off speaks of something else. */
const MAX_PIECE_GAP = 240;
/** Of random words hardly two are the same; a manual says the same few again and again. */
const MIN_DISTINCT_SHARE = 0.8;

/**
 * Phrases sent in pieces ("the first six: … the other six: …") or without their last words: stretches of list words,
 * each long and rare enough not to be a sentence, that stand close together and make up most of a phrase.
 */
export const findScatteredPhrases = (
  words: readonly Word[],
  index: WordIndex,
  cues: readonly Cue[],
): readonly SecretSpan[] => {
  const spans: SecretSpan[] = [];
  index.lists.forEach((list, bit) => {
    if (list.ideographic) return;
    const runs = runsOf(words, bit).filter(
      (run) => run.length >= CUED.piece && !readsLikeProse(run) && !quotesTheList(run, list),
    );
    for (const cluster of clustersOf(runs)) spans.push(...phraseIn(cluster, cues));
  });
  return spans;
};

/** Whether `least` rare words of one list of letters stand on end somewhere. */
export const holdsRun = (words: readonly Word[], index: WordIndex, least: number): boolean =>
  index.lists.some(
    ({ ideographic }, bit) =>
      !ideographic && runsOf(words, bit).some((run) => run.length >= least && !readsLikeProse(run)),
  );

type Run = readonly Word[];
const startOf = (run: Run | undefined): number => run?.[0]?.start ?? 0;
const endOf = (run: Run | undefined): number => run?.at(-1)?.end ?? 0;

const clustersOf = (runs: readonly Run[]): readonly (readonly Run[])[] => {
  const clusters: Run[][] = [];
  for (const run of runs) {
    const last = clusters.at(-1);
    if (last !== undefined && startOf(run) - endOf(last.at(-1)) <= MAX_PIECE_GAP) last.push(run);
    else clusters.push([run]);
  }
  return clusters;
};

const phraseIn = (cluster: readonly Run[], cues: readonly Cue[]): readonly SecretSpan[] => {
  const from = startOf(cluster[0]);
  const least = isNear(cues, from, endOf(cluster.at(-1)), MAX_PIECE_GAP) ? CUED : UNCUED;
  const pieces = cluster.filter((run) => run.length >= least.piece);
  const words = pieces.flat().map(({ text }) => text);
  if (words.length < least.total) return [];
  if (new Set(words).size < words.length * MIN_DISTINCT_SHARE) return [];
  return pieces.map((run) => ({ start: startOf(run), end: endOf(run), kind: 'seed_phrase' }));
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

const quotesTheList = (run: Run, list: WordList): boolean =>
  run.every((word, at) => {
    const step = list.placeOf(word.text) - list.placeOf(run[at - 1]?.text ?? '');
    return at === 0 || (step >= 1 && step <= 3);
  });

import type { Locale } from '../vocabulary.ts';

/** The stem of a word in lower case, accents included. */
export type Stem = (word: string) => string;
export type Stemmers = Readonly<Partial<Record<Locale, Stem>>>;

/** How a text of one locale becomes terms. */
export interface Analyser {
  /** Words, stemmed where the locale has a stemmer; of Chinese and Japanese runs, each two characters. */
  words(text: string): string[];
  /** Runs of characters: 3 to 5 inside each word, 1 and 2 for Han, kana and hangul. */
  grams(text: string): string[];
}

/** Combining marks of Latin, Greek and Cyrillic; those of kana and of Indian scripts are letters and stay. */
const ACCENTS = /[\u0300-\u036f]/g;
/** Vowel signs, hamza marks and the stretching line of Arabic. */
const ARABIC_MARKS = /[\u064b-\u065f\u0670\u0640]/g;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const SYLLABIC_RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆]+/gu;
const SYLLABIC = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const HAN_OR_KANA = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Longer texts are cut: what decides stands at the beginning, and a search stays within its time. */
const MAX_CHARACTERS = 4_000;
const MIN_GRAM = 3;
const MAX_GRAM = 5;

/** Width, case, accents and spelling variants removed: `Élève` and `eleve`, `ｗｏｒｄ` and `word` become the same. */
export const foldText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(ACCENTS, '')
    .replace(ARABIC_MARKS, '')
    .normalize('NFC')
    .replaceAll('ى', 'ي')
    .replaceAll('ة', 'ه')
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');

/** Words in lower case with their accents, as stemmers want them. */
export const splitWords = (text: string): string[] =>
  text.slice(0, MAX_CHARACTERS).normalize('NFKC').toLowerCase().match(WORD) ?? [];

const pushSyllabic = (run: string, into: string[]): void => {
  const characters = [...run];
  characters.forEach((character, at) => {
    into.push(character);
    const next = characters[at + 1];
    if (next !== undefined) into.push(character + next);
  });
};

const pushAlphabetic = (run: string, into: string[]): void => {
  const padded = ` ${run} `;
  for (let length = MIN_GRAM; length <= MAX_GRAM; length += 1) {
    for (let at = 0; at + length <= padded.length; at += 1) {
      into.push(padded.slice(at, at + length));
    }
  }
};

/** Han and kana are written without spaces: two characters stand for a word. */
const pairsOf = (run: string): string[] => {
  const characters = [...foldText(run)];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, at) => (characters[at] ?? '') + character);
};

const gramsOf = (text: string): string[] => {
  const grams: string[] = [];
  for (const word of foldText(text.slice(0, MAX_CHARACTERS)).match(WORD) ?? []) {
    for (const run of word.match(SYLLABIC_RUN) ?? []) {
      if (SYLLABIC.test(run)) pushSyllabic(run, grams);
      else pushAlphabetic(run, grams);
    }
  }
  return grams;
};

/** Stemming and folding a word costs more than remembering it; the memory is bounded against invented words. */
const REMEMBERED_WORDS = 20_000;

export const createAnalyser = (stem: Stem | undefined): Analyser => {
  const known = new Map<string, string>();
  const termOf = (word: string): string => {
    const found = known.get(word);
    if (found !== undefined) return found;
    const term = foldText(stem === undefined ? word : stem(word));
    if (known.size >= REMEMBERED_WORDS) known.clear();
    known.set(word, term);
    return term;
  };
  return {
    words: (text) =>
      splitWords(text)
        .flatMap((word) => word.match(SYLLABIC_RUN) ?? [])
        .flatMap((run) => (HAN_OR_KANA.test(run) ? pairsOf(run) : [termOf(run)])),
    grams: gramsOf,
  };
};

import { foldText } from '../retrieval/analyse.ts';

/** A stretch of a text that is searched by: a word, or a run of Han, kana or hangul, which has no spaces within. */
export interface Piece {
  /** Places in the text as it was given, UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'run';
  /** Without case, accents, width and spelling variants. */
  readonly folded: string;
}

const SYLLABIC = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー々〆ｰﾞﾟ';
const PIECE = new RegExp(`[${SYLLABIC}]+|(?:(?![${SYLLABIC}])[\\p{L}\\p{N}\\p{M}])+`, 'gu');
const RUN = new RegExp(`^[${SYLLABIC}]`, 'u');
const HEX_ID = /^0x(?=[0-9a-f]{40,}$)/;
/** The article and what is written together with it. */
const ARABIC_ARTICLE = /^(?:[وبفك]?ال|لل)(?=\p{Script=Arabic}{3})/u;
const HAMZA_FORMS = /[أإآٱ]/g;

const foldWord = (word: string): string =>
  foldText(word).replace(HAMZA_FORMS, 'ا').replace(HEX_ID, '').replace(ARABIC_ARTICLE, '');

/** Splits a text at everything that is neither letter nor digit, and where a script without spaces begins or ends. */
export const readText = (text: string): Piece[] => {
  const pieces: Piece[] = [];
  for (const match of text.matchAll(PIECE)) {
    const [given] = match;
    const kind = RUN.test(given) ? 'run' : 'word';
    const folded = kind === 'run' ? foldText(given) : foldWord(given);
    if (folded !== '') {
      pieces.push({ start: match.index, end: match.index + given.length, kind, folded });
    }
  }
  return pieces;
};

/** Longer words are indexed by as many of their first letters: `withdrawal` is found by `withdraw`. */
const STEM_LETTERS = 5;
const HAS_DIGIT = /\p{N}/u;

/** Whether the word is a name of something, such as a transaction id, and is found only whole. */
export const isWhole = (word: string): boolean =>
  HAS_DIGIT.test(word) || [...word].length < STEM_LETTERS;

export const wordToken = (word: string): string =>
  isWhole(word) ? `w:${word}` : `w:${[...word].slice(0, STEM_LETTERS).join('')}`;

/** Pairs of neighbours of a run; the character itself where it stands alone. */
export const pairTokens = (run: string): string[] => {
  const characters = [...run];
  if (characters.length === 1) return [`g:${run}`];
  return characters.slice(1).map((character, at) => `g:${characters[at]}${character}`);
};

/** What a text is found by: of a word one token, of a run each character and each two neighbours. */
export const tokensOf = (text: string): ReadonlySet<string> => {
  const tokens = new Set<string>();
  for (const { kind, folded } of readText(text)) {
    if (kind === 'word') {
      tokens.add(wordToken(folded));
      continue;
    }
    for (const character of folded) tokens.add(`g:${character}`);
    for (const pair of pairTokens(folded)) tokens.add(pair);
  }
  return tokens;
};

import type { WordIndex } from './word-index.ts';

/** A word of the folded text; an ideograph is a word of its own. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Bit i set: it stands in list i. */
  readonly mask: number;
  readonly ideograph: boolean;
}

const WORD = /\p{Script=Han}|[[\p{L}\p{M}]--\p{Script=Han}]+/gv;
const HAN = /^\p{Script=Han}/u;

/** Letters of other alphabets that look like Latin ones, so that a word is not hidden by them. */
const LOOKALIKES = new Map(
  [...'аaеeоoрpсcуyхxіiѕsјjԁdһhкkмmтtвbнnοoαaνvιiρpτtυu'].flatMap((letter, at, all) =>
    at % 2 === 0 ? [[letter, all[at + 1] ?? letter] as const] : [],
  ),
);
const MIXED = /[a-z][\u0370-\u04ff]|[\u0370-\u04ff][a-z]/;

/** The word as it looks, when it mixes alphabets. */
const asSeen = (text: string): string =>
  MIXED.test(text) ? [...text].map((letter) => LOOKALIKES.get(letter) ?? letter).join('') : text;

/** Tags of a page between the words (`</li><li>`) are no words: blanks of the same length. */
export const withoutTags = (lower: string): string =>
  lower.includes('<')
    ? lower.replace(/<\/?[a-z][^<>]{0,40}>/g, (tag) => ' '.repeat(tag.length))
    : lower;

export const readWords = (lower: string, index: WordIndex): readonly Word[] => {
  const words: Word[] = [];
  for (const match of lower.matchAll(WORD)) {
    const text = asSeen(match[0]);
    words.push({
      text,
      start: match.index,
      end: match.index + match[0].length,
      mask: index.maskOf(text),
      ideograph: HAN.test(text),
    });
  }
  return words;
};

/** Most characters between two words of one phrase: numbering, commas, line breaks, bullets, a tag or two. */
export const MAX_GAP = 48;

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

export const readWords = (lower: string, index: WordIndex): readonly Word[] => {
  const words: Word[] = [];
  for (const match of lower.matchAll(WORD)) {
    const text = match[0];
    words.push({
      text,
      start: match.index,
      end: match.index + text.length,
      mask: index.maskOf(text),
      ideograph: HAN.test(text),
    });
  }
  return words;
};

/** Most characters that may stand between two words of one phrase: numbering, commas, line breaks, bullets. */
export const MAX_GAP = 16;

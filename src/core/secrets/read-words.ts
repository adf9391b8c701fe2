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

const HAN = /\p{Script=Han}/u;
const LETTER = /[\p{L}\p{M}]/u;

const UNKNOWN = 0;
const OTHER = 1;
const LATIN = 2;
const FOREIGN = 3;
const IDEOGRAPH = 4;
/** What the units of the first plane are, as far as they were met: a look-up instead of a pattern. */
const sorts = new Uint8Array(0x10000);

const sortOf = (lower: string, at: number): number => {
  const unit = lower.charCodeAt(at);
  if (unit >= 0x61 && unit <= 0x7a) return LATIN;
  if (unit < 0x80) return OTHER;
  const known = sorts[unit] ?? UNKNOWN;
  if (known !== UNKNOWN) return known;
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
  const character = isSurrogate
    ? String.fromCodePoint(lower.codePointAt(at) ?? 0)
    : lower.charAt(at);
  const sort = HAN.test(character) ? IDEOGRAPH : LETTER.test(character) ? FOREIGN : OTHER;
  if (!isSurrogate) sorts[unit] = sort;
  return sort;
};

/** How many units the character at `at` takes. */
const widthAt = (lower: string, at: number): number =>
  (lower.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;

/** Tags of a page between the words (`</li><li>`) are no words: blanks of the same length. */
export const withoutTags = (lower: string): string =>
  lower.includes('<')
    ? lower.replace(/<\/?[a-z][^<>]{0,40}>/g, (tag) => ' '.repeat(tag.length))
    : lower;

export const readWords = (lower: string, index: WordIndex): readonly Word[] => {
  const words: Word[] = [];
  const add = (start: number, end: number, ideograph: boolean): void => {
    const text = lower.slice(start, end);
    words.push({ text, start, end, mask: index.maskOf(text), ideograph });
  };
  let start = -1;
  let at = 0;
  while (at < lower.length) {
    const sort = sortOf(lower, at);
    const width = sort === LATIN ? 1 : widthAt(lower, at);
    if (sort === LATIN || sort === FOREIGN) {
      if (start < 0) start = at;
    } else {
      if (start >= 0) add(start, at, false);
      start = -1;
      if (sort === IDEOGRAPH) add(at, at + width, true);
    }
    at += width;
  }
  if (start >= 0) add(start, lower.length, false);
  return words;
};

/** Most characters between two words of one phrase: numbering, commas, line breaks, bullets, a tag or two. */
export const MAX_GAP = 48;

import { foldWord } from './fold-text.ts';

/** Where a text speaks of something, in folded positions. */
export interface Cue {
  readonly start: number;
  readonly end: number;
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const STARTS_WITH_SPACED_LETTER = /^[a-z0-9\u0400-\u04ff]/;
const ENDS_WITH_SPACED_LETTER = /[a-z0-9\u0400-\u04ff]$/;

const split = (expressions: string): readonly string[] =>
  expressions
    .split(',')
    .map((expression) => foldWord(expression.trim()))
    .filter((folded) => folded !== '');

/** Expressions (separated by commas), folded as the text is, as the inside of a group. The longest come first. */
export const alternatives = (expressions: string): string =>
  [...new Set(split(expressions))]
    .sort((a, b) => b.length - a.length)
    .map(escapePattern)
    .join('|');

/**
 * One pattern for many expressions (separated by commas), folded as the text is. Latin and Cyrillic expressions stand alone as words (an
 * ending in s or a digit may follow); others may be glued to their neighbours. A blank also matches `-`, `_`, nothing.
 */
export const cuePattern = (expressions: string): RegExp => {
  const sorted = [...new Set(split(expressions))].sort((a, b) => b.length - a.length);
  const inside = (chosen: readonly string[]): string =>
    chosen
      .map((expression) => {
        const body = escapePattern(expression).replaceAll(' ', '[ \\t_\\-]{0,2}');
        const after = ENDS_WITH_SPACED_LETTER.test(expression) ? 's?(?![a-z\\u0400-\\u04ff])' : '';
        return `${body}${after}`;
      })
      .join('|');
  const alone = sorted.filter((expression) => STARTS_WITH_SPACED_LETTER.test(expression));
  const glued = sorted.filter((expression) => !STARTS_WITH_SPACED_LETTER.test(expression));
  // What stands before is looked at once for all words: looking again for each took a fifth of a whole message's time.
  const groups = [
    ...(alone.length === 0 ? [] : [`(?<![a-z0-9\\u0400-\\u04ff])(?:${inside(alone)})`]),
    ...(glued.length === 0 ? [] : [inside(glued)]),
  ];
  return new RegExp(groups.join('|'), 'gu');
};

export const findCues = (lower: string, pattern: RegExp): readonly Cue[] => {
  const cues: Cue[] = [];
  for (const match of lower.matchAll(pattern)) {
    cues.push({ start: match.index, end: match.index + match[0].length });
  }
  return cues;
};

/** The last cue that ends at or before `at`; of two that end together the longer. `cues` are sorted by end. */
export const lastBefore = (cues: readonly Cue[], at: number): Cue | undefined => {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return cues[low - 1];
};

/** The first cue that begins at or after `at`. `cues` are sorted by start. */
export const firstAfter = (cues: readonly Cue[], at: number): Cue | undefined => {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.start ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return cues[low];
};

/** Whether a cue stands in the range or within `reach` characters of it. `cues` are sorted. */
export const isNear = (
  cues: readonly Cue[],
  start: number,
  end: number,
  reach: number,
): boolean => {
  const before = lastBefore(cues, end + reach);
  return before !== undefined && before.end >= start - reach;
};

/**
 * Words that may stand between a cue and its value ("code is", "код это", "验证码是"), by themselves or in twos and
 * threes, with punctuation around them.
 */
const LINKS = `
votre, vos, ваши, dein, ist, sua, seu, il, pour, para, für, для, 認証, as, and, that, 인증, with,
is, was, its, it's, are, here, this, now, sent, received, got, me, my, the, your, for, number,
no, to, you, i, that, which, right, correct, valid, same, just, from, google, app, sms, est, c, que, j'ai, j’ai, voici, recu, reçue, mon, ma, le, la, es, me, llegó, recibí, mi, tu,
el, su, este, esta, e, o, meu, это, есть, который, пришёл, получил, получила, мой, моя, ваш, такой, вот, пришел, هو, هي, انه, هذا, اللي, الذي, وصلني, وصل,
الخاص بي, ist, 是, 为, 為, 了, 叫, 我, 的, 收到, 您, 你, 号, 号码, 如下, は, が, です, の, で, 는, 은, 이, 가, 입니다, 이에요,
예요, 내, 제, 번호, 받은, 온, 来た, 届いた, 收到的`;

const PUNCTUATION = `[\\s:;=,'"\`“”‘’«»「」『』【】(){}\\[\\]<>*#|~→←\\-–—：＝、，؛،]`;

/** A whole stretch between cue and value that only links them; `more`: further words for this sort of value. */
export const linkPattern = (more = ''): RegExp => {
  return new RegExp(
    `^${PUNCTUATION}{0,8}(?:(?:${alternatives(`${LINKS},${more}`)})${PUNCTUATION}{0,6}){0,5}$`,
    'u',
  );
};

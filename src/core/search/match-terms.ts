import { isWhole, type Piece, readText } from './read-text.ts';

/** What must stand in a text, piece by piece next to each other. */
export interface Term {
  readonly pieces: readonly Pick<Piece, 'kind' | 'folded'>[];
  /** Written in quotes: the words as they are, without other endings. */
  readonly exact: boolean;
}

/** A place in a text, UTF-16 units. */
export interface Mark {
  readonly start: number;
  readonly end: number;
}

const CYRILLIC = /\p{Script=Cyrillic}/u;
const SHORTEST_STEM = 5;

/** The beginning that a word must share: its last letters are an ending, two where words are inflected more. */
const stemOf = (word: string): string => {
  const letters = [...word];
  const ending = CYRILLIC.test(word) ? 2 : 1;
  return letters.slice(0, Math.max(SHORTEST_STEM, letters.length - ending)).join('');
};

const wordMatches = (there: string, wanted: string, loosely: boolean): boolean =>
  there === wanted || (loosely && !isWhole(wanted) && there.startsWith(stemOf(wanted)));

const runMatches = (there: string, wanted: string, first: boolean, last: boolean): boolean => {
  if (first && last) return there.includes(wanted);
  if (first) return there.endsWith(wanted);
  return last ? there.startsWith(wanted) : there === wanted;
};

const matchesAt = (pieces: readonly Piece[], at: number, term: Term): boolean =>
  term.pieces.every((wanted, index) => {
    const there = pieces[at + index];
    if (there === undefined || there.kind !== wanted.kind) return false;
    const last = index === term.pieces.length - 1;
    return wanted.kind === 'word'
      ? wordMatches(there.folded, wanted.folded, last && !term.exact)
      : runMatches(there.folded, wanted.folded, index === 0, last);
  });

/** Where a piece of a run stands in the text; the whole run where folding moved its characters. */
const markOf = (
  text: string,
  there: Piece,
  wanted: Pick<Piece, 'kind' | 'folded'>,
  at: 'first' | 'last' | 'only' | 'middle',
): Mark => {
  const whole = { start: there.start, end: there.end };
  if (wanted.kind === 'word' || text.slice(there.start, there.end).length !== there.folded.length)
    return whole;
  if (at === 'middle') return whole;
  const offset =
    at === 'first'
      ? there.folded.length - wanted.folded.length
      : at === 'last'
        ? 0
        : there.folded.indexOf(wanted.folded);
  return {
    start: there.start + offset,
    end: there.start + offset + wanted.folded.length,
  };
};

const placeOf = (index: number, length: number): 'first' | 'last' | 'only' | 'middle' => {
  if (length === 1) return 'only';
  if (index === 0) return 'first';
  return index === length - 1 ? 'last' : 'middle';
};

const marksOf = (text: string, pieces: readonly Piece[], term: Term): Mark[] => {
  const marks: Mark[] = [];
  pieces.forEach((_, at) => {
    if (!matchesAt(pieces, at, term)) return;
    term.pieces.forEach((wanted, index) => {
      const there = pieces[at + index];
      if (there !== undefined)
        marks.push(markOf(text, there, wanted, placeOf(index, term.pieces.length)));
    });
  });
  return marks;
};

/** Where the terms stand in the text, in its order, none over another; null unless every one of them is there. */
export const findTerms = (text: string, terms: readonly Term[]): readonly Mark[] | null => {
  const pieces = readText(text);
  const found: Mark[] = [];
  for (const term of terms) {
    const marks = marksOf(text, pieces, term);
    if (marks.length === 0) return null;
    found.push(...marks);
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter(({ start }, at) => at === 0 || start >= (found[at - 1]?.end ?? 0));
};

/** A part of a text with what was looked for in it. */
export interface Snippet {
  readonly text: string;
  readonly marks: readonly Mark[];
}

const BEFORE = 48;
const LONGEST = 200;

/** The neighbourhood of the first mark, cut between characters; `…` where something was left out. */
export const snippetOf = (text: string, marks: readonly Mark[]): Snippet => {
  const first = marks[0]?.start ?? 0;
  const from = first <= BEFORE ? 0 : boundary(text, first - BEFORE);
  const to = from + LONGEST >= text.length ? text.length : boundary(text, from + LONGEST);
  const lead = from > 0 ? '…' : '';
  const shift = lead.length - from;
  const cut = text.slice(from, to).replaceAll(/\s/g, ' ');
  return {
    text: `${lead}${cut}${to < text.length ? '…' : ''}`,
    marks: marks
      .filter(({ start, end }) => start >= from && end <= to)
      .map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  };
};

/** Not within a character of two units. */
const boundary = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
};

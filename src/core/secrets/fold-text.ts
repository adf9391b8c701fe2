/**
 * A text as the detectors read it: compatibility-decomposed (full-width letters become plain ones), without
 * invisible characters and Latin accents, with a way back to the positions of the original.
 */
export interface FoldedText {
  /** Case kept: base58 needs it. */
  readonly flat: string;
  /** Same length as `flat`, lower case. */
  readonly lower: string;
  /** Original range (UTF-16 units) of a folded range; takes in what folding dropped right behind it. */
  original(start: number, end: number): { readonly start: number; readonly end: number };
}

/**
 * Dropped by folding: combining accents, Arabic vowel marks and tatweel, soft hyphens, joiners, direction marks,
 * variation selectors, tags. The kana voicing marks (U+3099, U+309A) stay: they tell words apart.
 */
const DROPPED =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: single code points are meant
  /[\u0300-\u036f\u00ad\u061c\u0640\u064b-\u065f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20f0\u3164\ufe00-\ufe0f\ufeff\u{e0000}-\u{e01ef}]/gu;

const isAscii = (text: string): boolean => {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
};

/** Digits of other scripts that compatibility decomposition leaves alone. */
const DIGIT_ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];

const plainDigit = (codePoint: number): string | undefined => {
  const zero = DIGIT_ZEROS.find((first) => codePoint >= first && codePoint <= first + 9);
  return zero === undefined ? undefined : String(codePoint - zero);
};

/** Characters of the first plane by their code point; decomposing one takes longer than all the rest. */
const foldedBefore: (string | undefined)[] = [];

const foldCharacter = (character: string): string => {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x80 || (codePoint >= 0x4e00 && codePoint <= 0x9fff)) return character;
  const before = foldedBefore[codePoint];
  if (before !== undefined) return before;
  const folded = plainDigit(codePoint) ?? character.normalize('NFKD').replace(DROPPED, '');
  if (codePoint < 0x10000) foldedBefore[codePoint] = folded;
  return folded;
};

/** Letters of other alphabets that look like Latin ones, so that nothing is hidden by them. */
const LOOKALIKES = new Map(
  [
    ...'аaеeоoрpсcуyхxіiѕsјjԁdһhкkмmтtвbнnοoαaνvιiρpτtυuАAЕEОOРPСCУYХXІIЅSЈJКKМMТTВBНHΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX',
  ].flatMap((letter, at, all) => (at % 2 === 0 ? [[letter, all[at + 1] ?? letter] as const] : [])),
);
const MIXED = /[a-z][\u0370-\u04ff]|[\u0370-\u04ff][a-z]/i;
/** A word with letters of both kinds, digits included: keys are words too. */
const MIXED_WORD =
  /(?=[\u0370-\u04ff0-9]*[A-Za-z])(?=[A-Za-z0-9]*[\u0370-\u04ff])[A-Za-z0-9\u0370-\u04ff]{2,}/g;

/** Words that mix alphabets as they look; each letter becomes one letter. */
const asSeen = (text: string): string =>
  text.replace(MIXED_WORD, (word) =>
    [...word].map((letter) => LOOKALIKES.get(letter) ?? letter).join(''),
  );

/** Linear in the text's length. Decomposes character by character, so that every position is known. */
export const foldText = (text: string): FoldedText => {
  if (isAscii(text)) {
    return { flat: text, lower: text.toLowerCase(), original: (start, end) => ({ start, end }) };
  }
  const flat: string[] = [];
  const lower: string[] = [];
  const starts: number[] = [];
  let at = 0;
  for (const character of text) {
    const folded = foldCharacter(character);
    const lowered = folded.toLowerCase();
    // Only few characters change their length in lower case, and those bring accents.
    const small = lowered.length === folded.length ? lowered : lowered.replace(DROPPED, '');
    const kept = small.length === folded.length ? folded : small;
    flat.push(kept);
    lower.push(small);
    for (let i = 0; i < kept.length; i += 1) starts.push(at);
    at += character.length;
  }
  const flatText = flat.join('');
  const lowerText = lower.join('');
  const isMixed = MIXED.test(lowerText);
  return {
    flat: isMixed ? asSeen(flatText) : flatText,
    lower: isMixed ? asSeen(lowerText) : lowerText,
    original: (start, end) => ({
      start: starts[start] ?? 0,
      end: originalEnd(starts, end, text.length),
    }),
  };
};

/** Where the first original character that does not belong to the range begins. */
const originalEnd = (starts: readonly number[], end: number, length: number): number => {
  const last = starts[end - 1] ?? 0;
  let next = end;
  while (next < starts.length && starts[next] === last) next += 1;
  return starts[next] ?? length;
};

/** The form of a single word in which it is looked up. */
export const foldWord = (word: string): string => foldText(word).lower;

import type { SecretKind } from '../vocabulary.ts';
import { cuePattern, findCues } from './cues.ts';
import { findCards } from './find-cards.ts';
import { findCodes } from './find-codes.ts';
import { findCredentials } from './find-credentials.ts';
import { findGluedPhrases, findSpelledPhrases, mayBeGlued } from './find-glued-phrases.ts';
import { findIdeographicPhrases } from './find-ideographic-phrases.ts';
import { findKeys } from './find-keys.ts';
import { findKeystores } from './find-keystores.ts';
import { findAbbreviatedPhrases, findSeparatedPhrases } from './find-phrases.ts';
import { findScatteredPhrases, holdsRun, withoutFillers } from './find-scattered-phrases.ts';
import { findSpelledCodes } from './find-spelled-codes.ts';
import { type FoldedText, foldText } from './fold-text.ts';
import type { Sha256 } from './mnemonic-checksum.ts';
import { isCommonWord } from './prose-words.ts';
import { readWords, type Word, withoutTags } from './read-words.ts';
import { mergeSpans, type SecretSpan, type TextRange } from './span.ts';
import type { WordIndex } from './word-index.ts';

export interface Redaction {
  /** The text with a marker in the place of every secret; the same string when there was none. */
  readonly text: string;
  /** What was destroyed, one entry for each place, in order. Empty when nothing was. */
  readonly destroyed: readonly SecretKind[];
  /** Where the secrets stood in the text given, in UTF-16 units. */
  readonly spans: readonly SecretSpan[];
  /** Where 64 hexadecimal digits stand that may be a transaction or a key: kept, and whoever wrote them is asked. */
  readonly doubtful: readonly TextRange[];
}

export interface SecretGuard {
  redact(text: string): Redaction;
  /** Whether the text may be a part of a phrase that goes on in other messages: little but words of one list. */
  mayBePart(text: string): boolean;
  /** Whether it reads like nothing but a part of one: rare words of one list. */
  isPart(text: string): boolean;
  /** Whether a phrase may have begun somewhere in the text: some rare words of one list on end. */
  mayGrow(text: string): boolean;
}

/** Stands in place of a secret, whatever the language; screens say it in the reader's own. */
export const secretMarker = (kind: SecretKind): string => `⟦secret:${kind}⟧`;

/** Finds markers in stored text; group 1 is the kind. */
export const SECRET_MARKER_PATTERN = /⟦secret:([a-z_]+)⟧/gu;

/** What a person said beside the secrets: the words in markers are ours, and would be taken for theirs. */
export const withoutMarkers = (text: string): string => text.replace(SECRET_MARKER_PATTERN, ' ');

const PHRASE_CUE = cuePattern(`
seed, seed phrase, mnemonic, recovery phrase, secret phrase, recovery words, backup phrase,
backup words, wallet words, wallet phrase, my words, 12 words, 24 words, twelve words, phrase,
passphrase, bip39, 助记词, 助記詞, 助记, 恢复短语, 种子, 注记词, シード, フレーズ, ニーモニック, リカバリー, 復元, 시드, 니모닉, 복구, 구문,
phrase de récupération, graine, phrase secrète, mots, frase, semilla, frase semilla, palabras,
palavras, parole, slova, сид, сид фраза, фраза, мнемоническая, слова, عبارة, الاسترداد, كلمات`);

/**
 * Destroys secrets in what people write. Pure, and linear in the text. `index`: of the BIP-39 lists; fewer lists
 * detect fewer languages. `sha256`: digest of bytes, because the core has no cryptography of its own.
 */
export const createSecretGuard = (options: {
  readonly index: WordIndex;
  readonly sha256: Sha256;
}): SecretGuard => {
  const { index } = options;
  return {
    redact(text) {
      const folded = foldText(text);
      const { secrets, doubtful: unclear } = findSecrets(folded, index, options.sha256);
      if (secrets.length + unclear.length === 0) return { text, ...NOTHING };
      const spans = mergeSpans(
        secrets.map(({ start, end, kind }) => ({ ...folded.original(start, end), kind })),
      );
      const doubtful = unclear
        .map(({ start, end }) => folded.original(start, end))
        .filter(({ start }) => !spans.some((span) => span.start <= start && start < span.end));
      return {
        text: spans.length === 0 ? text : replaceSpans(text, spans),
        destroyed: spans.map(({ kind }) => kind),
        spans,
        doubtful,
      };
    },
    mayBePart: (text) =>
      holdsLittleElse(readWords(foldText(text).lower, index), index, LEAST_SHARE),
    mayGrow: (text) => holdsRun(readWords(foldText(text).lower, index), index, BEGINNING),
    isPart: (text) => {
      const words = readWords(foldText(text).lower, index);
      const common = words.filter(({ text: word }) => isCommonWord(word)).length;
      return common <= words.length * MOST_COMMON && holdsLittleElse(words, index, 1);
    },
  };
};

/** So many rare words of one list on end may be the beginning of a phrase. */
const BEGINNING = 4;

const MOST_WORDS = 24;
/** A number is no word, so that "3. canyon" is nothing but a list word. */
const LEAST_SHARE = 0.7;
const MOST_COMMON = 0.35;

const holdsLittleElse = (words: readonly Word[], index: WordIndex, least: number): boolean =>
  words.length > 0 &&
  words.length <= MOST_WORDS &&
  index.lists.some(
    (_, bit) =>
      words.filter(({ mask }) => ((mask >> bit) & 1) === 1).length >= words.length * least,
  );

const NOTHING = { destroyed: [], spans: [], doubtful: [] } as const;

/** Twelve ideographs are the shortest phrase; of letters eight words of three and what separates them. */
const SHORTEST_PHRASE = 12;
const SHORTEST_LETTERED_PHRASE = 31;
const IDEOGRAPHS = /\p{Script=Han}.{0,48}\p{Script=Han}/su;
const LEAST_WORDS = 8;
const LEAST_ABBREVIATED = 12;
const LONGEST_ABBREVIATION = 4;

/** Enough list words, abbreviations, or single letters; most texts are done with here. */
const mayBeWords = (words: readonly Word[]): boolean => {
  let listed = 0;
  let short = 0;
  for (const { text, mask } of words) {
    if (mask !== 0) listed += 1;
    if (text.length <= LONGEST_ABBREVIATION) short += 1;
  }
  return listed >= LEAST_WORDS || short >= LEAST_ABBREVIATED;
};

const findPhrases = (lower: string, index: WordIndex, sha256: Sha256): readonly SecretSpan[] => {
  const lettered = lower.length >= SHORTEST_LETTERED_PHRASE;
  if (!lettered && (lower.length < SHORTEST_PHRASE || !IDEOGRAPHS.test(lower))) return [];
  const text = withoutTags(lower);
  const words = readWords(text, index);
  const found: SecretSpan[] = mayBeGlued(words) ? [...findGluedPhrases(text, index)] : [];
  if (!mayBeWords(words)) return found;
  const cues = findCues(lower, PHRASE_CUE);
  const unfilled = withoutFillers(words);
  found.push(
    ...findSeparatedPhrases(words, index, cues, sha256),
    ...findAbbreviatedPhrases(words, index),
    ...(unfilled.length === 0 ? [] : findSeparatedPhrases(unfilled, index, cues, sha256)),
    ...findScatteredPhrases(words, index, cues),
    ...findSpelledPhrases(text, index),
    ...findIdeographicPhrases(lower, words, index, cues, sha256),
  );
  return found;
};

const findSecrets = (
  folded: FoldedText,
  index: WordIndex,
  sha256: Sha256,
): { readonly secrets: readonly SecretSpan[]; readonly doubtful: readonly TextRange[] } => {
  const { lower } = folded;
  const { keys, doubtful } = findKeys(folded, sha256);
  const secrets = [
    ...findPhrases(lower, index, sha256),
    ...keys,
    ...findKeystores(lower),
    // The tag of a program's text is called code, too.
    ...findCodes(withoutTags(lower)),
    ...findSpelledCodes(lower),
    ...findCredentials(folded),
    ...findCards(lower),
  ];
  return { secrets, doubtful };
};

const replaceSpans = (text: string, spans: readonly SecretSpan[]): string => {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, kind } of spans) {
    parts.push(text.slice(at, start), secretMarker(kind));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
};

import type { SecretKind } from '../vocabulary.ts';
import { cuePattern, findCues } from './cues.ts';
import { findCards } from './find-cards.ts';
import { findCodes } from './find-codes.ts';
import { findCredentials } from './find-credentials.ts';
import { findGluedPhrases, findSpelledPhrases } from './find-glued-phrases.ts';
import { findIdeographicPhrases } from './find-ideographic-phrases.ts';
import { findKeys } from './find-keys.ts';
import { findAbbreviatedPhrases, findSeparatedPhrases } from './find-phrases.ts';
import { findScatteredPhrases, withoutFillers } from './find-scattered-phrases.ts';
import { type FoldedText, foldText } from './fold-text.ts';
import type { Sha256 } from './mnemonic-checksum.ts';
import { readWords, withoutTags } from './read-words.ts';
import { mergeSpans, type SecretSpan } from './span.ts';
import { buildWordIndex, type WordIndex } from './word-index.ts';

export interface Redaction {
  /** The text with a marker in the place of every secret; the same string when there was none. */
  readonly text: string;
  /** What was destroyed, one entry for each place, in order. Empty when nothing was. */
  readonly destroyed: readonly SecretKind[];
  /** Where the secrets stood in the text given, in UTF-16 units. */
  readonly spans: readonly SecretSpan[];
}

export interface SecretGuard {
  redact(text: string): Redaction;
}

/** Stands in place of a secret, whatever the language; screens say it in the reader's own. */
export const secretMarker = (kind: SecretKind): string => `⟦secret:${kind}⟧`;

/** Finds markers in stored text; group 1 is the kind. */
export const SECRET_MARKER_PATTERN = /⟦secret:([a-z_]+)⟧/gu;

const PHRASE_CUE = cuePattern(`
seed, seed phrase, mnemonic, recovery phrase, secret phrase, recovery words, backup phrase,
backup words, wallet words, wallet phrase, my words, 12 words, 24 words, twelve words, phrase,
passphrase, bip39, 助记词, 助記詞, 助记, 恢复短语, 种子, 注记词, シード, フレーズ, ニーモニック, リカバリー, 復元, 시드, 니모닉, 복구, 구문,
phrase de récupération, graine, phrase secrète, mots, frase, semilla, frase semilla, palabras,
palavras, parole, slova, сид, сид фраза, фраза, мнемоническая, слова, عبارة, الاسترداد, كلمات`);

/**
 * Destroys secrets in what people write. Pure; made once (building the index of ten lists takes some 30 ms), then
 * linear in the text. `wordLists`: BIP-39 lists by name, in official order; fewer lists detect fewer languages.
 * `sha256`: digest of bytes, because the core has no cryptography of its own.
 */
export const createSecretGuard = (options: {
  readonly wordLists: Readonly<Record<string, readonly string[]>>;
  readonly sha256: Sha256;
}): SecretGuard => {
  const index = buildWordIndex(options.wordLists);
  return {
    redact(text) {
      const folded = foldText(text);
      const found = findSecrets(folded, index, options.sha256);
      if (found.length === 0) return { text, destroyed: [], spans: [] };
      const spans = mergeSpans(
        found.map(({ start, end, kind }) => ({ ...folded.original(start, end), kind })),
      );
      return { text: replaceSpans(text, spans), destroyed: spans.map(({ kind }) => kind), spans };
    },
  };
};

const findSecrets = (
  folded: FoldedText,
  index: WordIndex,
  sha256: Sha256,
): readonly SecretSpan[] => {
  const { lower } = folded;
  const text = withoutTags(lower);
  const words = readWords(text, index);
  const cues = findCues(lower, PHRASE_CUE);
  const cued = cues.length > 0;
  return [
    ...findSeparatedPhrases(words, index, cued, sha256),
    ...findAbbreviatedPhrases(words, index),
    ...findSeparatedPhrases(withoutFillers(words), index, cued, sha256),
    ...findScatteredPhrases(words, index, cued),
    ...findGluedPhrases(text, index),
    ...findSpelledPhrases(text, index),
    ...findIdeographicPhrases(lower, words, index, cues, sha256),
    ...findKeys(folded, sha256),
    ...findCodes(lower),
    ...findCredentials(folded),
    ...findCards(lower),
  ];
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

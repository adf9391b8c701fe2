import { type TermGroup, wordOf } from '../../../src/core/selfservice/terms.ts';
import type { CardSpeech } from './speech.ts';

/** The groups of codes that cards say, each with the key of a word. */
const KEYS = {
  hold: (word: string) => `hold.${word}`,
  blocks: (word: string) => `blocks.${word}`,
  document: (word: string) => `document.${word}`,
  refusal: (word: string) => `refusal.${word}`,
  waits_for: (word: string) => `waits_for.${word}`,
  evidence: (word: string) => `evidence.${word}`,
  permission: (word: string) => `permission.${word}`,
} as const satisfies Partial<Record<TermGroup, (word: string) => string>>;

/** The word for an exchange's code: the group's general word where it is not known, never the code itself. */
export const termOf = (speech: CardSpeech, group: keyof typeof KEYS, code: string): string =>
  speech.t(KEYS[group](wordOf(group, code)));

/** Why an order ended; the general sentence where the reason is not known. */
export const endReasonOf = (speech: CardSpeech, code: string): string => {
  const key = `end_reason.${code}`;
  return speech.t(speech.has(key) ? key : 'end_reason.other');
};

/** Words one after the other, as the language lists them. */
export const listOf = (speech: CardSpeech, words: readonly string[]): string =>
  new Intl.ListFormat(speech.locale, { type: 'conjunction' }).format([...new Set(words)]);

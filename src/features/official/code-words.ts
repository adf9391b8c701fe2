import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConversationCode } from '../../contract/official.ts';
import type { ConversationId } from '../../core/ids.ts';
import { CODE_LIST_LENGTH, codePlaces } from '../../core/official/conversation-code.ts';
import { LOCALES, type Locale } from '../../core/vocabulary.ts';

export type CodeWords = Readonly<Record<Locale, readonly string[]>>;

/**
 * `code-words.tsv` of a folder: a thing a line, its names in the locales that the first line tells. A row is the same
 * thing in all languages, so that an agent can read aloud and check what a customer of another script sees. Throws where
 * a list is short, or has a word twice.
 */
export const readCodeWords = (folder: string): CodeWords => {
  const [head = '', ...lines] = readFileSync(join(folder, 'code-words.tsv'), 'utf8')
    .trim()
    .split('\n');
  const columns = head.split('\t');
  const rows = lines.map((line) => line.split('\t'));
  const listOf = (locale: Locale): readonly string[] => {
    const column = columns.indexOf(locale);
    const words = rows.map((row) => row[column]?.trim() ?? '');
    const isWhole = words.length === CODE_LIST_LENGTH && words.every((word) => word !== '');
    if (!isWhole || new Set(words).size !== words.length) {
      throw new Error(`code-words.tsv: ${locale} needs ${CODE_LIST_LENGTH} different words`);
    }
    return words;
  };
  return Object.fromEntries(LOCALES.map((locale) => [locale, listOf(locale)])) as CodeWords;
};

/**
 * The words of a conversation: the same for both of its sides, and known to nobody else, because they follow from its
 * id by a keyed hash.
 */
export const codeOf = (
  words: CodeWords,
  hash: (text: string) => Uint8Array,
  conversationId: ConversationId,
  locale: Locale,
): ConversationCode => {
  const places = codePlaces(hash(`conversation-code:${conversationId}`));
  const say = (list: readonly string[]): string[] => places.map((place) => list[place] ?? '');
  return { locale, words: say(words[locale]), english: say(words.en) };
};

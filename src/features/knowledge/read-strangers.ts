import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCALES, type Locale } from '../../core/vocabulary.ts';
import type { Strangers } from './library.ts';

/** Which lines of which file are about nothing that an article says: the first column. */
const SOURCES: readonly { readonly file: string; readonly kinds: readonly string[] }[] = [
  { file: 'manner.tsv', kinds: ['off_topic'] },
  { file: 'questions.tsv', kinds: ['other'] },
  { file: 'unanswered.tsv', kinds: ['unanswered'] },
];

const readLines = async (path: string): Promise<readonly string[]> => {
  try {
    return (await readFile(path, 'utf8')).split(/\r?\n/);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
};

const readLocale = async (folder: string, locale: Locale): Promise<readonly string[]> => {
  const texts: string[] = [];
  for (const { file, kinds } of SOURCES) {
    for (const line of await readLines(join(folder, locale, file))) {
      const columns = line.split('\t');
      const text = columns.at(-1)?.trim() ?? '';
      if (kinds.includes(columns[0] ?? '') && text !== '') texts.push(text);
    }
  }
  return texts;
};

/** From `content/phrases/<locale>/`. A locale without phrases has none, and its articles are found all the same. */
export const readStrangers = async (folder: string): Promise<Strangers> =>
  Object.fromEntries(
    await Promise.all(
      LOCALES.map(async (locale) => [locale, await readLocale(folder, locale)] as const),
    ),
  );

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES, type Locale } from '../core/vocabulary.ts';

const FOLDER = join(import.meta.dirname, '../../content/texts/demo');

const catalogues = new Map<Locale, Readonly<Record<string, string>>>(
  LOCALES.map((locale) => [
    locale,
    JSON.parse(readFileSync(join(FOLDER, `${locale}.json`), 'utf8')) as Record<string, string>,
  ]),
);

/** A sentence of the catalogue; `{name}` is replaced. Throws for a key that nobody wrote. */
export const phrase = (
  locale: Locale,
  key: string,
  values: Readonly<Record<string, string>> = {},
): string => {
  const found = catalogues.get(locale)?.[key];
  if (found === undefined) throw new Error(`${locale} has no ${key}`);
  return found.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
};

export const timeIn = (at: number, locale: Locale, timeZone: string): string =>
  new Intl.DateTimeFormat(`${locale}-u-nu-latn`, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(at);

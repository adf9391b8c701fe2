import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Locale } from '../../../src/core/vocabulary.ts';

const FOLDER = resolve(import.meta.dirname, '..', '..', '..', 'content', 'texts');

export type Face = 'messenger' | 'desk' | 'portal' | 'server';
const read = new Map<string, Readonly<Record<string, string>>>();

const catalogueOf = (face: Face, locale: Locale): Readonly<Record<string, string>> => {
  const known = read.get(`${face} ${locale}`);
  if (known !== undefined) return known;
  const all = Object.assign(
    {},
    ...['kit', face].map((name) =>
      JSON.parse(readFileSync(join(FOLDER, name, `${locale}.json`), 'utf8')),
    ),
  );
  read.set(`${face} ${locale}`, all);
  return all;
};

/** A sentence of the catalogue as that face shows it. Throws on a key that is not there. */
export const say = (
  face: Face,
  locale: Locale,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): string => {
  const message = catalogueOf(face, locale)[key];
  if (message === undefined) throw new Error(`no text ${key} of the ${face} in ${locale}`);
  return String(new IntlMessageFormat(message, locale).format(values));
};

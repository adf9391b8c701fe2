import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { LOCALES, type Locale } from '../../core/vocabulary.ts';
import type { Texts } from '../../ports/texts.ts';

type Catalogue = ReadonlyMap<string, IntlMessageFormat>;

const readCatalogue = (folder: string, locale: Locale): Catalogue => {
  const texts = JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8')) as Record<
    string,
    string
  >;
  return new Map(
    Object.entries(texts).map(([key, text]) => [key, new IntlMessageFormat(text, locale)]),
  );
};

/** Reads `<locale>.json` of every locale at once, so that a broken text stops the start and not a mail. */
export const openTexts = (folder: string, locales: readonly Locale[] = LOCALES): Texts => {
  const catalogues = new Map(locales.map((locale) => [locale, readCatalogue(folder, locale)]));
  return {
    say: (locale, key, values) => {
      const message = catalogues.get(locale)?.get(key);
      if (message === undefined) throw new Error(`no text ${key} in ${locale}`);
      return String(message.format(values));
    },
  };
};

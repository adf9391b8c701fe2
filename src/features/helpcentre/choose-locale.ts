import { LOCALES, type Locale } from '../../core/vocabulary.ts';

/** A browser names a handful; whoever names more is not read to the end. */
const MOST_RANGES = 32;

interface Range {
  readonly tag: string;
  readonly quality: number;
}

const readRange = (text: string): Range => {
  const [tag = '', ...parameters] = text
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/);
  const given = parameters.find((each) => each.startsWith('q='))?.slice(2);
  const quality = given === undefined ? 1 : Number(given);
  return { tag, quality: quality >= 0 && quality <= 1 ? quality : 0 };
};

/** The language of ours that an `Accept-Language` header (RFC 9110, 12.5.4) wants most; English where it wants none. */
export const chooseLocale = (acceptLanguage: string | null): Locale => {
  const ranges = (acceptLanguage ?? '').split(',', MOST_RANGES).map(readRange);
  const wanted = ranges
    .filter(({ quality }) => quality > 0)
    // Sorting is stable: of equals, the first that was named.
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => LOCALES.find((locale) => locale === tag.split('-', 1)[0]));
  return wanted.find((locale) => locale !== undefined) ?? 'en';
};

export const asLocale = (text: string | undefined): Locale | undefined =>
  LOCALES.find((locale) => locale === text);

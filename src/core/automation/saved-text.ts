import type { Locale } from '../vocabulary.ts';

const PLACE = /\{\{\s*([a-z.]+)\s*\}\}/g;

/** A saved text in the customer's language; failing that in English, failing that in any. Undefined where it says nothing. */
export const textIn = (
  texts: Readonly<Partial<Record<Locale, string>>>,
  locale: Locale,
): string | undefined =>
  [locale, 'en' as const, ...(Object.keys(texts) as Locale[])]
    .map((each) => texts[each])
    .find((text) => text !== undefined && text.trim() !== '');

/** With its variables filled; what is no variable stays as it was written. */
export const fillText = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(PLACE, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );

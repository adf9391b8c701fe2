import type { Locale } from '../../../src/core/vocabulary.ts';

/** A day as it is called where the terms of a complaint are counted: `5 Mar 2027`. */
export const dayIn = (at: number, timeZone: string, locale: Locale): string =>
  new Intl.DateTimeFormat(locale === 'ar' ? 'ar-u-nu-latn' : locale, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    timeZone,
  }).format(at);

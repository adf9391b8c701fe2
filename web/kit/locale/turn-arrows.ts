import { type Locale, RTL_LOCALES } from '../../../src/core/vocabulary.ts';

/** The arrows of a path through screens point on in the direction of reading; browsers do not mirror them. */
export const turnArrows = (text: string, locale: Locale): string =>
  RTL_LOCALES.includes(locale) ? text.replaceAll('→', '←') : text;

import type { Locale } from '../../../src/core/vocabulary.ts';
import { formattingLocale } from '../../kit/locale/format-message.ts';

/** A score with two places after the point. */
export const score = (value: number, locale: Locale): string =>
  value.toLocaleString(formattingLocale(locale), {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });

export const count = (value: number, locale: Locale): string =>
  value.toLocaleString(formattingLocale(locale));

/** A part of a whole in percent; of nothing there is no part. */
export const share = (part: number, whole: number, locale: Locale): string =>
  whole === 0
    ? '–'
    : (part / whole).toLocaleString(formattingLocale(locale), {
        style: 'percent',
        minimumFractionDigits: 1,
        maximumFractionDigits: 1,
      });

/** A language by its code in the reader's language; the code where it has no name. */
export const languageName = (code: string, locale: Locale): string => {
  try {
    return new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
};

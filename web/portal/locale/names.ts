import type { Locale } from '../../../src/core/vocabulary.ts';

/** Each language by its own name: whoever looks for theirs may not read this page's. */
export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = {
  zh: '中文',
  en: 'English',
  ko: '한국어',
  ja: '日本語',
  fr: 'Français',
  es: 'Español',
  ru: 'Русский',
  ar: 'العربية',
};

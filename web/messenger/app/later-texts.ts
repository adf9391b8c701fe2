import type { TextLoaders } from './locale.ts';

/** What conversations, articles and the menu say, one file for each language. */
export const LATER_TEXTS: TextLoaders = {
  zh: () => import('texts:kit+messenger@later/zh'),
  en: () => import('texts:kit+messenger@later/en'),
  ko: () => import('texts:kit+messenger@later/ko'),
  ja: () => import('texts:kit+messenger@later/ja'),
  fr: () => import('texts:kit+messenger@later/fr'),
  es: () => import('texts:kit+messenger@later/es'),
  ru: () => import('texts:kit+messenger@later/ru'),
  ar: () => import('texts:kit+messenger@later/ar'),
};

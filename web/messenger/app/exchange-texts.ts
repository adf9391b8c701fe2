import { addTexts, type TextLoaders } from './locale.ts';

const EXCHANGE_TEXTS: TextLoaders = {
  zh: () => import('texts:messenger@exchange/zh'),
  en: () => import('texts:messenger@exchange/en'),
  ko: () => import('texts:messenger@exchange/ko'),
  ja: () => import('texts:messenger@exchange/ja'),
  fr: () => import('texts:messenger@exchange/fr'),
  es: () => import('texts:messenger@exchange/es'),
  ru: () => import('texts:messenger@exchange/ru'),
  ar: () => import('texts:messenger@exchange/ar'),
};

/** Fetches what locking, step-up and self-service say, in the present language and whichever is chosen afterwards. */
export const loadExchangeTexts = (): Promise<void> => addTexts(EXCHANGE_TEXTS);

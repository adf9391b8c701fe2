import { LOCALES, type Locale, RTL_LOCALES } from '../../../src/core/vocabulary.ts';
import type { Catalogue } from '../../kit/locale/compiled.ts';
import { formatText } from '../../kit/locale/format-message.ts';

const LOADERS: Readonly<Record<Locale, () => Promise<{ readonly default: Catalogue }>>> = {
  zh: () => import('texts:messenger@notify/zh'),
  en: () => import('texts:messenger@notify/en'),
  ko: () => import('texts:messenger@notify/ko'),
  ja: () => import('texts:messenger@notify/ja'),
  fr: () => import('texts:messenger@notify/fr'),
  es: () => import('texts:messenger@notify/es'),
  ru: () => import('texts:messenger@notify/ru'),
  ar: () => import('texts:messenger@notify/ar'),
};

let locale: Locale = 'en';
let catalogue: Catalogue = {};

/** The messenger says its language in the address: the two do not share storage when it is embedded. */
export const pickLocale = (): Locale => {
  const said = [location.hash.slice(1), ...navigator.languages].map((tag) => tag.slice(0, 2));
  return said.map((tag) => LOCALES.find((each) => each === tag)).find(Boolean) ?? 'en';
};

export const showNotifyTexts = async (chosen: Locale): Promise<void> => {
  catalogue = (await LOADERS[chosen]()).default;
  locale = chosen;
  document.documentElement.lang = chosen;
  document.documentElement.dir = RTL_LOCALES.includes(chosen) ? 'rtl' : 'ltr';
};

export const t = (key: string): string => formatText(catalogue[key] ?? key, locale);

import type { ReactNode } from 'react';
import { LOCALES, type Locale, RTL_LOCALES } from '../../../src/core/vocabulary.ts';
import type { Catalogue } from '../../kit/locale/compiled.ts';
import { formatParts, formatText, type Value } from '../../kit/locale/format-message.ts';
import { createCell, useCell } from './cell.ts';
import { recall, remember } from './device.ts';

/** One lazy file for each language. */
const LOADERS: Readonly<Record<Locale, () => Promise<{ readonly default: Catalogue }>>> = {
  zh: () => import('texts:kit+messenger/zh'),
  en: () => import('texts:kit+messenger/en'),
  ko: () => import('texts:kit+messenger/ko'),
  ja: () => import('texts:kit+messenger/ja'),
  fr: () => import('texts:kit+messenger/fr'),
  es: () => import('texts:kit+messenger/es'),
  ru: () => import('texts:kit+messenger/ru'),
  ar: () => import('texts:kit+messenger/ar'),
};

export type TextLoaders = typeof LOADERS;
/** Further files of sentences that parts have asked for. */
const wanted = new Set<TextLoaders>();

const chosen = createCell<{ readonly locale: Locale; readonly catalogue: Catalogue }>({
  locale: 'en',
  catalogue: {},
});

const asLocale = (tag: string | null | undefined): Locale | undefined =>
  LOCALES.find((locale) => locale === tag?.slice(0, 2).toLowerCase());

export const currentLocale = (): Locale => chosen.get().locale;
export const useLocale = (): Locale => useCell(chosen, ({ locale }) => locale);
/** For whatever draws texts: draws again in the new language. */
export const useTexts = (): void => void useCell(chosen);
export const hasText = (key: string): boolean => key in chosen.get().catalogue;

/** What the person chose here, else what the page or the exchange says, else the browser's. */
export const pickLocale = (...said: readonly (string | null | undefined)[]): Locale =>
  [recall('locale'), ...said, ...navigator.languages].map(asLocale).find(Boolean) ?? 'en';

/** Shows everything in that language. What is being written stays as it is. */
export const showLocale = async (locale: Locale): Promise<void> => {
  const all = [LOADERS, ...wanted];
  const files = await Promise.all(all.map((loaders) => loaders[locale]()));
  // A part that asked for its sentences meanwhile would lose them again.
  if (all.length <= wanted.size) return showLocale(locale);
  const catalogue = Object.assign({}, ...files.map((file) => file.default)) as Catalogue;
  document.documentElement.lang = locale;
  document.documentElement.dir = RTL_LOCALES.includes(locale) ? 'rtl' : 'ltr';
  chosen.set({ locale, catalogue });
};

/** Fetches what is not said at first, in the present language and in whichever is chosen afterwards. */
export const addTexts = async (loaders: TextLoaders): Promise<void> => {
  wanted.add(loaders);
  for (;;) {
    const { locale } = chosen.get();
    const { default: more } = await loaders[locale]();
    const now = chosen.get();
    if (now.locale !== locale) continue;
    chosen.set({ locale, catalogue: { ...now.catalogue, ...more } });
    return;
  }
};

/** What conversations, articles and the menu say comes with them. */
export const loadLaterTexts = async (): Promise<void> =>
  addTexts((await import('./later-texts.ts')).LATER_TEXTS);

export const chooseLocale = (locale: Locale): Promise<void> => {
  remember('locale', locale);
  return showLocale(locale);
};

/** A sentence of the catalogue. */
export const t = (key: string, values?: Readonly<Record<string, Value>>): string => {
  const { catalogue, locale } = chosen.get();
  return formatText(catalogue[key] ?? key, locale, values);
};

/** A sentence with elements in it, so that a name or number can be isolated from its direction. */
export const rich = (key: string, values: Readonly<Record<string, ReactNode>>): ReactNode[] => {
  const { catalogue, locale } = chosen.get();
  return formatParts<ReactNode>(catalogue[key] ?? key, locale, values as Record<string, Value>);
};

import { useSyncExternalStore } from 'react';
import type english from '../../../content/texts/desk/en.json';
import { LOCALES, type Locale, RTL_LOCALES } from '../../../src/core/vocabulary.ts';
import type { Catalogue } from '../../kit/locale/compiled.ts';
import { formatText } from '../../kit/locale/format-message.ts';

export type TextKey = keyof typeof english;
export type TextValues = Readonly<Record<string, string | number>>;
/** The sentence of a key in the chosen language. A key that is not there is shown as it is. */
export type Text = (key: TextKey, values?: TextValues) => string;

interface Files {
  readonly first: () => Promise<{ default: Catalogue }>;
  /** What only opened conversations and screens of their own say. */
  readonly later: () => Promise<{ default: Catalogue }>;
}

const files: Readonly<Record<Locale, Files>> = {
  zh: {
    first: () => import('texts:kit+desk/zh'),
    later: () => import('texts:kit+desk@later/zh'),
  },
  en: {
    first: () => import('texts:kit+desk/en'),
    later: () => import('texts:kit+desk@later/en'),
  },
  ko: {
    first: () => import('texts:kit+desk/ko'),
    later: () => import('texts:kit+desk@later/ko'),
  },
  ja: {
    first: () => import('texts:kit+desk/ja'),
    later: () => import('texts:kit+desk@later/ja'),
  },
  fr: {
    first: () => import('texts:kit+desk/fr'),
    later: () => import('texts:kit+desk@later/fr'),
  },
  es: {
    first: () => import('texts:kit+desk/es'),
    later: () => import('texts:kit+desk@later/es'),
  },
  ru: {
    first: () => import('texts:kit+desk/ru'),
    later: () => import('texts:kit+desk@later/ru'),
  },
  ar: {
    first: () => import('texts:kit+desk/ar'),
    later: () => import('texts:kit+desk@later/ar'),
  },
};
const STORED = 'desk.locale';

const makeText =
  (locale: Locale, catalogue: Catalogue): Text =>
  (key, values) => {
    const message = catalogue[key];
    return message === undefined ? key : formatText(message, locale, values);
  };

interface Chosen {
  readonly locale: Locale;
  readonly catalogue: Catalogue;
  readonly text: Text;
}

let chosen: Chosen = { locale: 'en', catalogue: {}, text: (key) => key };
const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const isLocale = (value: unknown): value is Locale =>
  (LOCALES as readonly unknown[]).includes(value);

/** The language to begin with: the one chosen here before, else the browser's. */
export const firstLocale = (): Locale => {
  const stored = localStorage.getItem(STORED);
  if (isLocale(stored)) return stored;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find(isLocale);
  return spoken ?? 'en';
};

const show = (locale: Locale, catalogue: Catalogue): void => {
  chosen = { locale, catalogue, text: makeText(locale, catalogue) };
  for (const listener of listeners) listener();
};

/** Of the chosen language; once somebody has asked for the rest, a change of language brings all of it. */
let whole: { readonly locale: Locale; readonly loaded: Promise<void> } | null = null;

const loadLater = async (locale: Locale): Promise<void> => {
  const { default: later } = await files[locale].later();
  if (chosen.locale === locale) show(locale, { ...chosen.catalogue, ...later });
};

/** Fetches what is said only in conversations and on screens of their own. Rejects where it cannot be fetched. */
export const loadWholeText = (): Promise<void> => {
  if (whole?.locale === chosen.locale) return whole.loaded;
  const { locale } = chosen;
  const loaded = loadLater(locale);
  whole = { locale, loaded };
  loaded.catch(() => {
    // Asked for again when it is needed.
    if (whole?.loaded === loaded) whole = null;
  });
  return loaded;
};

/** A part of the page together with what it says. */
export const withWholeText = <T>(load: () => Promise<T>): Promise<T> =>
  Promise.all([load(), loadWholeText()]).then(([part]) => part);

/** Loads the language and shows it everywhere. Nothing that is being written is lost. */
export const chooseLocale = async (locale: Locale): Promise<void> => {
  const [first, later] = await Promise.all([
    files[locale].first(),
    whole === null ? null : files[locale].later(),
  ]);
  if (later !== null) whole = { locale, loaded: Promise.resolve() };
  localStorage.setItem(STORED, locale);
  document.documentElement.lang = locale;
  document.documentElement.dir = isRightToLeft(locale) ? 'rtl' : 'ltr';
  show(locale, { ...first.default, ...later?.default });
  // Somebody asked for the rest while the language was on its way.
  if (whole !== null && whole.locale !== locale) await loadWholeText();
};

export const isRightToLeft = (locale: Locale): boolean => RTL_LOCALES.includes(locale);

/** Whether a name made of parts (`event.message_sent`, `error.not_found`) is in the catalogue. */
export const hasText = (key: string): key is TextKey => chosen.text(key as TextKey) !== key;

const current = (): Chosen => chosen;
export const useText = (): Text => useSyncExternalStore(subscribe, current).text;
export const useLocale = (): Locale => useSyncExternalStore(subscribe, current).locale;
export const currentText = (): Text => chosen.text;
export const currentLocale = (): Locale => chosen.locale;

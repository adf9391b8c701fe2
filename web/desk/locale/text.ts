import { useSyncExternalStore } from 'react';
import type english from '../../../content/texts/desk/en.json';
import { LOCALES, type Locale, RTL_LOCALES } from '../../../src/core/vocabulary.ts';
import type { Catalogue } from '../../kit/locale/compiled.ts';
import { formatText } from '../../kit/locale/format-message.ts';

export type TextKey = keyof typeof english;
export type TextValues = Readonly<Record<string, string | number>>;
/** The sentence of a key in the chosen language. A key that is not there is shown as it is. */
export type Text = (key: TextKey, values?: TextValues) => string;

const files: Readonly<Record<Locale, () => Promise<{ default: Catalogue }>>> = {
  zh: () => import('texts:kit+desk/zh'),
  en: () => import('texts:kit+desk/en'),
  ko: () => import('texts:kit+desk/ko'),
  ja: () => import('texts:kit+desk/ja'),
  fr: () => import('texts:kit+desk/fr'),
  es: () => import('texts:kit+desk/es'),
  ru: () => import('texts:kit+desk/ru'),
  ar: () => import('texts:kit+desk/ar'),
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
  readonly text: Text;
}

let chosen: Chosen = { locale: 'en', text: (key) => key };
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

/** Loads the language and shows it everywhere. Nothing that is being written is lost. */
export const chooseLocale = async (locale: Locale): Promise<void> => {
  const { default: catalogue } = await files[locale]();
  chosen = { locale, text: makeText(locale, catalogue) };
  localStorage.setItem(STORED, locale);
  document.documentElement.lang = locale;
  document.documentElement.dir = isRightToLeft(locale) ? 'rtl' : 'ltr';
  for (const listener of listeners) listener();
};

export const isRightToLeft = (locale: Locale): boolean => RTL_LOCALES.includes(locale);

/** Whether a name made of parts (`event.message_sent`, `error.not_found`) is in the catalogue. */
export const hasText = (key: string): key is TextKey => chosen.text(key as TextKey) !== key;

const current = (): Chosen => chosen;
export const useText = (): Text => useSyncExternalStore(subscribe, current).text;
export const useLocale = (): Locale => useSyncExternalStore(subscribe, current).locale;
export const currentText = (): Text => chosen.text;

import { useEffect, useState } from 'react';
import type { Locale } from '../../../src/core/vocabulary.ts';
import type { Catalogue } from '../locale/compiled.ts';
import { type CardSpeech, createCardSpeech } from './speech.ts';

const LOADERS: Readonly<Record<Locale, () => Promise<{ readonly default: Catalogue }>>> = {
  zh: () => import('texts:cards/zh'),
  en: () => import('texts:cards/en'),
  ko: () => import('texts:cards/ko'),
  ja: () => import('texts:cards/ja'),
  fr: () => import('texts:cards/fr'),
  es: () => import('texts:cards/es'),
  ru: () => import('texts:cards/ru'),
  ar: () => import('texts:cards/ar'),
};
const TRY_AGAIN_AFTER_MS = 3_000;

const loaded = new Map<Locale, CardSpeech>();

/** Fetches the cards' sentences in that language; once. Rejects where they cannot be fetched. */
export const loadCardSpeech = async (locale: Locale): Promise<CardSpeech> => {
  const known = loaded.get(locale);
  if (known !== undefined) return known;
  const speech = createCardSpeech(locale, (await LOADERS[locale]()).default);
  loaded.set(locale, speech);
  return speech;
};

/** Null until the sentences are here; what draws them shows its skeleton so long. */
export const useCardSpeech = (locale: Locale): CardSpeech | null => {
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (loaded.has(locale)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    loadCardSpeech(locale).then(
      () => setAttempt(attempt + 1),
      () => {
        timer = setTimeout(() => setAttempt(attempt + 1), TRY_AGAIN_AFTER_MS);
      },
    );
    return () => clearTimeout(timer);
  }, [locale, attempt]);
  return loaded.get(locale) ?? null;
};

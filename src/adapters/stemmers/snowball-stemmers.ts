import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import type { Stemmers } from '../../core/retrieval/analyse.ts';

/** Snowball stemmers of the locales that have one; the other locales are searched by characters. */
export const snowballStemmers: Stemmers = {
  en: english,
  fr: french,
  es: spanish,
  ru: russian,
  ar: arabic,
};

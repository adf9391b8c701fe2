import { LOCALES } from '../../core/vocabulary.ts';
import { oneOf, wholeNumber } from './parse-setting.ts';
import type { SettingNote } from './settings.ts';

/** How cases are dealt with here. */
export const caseSettings = {
  MAINSTAY_PASSES_ALARM: wholeNumber(1, 100),
  MAINSTAY_DEFAULT_LOCALE: oneOf(...LOCALES),
};

export const CASE_NOTES: Readonly<Record<keyof typeof caseSettings, SettingNote>> = {
  MAINSTAY_PASSES_ALARM: {
    section: 'Web',
    says: 'From so many transfers, departments and reopenings on a request counts as passed around: its row is marked and it is listed for supervisors.',
    standard: '3',
  },
  MAINSTAY_DEFAULT_LOCALE: {
    section: 'Web',
    says: 'The language that the operator always writes in (zh, en, ko, ja, fr, es, ru, ar): names that customers read must exist in it, and are shown in it where their own is missing.',
    standard: 'en',
  },
};

import type { Locale } from '../vocabulary.ts';

/** Languages of printed reports: those whose letters are in the typefaces that come with the project. */
export const REPORT_LOCALES = ['en', 'fr', 'es', 'ru'] as const satisfies readonly Locale[];

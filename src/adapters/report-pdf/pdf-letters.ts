import { REPORT_LOCALES } from '../../core/tracing/report-locales.ts';
import type { Letters } from '../../ports/letters.ts';
import { printAside } from './print-aside.ts';

/**
 * Letters as PDF files with their typefaces inside, in the languages whose letters those hold. Chinese, Japanese and
 * Korean need typefaces of many megabytes, and Arabic needs its words shaped and ordered from right to left, which
 * pdfkit does not do: there the page is printed by the reader's own browser, which does.
 */
export const createPdfLetters = (): Letters => ({
  locales: REPORT_LOCALES,
  print: (letter) => printAside({ kind: 'letter', letter }),
});

import { REPORT_LOCALES } from '../../core/tracing/report-locales.ts';
import type { Texts } from '../../ports/texts.ts';
import type { TraceReports } from '../../ports/trace-reports.ts';
import { printAside } from './print-aside.ts';
import { PAGE_SIGNS } from './print-job.ts';

/** Of the reports' own catalogue. */
const PAGE = 'report.page';

/** Reports as PDF files with their typefaces inside. `texts` has the sentence `report.page`. */
export const createPdfReports = (texts: Texts): TraceReports => ({
  locales: REPORT_LOCALES,
  print: async (trace, locale) => {
    const page = texts.say(locale, PAGE, { footer: trace.footer, ...PAGE_SIGNS });
    const bytes = await printAside({ kind: 'trace', trace, page });
    if (bytes === null) throw new Error('a report was not drawn');
    return bytes;
  },
});

import { Worker } from 'node:worker_threads';
import { REPORT_LOCALES } from '../../core/tracing/report-locales.ts';
import type { Texts } from '../../ports/texts.ts';
import type { TraceReports } from '../../ports/trace-reports.ts';
import { PAGE_SIGNS, type PrintJob } from './print-job.ts';

/** Of the reports' own catalogue. */
const PAGE = 'report.page';
const LIMIT_MS = 60_000;

/** In a thread of its own: nobody else waits while a long report is drawn. */
const printAside = (job: PrintJob): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./print-worker.ts', import.meta.url), { workerData: job });
    const timer = setTimeout(() => {
      reject(new Error('a report took too long'));
      void worker.terminate();
    }, LIMIT_MS);
    worker.once('message', (bytes: Uint8Array) => resolve(bytes));
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('a report was not finished'));
    });
  });

/** Reports as PDF files with their typefaces inside. `texts` has the sentence `report.page`. */
export const createPdfReports = (texts: Texts): TraceReports => ({
  locales: REPORT_LOCALES,
  print: (trace, locale) =>
    printAside({ trace, page: texts.say(locale, PAGE, { footer: trace.footer, ...PAGE_SIGNS }) }),
});

import { parentPort, workerData } from 'node:worker_threads';
import { PAGE_SIGNS, type PrintJob } from './print-job.ts';
import { printLetter } from './print-letter.ts';
import { printTrace } from './print-trace.ts';

const job = workerData as PrintJob;
const print = (): Promise<Uint8Array | null> =>
  job.kind === 'letter'
    ? printLetter(job.letter)
    : printTrace(job.trace, (page, pages) =>
        job.page.replace(PAGE_SIGNS.page, String(page)).replace(PAGE_SIGNS.pages, String(pages)),
      );
parentPort?.postMessage(await print());

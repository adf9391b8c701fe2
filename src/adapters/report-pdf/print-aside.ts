import { Worker } from 'node:worker_threads';
import type { PrintJob } from './print-job.ts';

const LIMIT_MS = 60_000;

/** In a thread of its own: nobody else waits while a long document is drawn. Null: it cannot be drawn whole. */
export const printAside = (job: PrintJob): Promise<Uint8Array | null> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./print-worker.ts', import.meta.url), { workerData: job });
    const timer = setTimeout(() => {
      reject(new Error('a document took too long'));
      void worker.terminate();
    }, LIMIT_MS);
    worker.once('message', (bytes: Uint8Array | null) => resolve(bytes));
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('a document was not finished'));
    });
  });

import { Worker } from 'node:worker_threads';

/** Pixels, row by row. */
export interface PdfImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
}

export interface PdfContent {
  readonly text: string;
  /** Scans and pasted pictures: of the first pages, and not many. */
  readonly images: readonly PdfImage[];
}

const LIMIT_MS = 15_000;
const MEMORY_MB = 256;
const MOST_PAGES = 20;
const MOST_IMAGES = 6;
const MOST_PIXELS = 25_000_000;

/** Reads a PDF in a thread of its own, bounded in time and memory. Throws when that is not enough, or it is broken. */
export const readPdf = (bytes: Uint8Array): Promise<PdfContent> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
      workerData: {
        bytes: Uint8Array.from(bytes),
        mostPages: MOST_PAGES,
        mostImages: MOST_IMAGES,
        mostPixels: MOST_PIXELS,
      },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      // What a document makes the library say is nobody's business.
      stdout: true,
      stderr: true,
    });
    worker.unref();
    const timer = setTimeout(() => {
      void worker.terminate();
      reject(new Error('the PDF took too long to read'));
    }, LIMIT_MS);
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      void worker.terminate();
      act();
    };
    worker.once('message', (content: PdfContent) => settle(() => resolve(content)));
    worker.once('error', (error) => settle(() => reject(error)));
    worker.once('exit', () => settle(() => reject(new Error('the PDF could not be read'))));
  });

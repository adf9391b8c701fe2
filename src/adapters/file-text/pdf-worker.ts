/** The thread that reads one PDF: a stranger's document must not hold up or take down the process. */
import { parentPort, workerData } from 'node:worker_threads';
import { extractImages, extractText, getDocumentProxy } from 'unpdf';
import type { PdfContent, PdfImage } from './read-pdf.ts';

const { bytes, mostPages, mostImages, mostPixels } = workerData as {
  readonly bytes: Uint8Array;
  readonly mostPages: number;
  readonly mostImages: number;
  readonly mostPixels: number;
};

const pdf = await getDocumentProxy(bytes, { verbosity: 0 });
const { text } = await extractText(pdf, { mergePages: false });
const images: PdfImage[] = [];
for (
  let page = 1;
  page <= Math.min(pdf.numPages, mostPages) && images.length < mostImages;
  page += 1
) {
  for (const { data, width, height, channels } of await extractImages(pdf, page)) {
    if (width * height <= mostPixels && images.length < mostImages) {
      images.push({ data: Uint8Array.from(data), width, height, channels });
    }
  }
}
parentPort?.postMessage({ text: text.join('\n'), images } satisfies PdfContent);

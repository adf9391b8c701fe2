import type { FileText } from '../../ports/file-text.ts';
import type { Log } from '../../ports/log.ts';
import { createImageReader, type ImageReader } from './read-image.ts';
import { readPdf } from './read-pdf.ts';

/** Further on in a long text file nobody writes down a phrase; what is read is read in some hundred milliseconds. */
const MOST_TEXT_BYTES = 4 * 1024 * 1024;

const readPlain = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8').decode(bytes.subarray(0, MOST_TEXT_BYTES));

const readDocument = async (bytes: Uint8Array, images: ImageReader | null): Promise<string> => {
  const content = await readPdf(bytes);
  const pages = [content.text];
  if (images !== null) {
    for (const image of content.images) pages.push(await images.read(image));
  }
  return pages.join('\n');
};

/** Text files as they are, PDFs with their text and the pictures on their first pages, pictures by recognition. */
export const createFileText = (options: {
  /** False: pictures are not read, neither alone nor in PDFs. */
  readonly readImages: boolean;
  readonly log: Log;
}): FileText => {
  const images = options.readImages ? createImageReader() : null;
  const readAny = async (bytes: Uint8Array, mime: string): Promise<string> => {
    if (mime.startsWith('text/')) return readPlain(bytes);
    if (mime === 'application/pdf') return readDocument(bytes, images);
    return images !== null && mime.startsWith('image/') ? images.read(bytes) : '';
  };
  return {
    read: async (bytes, mime) => {
      try {
        return await readAny(bytes, mime);
      } catch (error) {
        options.log.info({ mime, bytes: bytes.length, error }, 'the words of a file were not read');
        return '';
      }
    },
  };
};

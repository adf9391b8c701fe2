import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { createWorker, OEM, type Worker } from 'tesseract.js';
import type { PdfImage } from './read-pdf.ts';

/** Comes with its package: nothing is ever fetched. */
const LANGUAGE_FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng')),
  '4.0.0_best_int',
);
const LIMIT_MS = 20_000;
/** The thread holds some 160 MB: it ends when nobody has sent an image for this long. */
const IDLE_MS = 60_000;
const MOST_PIXELS = 50_000_000;
/** Small letters are read better enlarged, and nothing is read better than at this size. */
const LONGEST_SIDE = 2_400;
const SHORTEST_SIDE = 1_000;

const asSharp = (image: Uint8Array | PdfImage): Sharp =>
  image instanceof Uint8Array
    ? sharp(image, { limitInputPixels: MOST_PIXELS })
    : sharp(image.data, {
        raw: { width: image.width, height: image.height, channels: image.channels },
        limitInputPixels: MOST_PIXELS,
      });

const prepare = async (image: Uint8Array | PdfImage): Promise<Buffer> => {
  const { width, height } = await asSharp(image).metadata();
  const side = Math.min(LONGEST_SIDE, Math.max(SHORTEST_SIDE, width, height));
  return asSharp(image)
    .flatten({ background: '#fff' })
    .greyscale()
    .resize({ width: side, height: side, fit: 'inside' })
    .png({ compressionLevel: 1 })
    .toBuffer();
};

const start = async (): Promise<Worker> => {
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    langPath: LANGUAGE_FOLDER,
    cacheMethod: 'none',
    gzip: true,
    errorHandler: () => undefined,
  });
  // Without it the library complains about pictures that do not say theirs.
  await worker.setParameters({ user_defined_dpi: '150' });
  return worker;
};

export interface ImageReader {
  /** The words in a picture, one picture at a time. Throws when it cannot be read or takes too long. */
  read(image: Uint8Array | PdfImage): Promise<string>;
}

/** Recognises Latin letters and digits by Tesseract's WebAssembly, in a thread that starts with the first picture. */
export const createImageReader = (): ImageReader => {
  let worker: Promise<Worker> | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const end = (): void => {
    const ending = worker;
    worker = undefined;
    void ending?.then((each) => each.terminate()).catch(() => undefined);
  };
  const recognise = async (image: Uint8Array | PdfImage): Promise<string> => {
    clearTimeout(idle);
    worker ??= start();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the picture took too long to read')), LIMIT_MS);
    });
    try {
      const prepared = await prepare(image);
      const { data } = await Promise.race([(await worker).recognize(prepared), late]);
      return data.text;
    } catch (error) {
      // A thread that is stuck or dead is no use to the next picture.
      end();
      throw error;
    } finally {
      clearTimeout(timer);
      idle = setTimeout(end, IDLE_MS).unref();
    }
  };
  return {
    read: (image) => {
      const turn = last.then(() => recognise(image));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
};

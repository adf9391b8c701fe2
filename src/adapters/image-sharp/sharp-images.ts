import sharp, { type Sharp } from 'sharp';
import type { ImageMime, ImageOutcome, Images } from '../../ports/images.ts';

const MAX_PIXELS = 50_000_000;
const MAX_SIDE = 16_384;
const MAX_FRAMES = 300;
const THUMBNAIL_SIDE = 480;
const TIMEOUT_SECONDS = 20;
/** Decoding takes memory and processors that conversations need: no more than this many at once. */
const AT_ONCE = 2;
const JPEG_QUALITY = 88;
const WEBP_QUALITY = 86;

const encode = (image: Sharp, mime: ImageMime): Sharp => {
  switch (mime) {
    case 'image/png':
      return image.png();
    case 'image/jpeg':
      return image.jpeg({ quality: JPEG_QUALITY });
    case 'image/webp':
      return image.webp({ quality: WEBP_QUALITY });
    case 'image/gif':
      return image.gif();
  }
};

/** Pixels only; `animated` reads all frames as one tall image, and the pixel limit counts them all. */
const openImage = (bytes: Uint8Array, animated: boolean): Sharp =>
  sharp(bytes, {
    limitInputPixels: MAX_PIXELS,
    failOn: 'error',
    animated,
    unlimited: false,
    sequentialRead: true,
  }).timeout({ seconds: TIMEOUT_SECONDS });

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && /pixel limit|too large|exceeds|dimensions/i.test(error.message);

const reencode = async (bytes: Uint8Array, mime: ImageMime): Promise<ImageOutcome> => {
  const animated = mime === 'image/gif' || mime === 'image/webp';
  try {
    const meta = await openImage(bytes, animated).metadata();
    const tooLarge = meta.width > MAX_SIDE || (meta.pageHeight ?? meta.height) > MAX_SIDE;
    if (tooLarge || (meta.pages ?? 1) > MAX_FRAMES) return { ok: false, reason: 'image_too_large' };
    // Without `keepMetadata` nothing but pixels is written; `autoOrient` first, because the orientation goes too.
    const full = await encode(openImage(bytes, animated).autoOrient(), mime).toBuffer({
      resolveWithObject: true,
    });
    const thumbnail = await openImage(full.data, false)
      .resize({
        width: THUMBNAIL_SIDE,
        height: THUMBNAIL_SIDE,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .webp({ quality: 78 })
      .toBuffer();
    const height = full.info.pageHeight ?? full.info.height;
    return { ok: true, bytes: full.data, width: full.info.width, height, thumbnail };
  } catch (error) {
    return { ok: false, reason: isTooLarge(error) ? 'image_too_large' : 'image_unreadable' };
  }
};

/** Images by libvips, in its own threads, `AT_ONCE` at a time; the rest wait their turn. */
export const createSharpImages = (): Images => {
  sharp.cache(false);
  sharp.concurrency(1);
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    reencode: async (bytes, mime) => {
      if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
      else running += 1;
      try {
        return await reencode(bytes, mime);
      } finally {
        // The place goes to the next in line, or back.
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
};

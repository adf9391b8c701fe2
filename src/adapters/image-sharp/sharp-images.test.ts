import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { createSharpImages } from './sharp-images.ts';

const images = createSharpImages();
const red = { r: 220, g: 20, b: 20 };
const drawn = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: red } });

const reencoded = async (bytes: Uint8Array, mime: Parameters<typeof images.reencode>[1]) => {
  const outcome = await images.reencode(bytes, mime);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome;
};

/** CRC-32 as PNG wants it (ISO 3309). */
const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
};

const pngChunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
};

/** A valid PNG of one bit per pixel that says it is `side` × `side`: few bytes, many pixels. */
const bomb = (side: number): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((side / 8 + 1) * 64));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
};

test('metadata goes, and the picture is turned upright first', async () => {
  const photo = await drawn(60, 40)
    .withExif({
      IFD0: { Artist: 'Ana Secret', ImageDescription: 'my home' },
      IFD3: { GPSLatitude: '1/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  assert.ok(photo.includes('Exif'));
  const { bytes, width, height } = await reencoded(photo, 'image/jpeg');
  assert.deepEqual([width, height], [40, 60]);
  const meta = await sharp(bytes).metadata();
  assert.equal(meta.format, 'jpeg');
  for (const key of ['exif', 'icc', 'iptc', 'xmp', 'orientation'] as const) {
    assert.equal(meta[key], undefined, key);
  }
  assert.ok(!Buffer.from(bytes).includes('Exif'));
});

test('what hides behind or inside a picture does not survive', async () => {
  const payload = '<script>alert(document.domain)</script>';
  const png = Buffer.concat([await drawn(8, 8).png().toBuffer(), Buffer.from(payload)]);
  assert.ok(!Buffer.from((await reencoded(png, 'image/png')).bytes).includes('alert'));
  const commented = Buffer.from(await drawn(8, 8).jpeg().toBuffer());
  const comment = Buffer.from(payload);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(comment.length + 2);
  const jpeg = Buffer.concat([
    commented.subarray(0, 2),
    Buffer.from([0xff, 0xfe]),
    length,
    comment,
    commented.subarray(2),
  ]);
  assert.ok(jpeg.includes('alert'));
  assert.ok(!Buffer.from((await reencoded(jpeg, 'image/jpeg')).bytes).includes('alert'));
});

test('thumbnails are WebP of at most 480 pixels a side, and never larger than the picture', async () => {
  const wide = await reencoded(await drawn(1_200, 300).png().toBuffer(), 'image/png');
  const small = await sharp(wide.thumbnail).metadata();
  assert.deepEqual([small.format, small.width, small.height], ['webp', 480, 120]);
  const tiny = await reencoded(await drawn(20, 10).webp().toBuffer(), 'image/webp');
  assert.equal((await sharp(tiny.thumbnail).metadata()).width, 20);
});

test('an animation keeps its frames, and its thumbnail is the first', async () => {
  const frames = await sharp(
    [await drawn(30, 20).png().toBuffer(), await drawn(30, 20).negate().png().toBuffer()],
    { join: { animated: true } },
  )
    .gif({ loop: 0, delay: [100, 100] })
    .toBuffer();
  const gif = await reencoded(frames, 'image/gif');
  assert.deepEqual([gif.width, gif.height], [30, 20]);
  assert.equal((await sharp(gif.bytes, { animated: true }).metadata()).pages, 2);
  assert.equal((await sharp(gif.thumbnail, { animated: true }).metadata()).height, 20);
});

test('bombs and broken pictures are refused by name, quickly', async () => {
  const startedAt = performance.now();
  const expected = { ok: false, reason: 'image_too_large' };
  assert.deepEqual(await images.reencode(bomb(40_000), 'image/png'), expected);
  assert.deepEqual(await images.reencode(bomb(16_000), 'image/png'), expected);
  const png = await drawn(200, 200).png().toBuffer();
  const unreadable = { ok: false, reason: 'image_unreadable' };
  assert.deepEqual(await images.reencode(png.subarray(0, 60), 'image/png'), unreadable);
  assert.deepEqual(await images.reencode(Buffer.from('not a picture'), 'image/jpeg'), unreadable);
  assert.ok(performance.now() - startedAt < 3_000);
});

test('more uploads than places wait their turn and all come through', async () => {
  const png = await drawn(300, 300).png().toBuffer();
  const outcomes = await Promise.all(
    Array.from({ length: 9 }, () => images.reencode(png, 'image/png')),
  );
  assert.ok(outcomes.every((outcome) => outcome.ok));
});

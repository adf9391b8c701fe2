import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { createServerSecretGuard } from '../secret-guard-bip39/create-guard.ts';
import { createFileText } from './read-file-text.ts';

const WORDS =
  'velvet canyon mirror puzzle oxygen tribe harvest nephew blanket drift salmon orbit'.split(' ');
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const guard = createServerSecretGuard();
const reader = createFileText({ readImages: true, log: quiet });

/** A picture of the words, numbered, black on white: not drawn here, because a machine may have no fonts. */
const picture = await readFile(join(import.meta.dirname, 'fixtures', 'phrase.png'));

const pdf = (write: (document: PDFKit.PDFDocument) => void): Promise<Buffer> =>
  new Promise((resolve) => {
    const document = new PDFDocument();
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    write(document);
    document.end();
  });

const kindsIn = async (bytes: Uint8Array, mime: string): Promise<readonly string[]> =>
  guard.redact(await reader.read(bytes, mime)).destroyed;

test('a phrase is found in pictures, in the text of a PDF and in a scan inside one', async () => {
  const dark = await sharp(picture).negate({ alpha: false }).png().toBuffer();
  const small = await sharp(picture).resize(480).jpeg({ quality: 70 }).toBuffer();
  assert.ok((await kindsIn(picture, 'image/png')).includes('seed_phrase'));
  assert.ok((await kindsIn(dark, 'image/png')).includes('seed_phrase'));
  assert.ok((await kindsIn(small, 'image/jpeg')).includes('seed_phrase'));
  const written = await pdf((document) => document.text(WORDS.join(' ')));
  assert.ok((await kindsIn(written, 'application/pdf')).includes('seed_phrase'));
  const scanned = await pdf((document) => document.image(dark, 40, 40, { width: 500 }));
  assert.ok((await kindsIn(scanned, 'application/pdf')).includes('seed_phrase'));
  assert.ok((await kindsIn(Buffer.from(WORDS.join('\n')), 'text/plain')).includes('seed_phrase'));
});

test('a receipt has no secret in it, and what cannot be read gives no words', async () => {
  const receipt = await pdf((document) =>
    document.text(
      'Deposit 1.20 BTC\nTransaction id\n3f9c1b7de04a58826bd1e95f70c2a4863d19fe5b27a0c418',
    ),
  );
  const words = await reader.read(receipt, 'application/pdf');
  assert.ok(words.includes('1.20 BTC'));
  assert.deepEqual(guard.redact(words).destroyed, []);
  assert.equal(await reader.read(Buffer.from('%PDF-1.7 broken'), 'application/pdf'), '');
  assert.equal(await reader.read(Buffer.from('no picture'), 'image/png'), '');
  assert.equal(await reader.read(Buffer.from('film'), 'video/mp4'), '');
});

test('where pictures are not to be read, they are not', async () => {
  const off = createFileText({ readImages: false, log: quiet });
  assert.equal(await off.read(picture, 'image/png'), '');
});

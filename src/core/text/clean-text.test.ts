import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cleanFileName, MAX_FILE_NAME_CHARACTERS } from './clean-file-name.ts';
import { cleanText, MAX_MESSAGE_CHARACTERS } from './clean-text.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
const UNWANTED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

const cleaned = (raw: string): string => {
  const outcome = cleanText(raw);
  assert.ok(outcome.ok, JSON.stringify(outcome));
  return outcome.value;
};
const refusal = (raw: string): string => {
  const outcome = cleanText(raw);
  assert.ok(!outcome.ok, `accepted ${JSON.stringify(raw.slice(0, 40))}`);
  return outcome.failure.code;
};

test('ordinary text of every script stays as it is', () => {
  for (const text of [
    'Hello <b>world</b> & "you"',
    'می‌خواهم',
    '👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    'مرحبا\u200f (BTC)',
    'a\tb\n\nc',
    '안녕하세요',
    'ありがとう',
    'क्षत्रिय',
  ]) {
    assert.equal(cleaned(text), text.normalize('NFC'));
  }
});

test('controls go, line ends become one kind, direction overrides go', () => {
  assert.equal(cleaned('a\r\nb\rc\u2028d\u0085e'), 'a\nb\nc\nd\ne');
  assert.equal(cleaned('a\u0000\u0007\u001b[31mb\u009b'), 'a[31mb');
  assert.equal(cleaned('invoice\u202efdp.exe\u2066x\u2069'), 'invoicefdp.exex');
  assert.equal(cleaned('hi\u{e0041}\u{e0042}'), 'hi');
  assert.equal(cleaned('e\u0301'), 'é');
  assert.equal(cleaned('  x \n'), 'x');
});

test('what cannot be a message is refused by name', () => {
  assert.equal(refusal(''), 'message_empty');
  assert.equal(refusal(' \n\u200b\u200d\u3164'), 'message_empty');
  assert.equal(refusal('\u0000\u202e'), 'message_empty');
  assert.equal(refusal('a\ud800b'), 'malformed_text');
  assert.equal(refusal('x'.repeat(MAX_MESSAGE_CHARACTERS + 1)), 'message_too_long');
  assert.equal(refusal('x'.repeat(200_000)), 'message_too_long');
  assert.equal(cleaned('x'.repeat(MAX_MESSAGE_CHARACTERS)).length, MAX_MESSAGE_CHARACTERS);
});

test('cleaning is idempotent and leaves nothing unwanted, whatever comes in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => {
      const outcome = cleanText(raw);
      if (!outcome.ok) return;
      assert.equal(cleaned(outcome.value), outcome.value);
      assert.doesNotMatch(outcome.value, UNWANTED);
    }),
    { numRuns: 2_000 },
  );
});

test('names of files lose paths, invisible characters and length, and keep their extension', () => {
  assert.equal(cleanFileName('../../etc/passwd'), 'passwd');
  assert.equal(cleanFileName('C:\\Users\\ana\\receipt.pdf'), 'receipt.pdf');
  assert.equal(cleanFileName('photo\u202egnp.exe'), 'photognp.exe');
  assert.equal(cleanFileName('..\u0000..'), 'file');
  assert.equal(cleanFileName('a"b\r\nc.png'), 'abc.png');
  assert.equal(cleanFileName('收据 2024.jpg'), '收据 2024.jpg');
  assert.equal(cleanFileName('NUL.txt'), 'file-NUL.txt');
  assert.equal(cleanFileName(''), 'file');
  assert.ok(cleanFileName(`${'长'.repeat(500)}.jpeg`).endsWith('长.jpeg'));
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
      const name = cleanFileName(raw);
      assert.ok(name.length > 0 && name.length <= MAX_FILE_NAME_CHARACTERS);
      assert.ok(name.isWellFormed());
      assert.doesNotMatch(name, /[/\\"\r\n\u202a-\u202e\u2066-\u2069]/);
      assert.equal(cleanFileName(name), name);
    }),
    { numRuns: 2_000 },
  );
});

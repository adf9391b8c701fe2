import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createServerSecretGuard } from '../../src/adapters/secret-guard-bip39/create-guard.ts';
import { cleanFileName } from '../../src/core/text/clean-file-name.ts';
import { cleanText } from '../../src/core/text/clean-text.ts';
import { contentDisposition } from '../../src/features/files/download-headers.ts';
import { loadPayloads } from './payloads.ts';

const guard = createServerSecretGuard();
const REFUSALS = ['message_empty', 'message_too_long', 'malformed_text'];
/** What cleaning may take away: controls, direction controls, tags, line ends and outer blanks. */
const TAKEN =
  /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\s]/gu;
const visible = (text: string): string => text.normalize('NFC').replace(TAKEN, '');

test('every payload passes cleaning and guard as harmless text, or is refused by name', (context) => {
  for (const { file, texts } of loadPayloads(context)) {
    assert.ok(texts.length > 0, file);
    for (const text of texts) {
      const cleaned = cleanText(text);
      if (!cleaned.ok) {
        assert.ok(REFUSALS.includes(cleaned.failure.code), cleaned.failure.code);
        continue;
      }
      assert.equal(visible(cleaned.value), visible(text), 'no visible character is lost');
      const before = process.cpuUsage();
      const { text: guarded, spans } = guard.redact(cleaned.value);
      assert.ok(process.cpuUsage(before).user < 500_000, `slow: ${text.slice(0, 80)}`);
      if (spans.length === 0) assert.equal(guarded, cleaned.value);
    }
  }
});

test('every payload makes a harmless file name and a header of one line', (context) => {
  for (const { texts } of loadPayloads(context)) {
    for (const text of texts) {
      const name = cleanFileName(`${text}.png`);
      assert.doesNotMatch(name, /[/\\<>"\p{Cc}\u202a-\u202e]/u);
      assert.ok(name.length <= 120 && name.endsWith('png'), name);
      const header = contentDisposition(name);
      assert.match(header, /^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.~%&+-]*$/);
      assert.equal(header.split('"').length, 3);
    }
  }
});

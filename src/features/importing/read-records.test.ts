import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { withFiles } from '../../../test/files-of.ts';
import { splitText } from '../../core/importing/split-text.ts';
import { readRecords } from './read-records.ts';
import { DocumentScanner } from './scan-document.ts';

test('a document is cut into its records wherever its chunks end', () => {
  const document = JSON.stringify({
    users: [{ id: 1, note: 'a "quoted" } brace' }],
    count: 2,
    tickets: [
      { id: 2, comments: [{ id: 3, body: '[{"tickets":[' }] },
      { id: 4, s: '\\' },
    ],
  });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }), (sizes) => {
      const scanner = new DocumentScanner(1_000);
      const found: unknown[] = [];
      for (let at = 0, turn = 0; at < document.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        for (const { list, text } of scanner.take(document.slice(at, at + size))) {
          found.push([list, JSON.parse(text ?? '').id]);
        }
        at += size;
      }
      assert.deepEqual(found, [
        ['users', 1],
        ['tickets', 2],
        ['tickets', 4],
      ]);
      assert.equal(scanner.unfinished, false);
    }),
  );
});

test('a file that ends in the middle says so; a record that is too large is not kept', async () => {
  await withFiles({ 'cut.json': '[{"id":1},{"id":2},{"id":' }, async ([path = '']) => {
    const rows: unknown[] = [];
    for await (const record of readRecords(path))
      rows.push('broken' in record ? record.broken : record.row);
    assert.deepEqual(rows, [1, 2, 'not_json']);
  });
  const scanner = new DocumentScanner(30);
  const sizes = [...scanner.take(`[{"id":1},{"id":2,"text":"${'x'.repeat(90)}"},{"id":3}]`)];
  assert.deepEqual(
    sizes.map(({ text }) => text === undefined),
    [false, true, false],
  );
});

test('a long text in parts is the same text, cut in no character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const parts = splitText(text, 40);
      for (const part of parts) assert.ok(part.length <= 40 && part.isWellFormed());
      assert.equal(parts.join('').replaceAll(/\s/g, ''), text.replaceAll(/\s/g, ''));
    }),
  );
});

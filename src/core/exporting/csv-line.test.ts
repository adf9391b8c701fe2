import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { csvLine } from './csv-line.ts';

test('no cell is a formula, whatever was written', () => {
  for (const text of [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\u00a0=1',
    '\ufeff=1',
    '＝1',
    '＋1',
    '＠SUM(A1)',
    '\u2066=1',
    '\u0000=1',
    '\u200e=1',
    '﹦1',
    '\t',
    '\r',
    '=HYPERLINK("http://x","y")',
    "-cmd|'/c calc'!A1",
  ]) {
    assert.ok(csvLine([text]).startsWith(`"'`), JSON.stringify(text));
  }
  assert.equal(
    csvLine(['a=1', 'b', 'x-y', 'me@example.org']),
    '"a=1","b","x-y","me@example.org"\r\n',
  );
  assert.equal(csvLine([-5, null, true, '']), '-5,,true,""\r\n');
});

/** A reader of its own (RFC 4180). */
const read = (line: string): readonly string[] =>
  [...line.replace(/\r\n$/, '').matchAll(/"((?:[^"]|"")*)"(?:,|$)/gs)].map((match) =>
    (match[1] ?? '').replaceAll('""', '"'),
  );

test('what is read back is what was written, with at most a quote before it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (values) => {
      const back = read(csvLine(values));
      assert.equal(back.length, values.length);
      back.forEach((text, index) => {
        assert.ok(text === values[index] || text === `'${values[index]}`);
        assert.doesNotMatch(text, /^[=+\-@\t\r]/);
      });
    }),
  );
});

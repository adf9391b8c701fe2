import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatNumber, parseNumber } from './number.ts';

test('a number is read back, however it is spaced', () => {
  fc.assert(
    fc.property(fc.nat({ max: 99_999_999 }), (value) => {
      const number = formatNumber(value);
      assert.match(number, /^\d{4}-\d{4}-\d$/);
      assert.equal(parseNumber(number), number);
      assert.equal(parseNumber(number.replaceAll('-', ' ')), number);
    }),
  );
});

test('one wrong digit, or two neighbours swapped, is noticed', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: 99_999_999 }),
      fc.nat({ max: 8 }),
      fc.integer({ min: 1, max: 9 }),
      (value, at, by) => {
        const digits = formatNumber(value).replaceAll('-', '');
        const wrong = `${digits.slice(0, at)}${(Number(digits[at]) + by) % 10}${digits.slice(at + 1)}`;
        assert.equal(parseNumber(wrong), undefined);
        const swapped = `${digits.slice(0, at)}${digits[at + 1] ?? ''}${digits[at] ?? ''}${digits.slice(at + 2)}`;
        if (at < 8 && swapped !== digits) assert.equal(parseNumber(swapped), undefined);
      },
    ),
  );
});

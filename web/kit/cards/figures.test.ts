/// <reference types="node" />
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { partOf, shortenId, writeAmount, writePercent } from './figures.ts';

const plain = (written: string): string => written.replaceAll('\u202f', '');

test('an amount keeps all digits that count, down to 18 decimals', () => {
  assert.equal(plain(writeAmount('1.250000000000000001')), '1.250000000000000001');
  assert.equal(writeAmount('0.0100'), '0.01');
  assert.equal(writeAmount('58200.30'), '58\u202f200.3');
  assert.equal(writeAmount('-1000000'), '-1\u202f000\u202f000');
  assert.equal(writeAmount('007'), '7');
  assert.equal(writeAmount('a lot'), 'a lot');
});

test('nothing but grouping and idle zeros differs from what was given', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 30n - 1n }),
      fc.stringMatching(/^\d{0,18}$/),
      (whole, decimals) => {
        const given = decimals === '' ? `${whole}` : `${whole}.${decimals}`;
        const back = plain(writeAmount(given));
        const [head, tail = ''] = back.split('.');
        assert.equal(head, `${whole}`);
        assert.equal(tail.padEnd(decimals.length, '0'), decimals);
      },
    ),
  );
});

test('a share in percent is exact', () => {
  assert.equal(writePercent('0.0008'), '0.08');
  assert.equal(writePercent('0.25'), '25');
  assert.equal(writePercent('1'), '100');
  assert.equal(writePercent('-0.1'), '-10');
  assert.equal(writePercent('0.000000000001'), '0.0000000001');
});

test('a bar is never beyond its ends', () => {
  assert.equal(partOf('0.2', '0.5'), 0.4);
  assert.equal(partOf('3', '2'), 1);
  assert.equal(partOf('1', '0'), 0);
});

test('what is short is not made unreadable', () => {
  assert.equal(shortenId('dep-9001'), 'dep-9001');
  assert.equal(shortenId('0x8f2d0a5bb1c4f6f3c4cf9d3f'), '0x8f2d…cf9d3f');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountText, shortAmountText } from './amount-text.ts';

const of = (amount: string | null, units = '5', contract: string | null = null) => ({
  contract,
  symbol: contract === null ? 'BTC' : null,
  units,
  amount,
});

test('an amount is said whole where there is room', () => {
  assert.equal(amountText(of('1234.567891230000')), '1\u202f234.56789123 BTC');
});

test('a short amount is cut and never more than there is', () => {
  assert.equal(shortAmountText(of('0.9999999')), '0.999999 BTC');
  assert.equal(shortAmountText(of('12.5')), '12.5 BTC');
  assert.equal(shortAmountText(of('2')), '2 BTC');
});

test('an amount that would vanish keeps its first figure', () => {
  assert.equal(shortAmountText(of('0.000000001234')), '0.000000001 BTC');
  assert.equal(shortAmountText(of('0.0')), '0 BTC');
});

test('without decimals the smallest units are said, and a nameless token by its contract', () => {
  assert.equal(
    shortAmountText(of(null, '1500', '0xdac17f958d2ee523a2206206994597c13d831ec7')),
    '1\u202f500 0xdac1…831ec7',
  );
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { toDecimal, toUnits } from './amount.ts';
import { decodeWitnessAddress } from './bech32.ts';
import { blocksQuantileMs, expectConfirmations } from './expected-time.ts';
import { measureIntervals } from './pace.ts';
import { mayBelongTo, recogniseAddress, recogniseTransactionId } from './recognise.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const recognise = (text: string) => recogniseAddress(text, sha256);

test('addresses are told by their form, with their checksums', () => {
  // Test vectors of BIP-173 and BIP-350, and well-known addresses.
  const known: readonly (readonly [string, string])[] = [
    ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'bitcoin'],
    ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'bitcoin'],
    ['bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0', 'bitcoin'],
    ['tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx', 'bitcoin_test'],
    ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', 'bitcoin'],
    ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', 'bitcoin'],
    ['mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn', 'bitcoin_test'],
    ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'tron'],
    ['So11111111111111111111111111111111111111112', 'solana'],
    ['0xdAC17F958D2ee523a2206206994597C13D831ec7', 'evm'],
  ];
  for (const [address, network] of known) {
    assert.deepEqual(recognise(address).networks, [network], address);
    assert.equal(recognise(address).mistyped, false, address);
  }
  assert.equal(recognise(known[9]?.[0] ?? '').normal, known[9]?.[0].toLowerCase());
});

test('a wrong character is noticed, and what is no address is none', () => {
  const mistyped = [
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5',
    'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd',
    '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb',
    'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u',
    '0xdAC17F958D2ee523a2206206994597C13D831ec',
  ];
  for (const address of mistyped) {
    const found = recognise(address);
    assert.deepEqual([found.mistyped, found.normal], [true, null], address);
  }
  for (const text of ['', 'hello', '0x', 'bc1', 'norvik', '1'.repeat(200)]) {
    assert.deepEqual(recognise(text).networks, [], text);
  }
  assert.equal(decodeWitnessAddress('bc1QW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'), undefined);
});

test('any one changed character of a bech32 address is found', () => {
  const address = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: address.length - 1 }),
      fc.constantFrom(...'qpzry9x8gf2tvdw0s3jn54khce6mua7l'),
      (place, character) => {
        const changed = address.slice(0, place) + character + address.slice(place + 1);
        assert.equal(decodeWitnessAddress(changed) === undefined, changed !== address);
      },
    ),
  );
});

test('transaction ids are told by their form', () => {
  const hex = 'A'.repeat(64);
  assert.deepEqual(recogniseTransactionId(`0x${hex}`).networks, ['evm']);
  assert.equal(mayBelongTo(recogniseTransactionId(hex), 'bitcoin'), true);
  assert.equal(mayBelongTo(recogniseTransactionId(hex), 'evm'), true);
  assert.equal(mayBelongTo(recogniseTransactionId(`0x${hex}`), 'bitcoin'), false);
  assert.equal(recogniseTransactionId(`0x${hex.slice(1)}`).mistyped, true);
  const solana = '5'.repeat(88);
  assert.deepEqual(recogniseTransactionId(solana).networks, ['solana']);
  assert.deepEqual(recogniseTransactionId('where is my deposit').networks, []);
});

test('amounts keep every digit there and back', () => {
  assert.equal(toDecimal('1500000000000000001', 18), '1.500000000000000001');
  assert.equal(toDecimal('1', 18), '0.000000000000000001');
  assert.equal(toDecimal('100', 0), '100');
  assert.equal(toUnits('0.1', 8), '10000000');
  assert.equal(toUnits('0.123456789', 8), null);
  assert.equal(toUnits('1,5', 8), null);
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n }), fc.nat(30), (units, decimals) => {
      assert.equal(toUnits(toDecimal(`${units}`, decimals), decimals), `${units}`);
    }),
  );
});

test('the interval comes from real blocks, else from the network', () => {
  const usual = { meanMs: 12_000, deviationMs: 1_200 };
  assert.deepEqual(measureIntervals([0, 10, 20], usual).blocks, 0);
  assert.deepEqual(measureIntervals([5, 5, 5, 5, 5], usual).meanIntervalMs, 12_000);
  const measured = measureIntervals([0, 10, 20, 30, 60], usual);
  assert.deepEqual([measured.blocks, measured.meanIntervalMs], [4, 15]);
  assert.equal(measured.deviationMs, 10);
  // A night on which the node was off is no pace.
  assert.equal(measureIntervals([0, 10, 20, 30, 40, 30_000, 30_010], usual).meanIntervalMs, 10);
});

test('quantiles agree with those of the gamma distribution', () => {
  // Exponential intervals of ten minutes; chi-squared tables: 1 block 10 % 63.2 s, 90 % 1381.6 s; 6 blocks 1891 s, 5565 s.
  const minutes = (blocks: number, z: number) => blocksQuantileMs(blocks, 600, 600, z);
  const near = (value: number, expected: number) =>
    assert.ok(Math.abs(value - expected) < 0.02 * expected + 5, `${value} is not ${expected}`);
  near(minutes(1, 1.28155), 1381.6);
  near(minutes(1, -1.28155), 63.2);
  near(minutes(6, 1.28155), 5565);
  near(minutes(6, -1.28155), 1891);
  assert.equal(blocksQuantileMs(0, 600, 600, 1), 0);
});

test('the time expected shrinks with each confirmation and ends at zero', () => {
  const base = { needed: 12, meanIntervalMs: 12_000, deviationMs: 500 };
  const inBlock = (confirmations: number) =>
    expectConfirmations({ ...base, confirmations, blocksToEnter: null });
  let last = Number.POSITIVE_INFINITY;
  for (let confirmations = 1; confirmations <= 12; confirmations += 1) {
    const { fromMs, toMs, maxBlocks } = inBlock(confirmations);
    assert.ok(toMs !== null && fromMs <= toMs && toMs < last);
    assert.equal(maxBlocks, 12 - confirmations);
    last = toMs;
  }
  assert.deepEqual([inBlock(12).fromMs, inBlock(12).toMs, inBlock(40).toMs], [0, 0, 0]);
  const waiting = expectConfirmations({
    ...base,
    confirmations: 0,
    blocksToEnter: { from: 1, to: 2 },
  });
  assert.deepEqual([waiting.minBlocks, waiting.maxBlocks], [12, 13]);
  const stuck = expectConfirmations({
    ...base,
    confirmations: 0,
    blocksToEnter: { from: 1, to: null },
  });
  assert.deepEqual([stuck.maxBlocks, stuck.toMs], [null, null]);
});

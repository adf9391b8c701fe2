import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { move, openLedger } from './ledger.ts';
import { decimalText, formatUnits, parseUnits } from './money.ts';
import { openStore } from './store.ts';

test('text and smallest units say the same, to the last of 18 decimals', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n }),
      fc.nat(18),
      (value, decimals) => {
        assert.equal(parseUnits(formatUnits(value, decimals), decimals), value);
      },
    ),
  );
  assert.equal(parseUnits('1.000000001', 8), null);
  assert.equal(parseUnits('1e3', 8), null);
  assert.equal(decimalText(8e-5), '0.00008');
  assert.equal(decimalText(100), '100');
});

const account = fc.constantFrom('a', 'b', 'house', 'outside:X');
const step = fc.record({
  asset: fc.constantFrom('BTC', 'EUR'),
  amount: fc.bigInt({ min: 1n, max: 1_000n }),
  from: account,
  to: account,
  bucket: fc.constantFrom('available' as const, 'held' as const),
});

test('whatever is moved, nothing is made or lost, and no customer owes anything', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const store = openStore(null);
      const ledger = openLedger(store, () => 0);
      for (const { asset, amount, from, to, bucket } of steps) {
        const before = ledger.balance(from, asset, 'available');
        const moved = ledger.post(
          'test',
          'x',
          move(asset, amount, [from, 'available'], [to, bucket]),
        );
        const mayOwe = from === 'house' || from.startsWith('outside');
        assert.equal(
          moved,
          mayOwe || before >= amount || (from === to && bucket === 'available' && before >= 0n),
        );
      }
      for (const asset of ['BTC', 'EUR']) assert.equal(ledger.total(asset), 0n);
      for (const name of ['a', 'b'])
        for (const both of ledger.balances(name).values())
          assert.ok(both.available >= 0n && both.held >= 0n);
      store.close();
    }),
    { numRuns: 60 },
  );
});

test('an entry that makes money is a bug, and writes nothing', () => {
  const store = openStore(null);
  const ledger = openLedger(store, () => 0);
  assert.throws(() =>
    ledger.post('x', 'x', [{ account: 'a', asset: 'BTC', bucket: 'available', delta: 1n }]),
  );
  assert.equal(ledger.balance('a', 'BTC', 'available'), 0n);
  store.close();
});

test('what was written is there after the end, and what failed half-way is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  try {
    const first = openStore(folder);
    const ledger = openLedger(first, () => 0);
    ledger.post('x', 'x', move('BTC', 5n, ['outside:X', 'available'], ['a', 'available']));
    assert.throws(() =>
      first.atomically(() => {
        ledger.post('x', 'y', move('BTC', 5n, ['a', 'available'], ['b', 'available']));
        throw new Error('half-way');
      }),
    );
    first.close();
    const again = openStore(folder);
    const read = openLedger(again, () => 0);
    assert.equal(read.balance('a', 'BTC', 'available'), 5n);
    assert.equal(read.balance('b', 'BTC', 'available'), 0n);
    again.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

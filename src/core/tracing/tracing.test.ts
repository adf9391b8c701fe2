import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { LedgerTransaction, Transfer } from '../chain/ledger.ts';
import { foldAccounts, haircut, type Opening } from './follow-accounts.ts';
import { foldOutputs } from './follow-outputs.ts';
import { startFromAddress, startFromTransaction } from './start-trace.ts';
import { DEFAULT_LIMITS, type Label, NATIVE, type TraceState } from './state.ts';

const ETH = { kind: 'native', symbol: 'ETH', decimals: 18 } as const;
const native = { contract: null, symbol: 'ETH', decimals: 18 };
const nobody: (address: string) => Label | null = () => null;

const transfer = (from: string, to: string, amount: bigint | number): Transfer => ({
  asset: ETH,
  from,
  to,
  amount: `${amount}`,
  index: 0,
});
const paid = (
  height: number,
  transfers: readonly Transfer[],
  fee: LedgerTransaction['fee'] = null,
): LedgerTransaction => ({
  txid: `t${height}`,
  height,
  blockHash: `b${height}`,
  at: height * 1_000,
  position: 0,
  transfers,
  fee,
  inputs: [],
  outputs: [],
});

const start = (
  tx: LedgerTransaction,
  limits = DEFAULT_LIMITS,
  receiver: string | null = null,
): TraceState => {
  const before = { height: tx.height - 1, hash: 'before' };
  const family = tx.outputs.length > 0 ? 'bitcoin' : 'evm';
  const state = startFromTransaction({
    family,
    tx,
    named: null,
    receiver,
    limits,
    before,
    native,
  });
  assert.ok(state);
  return state;
};

/** Folds until all that is needed is known, as the caller of the core does. */
const follow = (
  state: TraceState,
  transactions: readonly LedgerTransaction[],
  balances: Readonly<Record<string, bigint>> = {},
  labelOf = nobody,
): TraceState => {
  const through = { height: transactions.at(-1)?.height ?? 0, hash: 'end' };
  const openings: Opening[] = [];
  for (;;) {
    const folded = foldAccounts(state, { transactions, through }, openings, labelOf);
    if (folded.needed.length === 0) return folded.state;
    for (const one of folded.needed) {
      openings.push({ ...one, balance: (balances[one.address] ?? 0n).toString() });
    }
  }
};

const heldOf = (state: TraceState): Record<string, string> =>
  Object.fromEntries(
    Object.values(state.nodes)
      .filter(({ held }) => (held[NATIVE] ?? '0') !== '0')
      .map(({ address, held }) => [address, held[NATIVE] ?? '0']),
  );
const sum = (amounts: readonly string[]): bigint =>
  amounts.reduce((total, amount) => total + BigInt(amount), 0n);

describe('funds followed from address to address', () => {
  test('they branch, merge and stay where they were not passed on', () => {
    const theft = paid(1, [transfer('victim', 'thief', 1_000)]);
    const after = follow(start(theft), [
      theft,
      paid(2, [transfer('thief', 'a', 600), transfer('thief', 'b', 400)]),
      paid(3, [transfer('a', 'c', 600)]),
      paid(4, [transfer('b', 'c', 300)]),
    ]);
    assert.deepEqual(heldOf(after), { b: '100', c: '900' });
    assert.deepEqual(
      Object.values(after.nodes).map(({ address, hop }) => [address, hop]),
      [
        ['victim', 0],
        ['thief', 1],
        ['a', 2],
        ['b', 2],
        ['c', 3],
      ],
    );
    assert.deepEqual(
      Object.values(after.edges).map(({ from, to, tainted }) => `${from} ${to} ${tainted}`),
      ['victim thief 1000', 'thief a 600', 'thief b 400', 'a c 600', 'b c 300'],
    );
  });

  test('mixed with other coins, each payment carries its share', () => {
    const theft = paid(1, [transfer('victim', 'thief', 100)]);
    const after = follow(
      start(theft),
      [
        theft,
        // The thief had 100 of their own, and gets 200 more: a quarter of what leaves is stolen.
        paid(2, [transfer('friend', 'thief', 200)]),
        paid(3, [transfer('thief', 'shop', 200)]),
      ],
      { thief: 100n },
    );
    assert.deepEqual(heldOf(after), { thief: '50', shop: '50' });
  });

  test('a circle ends, and what comes back to the victim stays there', () => {
    const theft = paid(1, [transfer('victim', 'a', 100)]);
    const circle = Array.from({ length: 30 }, (_, i) =>
      paid(2 + i, [i % 2 === 0 ? transfer('a', 'b', 100) : transfer('b', 'a', 100)]),
    );
    const back = paid(40, [transfer('a', 'victim', 60)]);
    const on = paid(41, [transfer('victim', 'shop', 60)]);
    const after = follow(start(theft), [theft, ...circle, back, on]);
    assert.deepEqual(heldOf(after), { victim: '60', a: '40' });
    assert.equal(after.nodes.b?.hop, 2);
    assert.equal(after.nodes.shop, undefined);
  });

  test('it ends at an exchange, after the last hop, and at what is too small', () => {
    const theft = paid(1, [transfer('victim', 'thief', 100_000)]);
    const transactions = [
      theft,
      paid(2, [transfer('thief', 'exchange', 50_000), transfer('thief', 'dust', 99)]),
      paid(3, [transfer('exchange', 'other', 50_000), transfer('thief', 'a', 40_000)]),
      paid(4, [transfer('a', 'b', 40_000)]),
      paid(5, [transfer('b', 'c', 40_000)]),
    ];
    const labelOf = (address: string): Label | null =>
      address === 'exchange' ? { name: 'Some exchange', kind: 'exchange' } : null;
    const state = start(theft, { ...DEFAULT_LIMITS, maxHops: 3 });
    const after = follow(state, transactions, {}, labelOf);
    assert.deepEqual(heldOf(after), { thief: '9901', exchange: '50000', b: '40000' });
    assert.deepEqual([after.nodes.exchange?.end, after.nodes.b?.end], ['label', 'hops']);
    assert.deepEqual(
      [after.nodes.other, after.nodes.c, after.nodes.dust],
      [undefined, undefined, undefined],
    );
    assert.deepEqual(after.dust, { [NATIVE]: '99' });
  });

  test('fees take their share, and a fold in parts is the same as one fold', () => {
    const theft = paid(1, [transfer('victim', 'thief', 1_000)], { payer: 'victim', amount: '5' });
    const transactions = [
      theft,
      paid(2, [transfer('thief', 'a', 500)], { payer: 'thief', amount: '100' }),
      paid(3, [transfer('a', 'b', 250)], { payer: 'a', amount: '50' }),
      paid(4, [transfer('b', 'thief', 250)]),
    ];
    const whole = follow(start(theft), transactions);
    assert.deepEqual(whole.fees, { [NATIVE]: '150' });
    assert.deepEqual(heldOf(whole), { thief: '650', a: '200' });
    let parts = start(theft);
    for (const tx of transactions) parts = follow(parts, [tx]);
    assert.deepEqual(parts, whole);
  });

  test('all that leaves an address is followed, where one is given', () => {
    const before = { height: 1, hash: 'x' };
    const state = startFromAddress({ address: 'thief', limits: DEFAULT_LIMITS, before, at: 0 });
    const after = follow(state, [
      paid(2, [transfer('thief', 'a', 70)]),
      paid(3, [transfer('a', 'b', 30)]),
    ]);
    assert.deepEqual(after.stolen, { [NATIVE]: '70' });
    assert.deepEqual(heldOf(after), { a: '40', b: '30' });
  });

  test('where the balance before is forgotten, it is said', () => {
    const theft = paid(1, [transfer('victim', 'thief', 100)]);
    const through = { height: 1, hash: 'end' };
    const openings = [{ address: 'thief', asset: NATIVE, height: 0, balance: null }];
    const { state } = foldAccounts(
      start(theft),
      { transactions: [theft], through },
      openings,
      nobody,
    );
    assert.equal(state.nodes.thief?.balanceKnown, false);
  });

  test('of a payment to many, only what the thief got is stolen', () => {
    const theft = paid(1, [transfer('wallet', 'customer', 70), transfer('wallet', 'thief', 30)]);
    const state = start(theft, DEFAULT_LIMITS, 'thief');
    assert.deepEqual(state.stolen, { [NATIVE]: '30' });
    const after = follow(state, [theft, paid(2, [transfer('customer', 'shop', 70)])]);
    assert.deepEqual(heldOf(after), { thief: '30' });
  });

  test('nothing stolen is lost or made, whatever is paid', () => {
    const addresses = ['a', 'b', 'c', 'd', 'e'];
    const payment = fc.record({
      from: fc.constantFrom(...addresses),
      to: fc.constantFrom(...addresses, 'victim'),
      amount: fc.bigInt({ min: 0n, max: 3_000n }),
      fee: fc.bigInt({ min: 0n, max: 20n }),
    });
    fc.assert(
      fc.property(fc.array(payment, { maxLength: 40 }), fc.nat(2_000), (payments, before) => {
        const theft = paid(1, [transfer('victim', 'a', 1_000)]);
        const transactions = payments.map(({ from, to, amount, fee }, i) =>
          paid(2 + i, [transfer(from, to, amount)], { payer: from, amount: `${fee}` }),
        );
        const balances = Object.fromEntries(addresses.map((one) => [one, BigInt(before)]));
        const after = follow(start(theft), [theft, ...transactions], balances);
        const left = sum(Object.values(heldOf(after)));
        const dust = BigInt(after.dust[NATIVE] ?? '0');
        const fees = BigInt(after.fees[NATIVE] ?? '0');
        assert.equal(left + dust + fees, 1_000n);
      }),
    );
  });

  test('a share is never more than was there', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 24n });
    fc.assert(
      fc.property(amount, amount, amount, (paidOut, tainted, clean) => {
        const part = haircut(paidOut, tainted, tainted + clean);
        assert.ok(part >= 0n && part <= tainted && (paidOut > tainted + clean || part <= paidOut));
      }),
    );
  });
});

interface Out {
  readonly to: string | null;
  readonly amount: number;
}
const spent = (
  height: number,
  inputs: readonly { output: string; address: string; amount: number }[],
  outputs: readonly Out[],
): LedgerTransaction => ({
  ...paid(height, []),
  inputs: inputs.map((input) => ({ ...input, amount: `${input.amount}` })),
  outputs: outputs.map(({ to, amount }) => ({ address: to, amount: `${amount}` })),
});

describe('funds followed from output to output', () => {
  const theft = spent(
    1,
    [{ output: 'x:0', address: 'victim', amount: 1_010 }],
    [
      { to: 'thief', amount: 800 },
      { to: 'victim', amount: 200 },
    ],
  );
  const fold = (state: TraceState, transactions: readonly LedgerTransaction[], labelOf = nobody) =>
    foldOutputs(
      state,
      { transactions, through: { height: transactions.at(-1)?.height ?? 0, hash: 'end' } },
      labelOf,
    );

  test('the change of the victim is not stolen; mixed coins share the loss', () => {
    const { state, followed } = fold(start(theft), [
      theft,
      spent(
        2,
        [
          { output: 't1:0', address: 'thief', amount: 800 },
          { output: 'y:3', address: 'other', amount: 800 },
        ],
        [
          { to: 'a', amount: 1_000 },
          { to: 'thief', amount: 500 },
          { to: null, amount: 0 },
        ],
      ),
    ]);
    assert.deepEqual(state.stolen, { [NATIVE]: '800' });
    assert.deepEqual(heldOf(state), { thief: '250', a: '500' });
    assert.deepEqual(state.fees, { [NATIVE]: '50' });
    assert.deepEqual(followed, ['t2:0', 't2:1']);
    assert.deepEqual([state.nodes.thief?.hop, state.nodes.a?.hop], [1, 2]);
  });

  test('an exchange ends it, and fold in parts is the same', () => {
    const transactions = [
      theft,
      spent(
        2,
        [{ output: 't1:0', address: 'thief', amount: 800 }],
        [{ to: 'exchange', amount: 790 }],
      ),
      spent(3, [{ output: 't2:0', address: 'exchange', amount: 790 }], [{ to: 'z', amount: 780 }]),
    ];
    const labelOf = (address: string): Label | null =>
      address === 'exchange' ? { name: 'Some exchange', kind: 'exchange' } : null;
    const whole = fold(start(theft), transactions, labelOf).state;
    assert.deepEqual(heldOf(whole), { exchange: '790' });
    let parts = start(theft);
    for (const tx of transactions) parts = fold(parts, [tx], labelOf).state;
    assert.deepEqual(parts, whole);
  });
});

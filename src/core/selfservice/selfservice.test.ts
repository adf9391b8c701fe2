import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fixedOf, minus, shareOf, sumOf, textOf, trimmed } from './decimal.ts';
import { diagnoseNetwork } from './diagnose-platform.ts';
import { findTransactionIds, isSameId, narrow } from './find-details.ts';
import { LEVEL_OF_ACTION, LEVEL_OF_TOOL, levelOf, reaches, STEP_UP_HOLDS_MS } from './levels.ts';
import { offeredAt, placeInBook } from './read-book.ts';
import { TERMS, wordOf } from './terms.ts';
import { SELF_ACTIONS, TOOLS } from './vocabulary.ts';

const units = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });

test('amounts are exact: eighteen decimals survive, sums and differences agree', () => {
  fc.assert(
    fc.property(units, units, (a, b) => {
      const [one, other] = [textOf(a), textOf(b)];
      assert.equal(fixedOf(one), a);
      assert.equal(fixedOf(sumOf([one, other])), a + b);
      assert.equal(fixedOf(minus(one, other)), a - b);
    }),
  );
  assert.equal(trimmed('0012.3400'), '12.34');
  assert.equal(trimmed('1200.000000000000000001'), '1200.000000000000000001');
  assert.equal(shareOf('1', '3'), '0.3333');
  assert.equal(shareOf('2', '3'), '0.6667');
  for (const bad of ['', '1e5', '.5', '1.', '1,5', 'NaN', `0.${'1'.repeat(19)}`])
    assert.throws(() => fixedOf(bad), RangeError);
});

const depth = {
  bids: [
    { price: '100', quantity: '2' },
    { price: '99', quantity: '5' },
    { price: '98', quantity: '1' },
  ],
  asks: [
    { price: '101', quantity: '3' },
    { price: '102', quantity: '4' },
  ],
};
const order = { side: 'buy', price: '99', quantity: '1.5', filled: '0.5' } as const;

test('an order’s place: how far from the market, what is in front, and whether more may be', () => {
  const place = placeInBook(order, { depth });
  // Two at a better price, and four of the five at the same are others'.
  assert.deepEqual(place, {
    best: '101',
    distance: '0.0198',
    inFront: '6',
    isFirst: false,
    isWhole: true,
  });
  assert.equal(placeInBook({ ...order, price: '97' }, { depth })?.isWhole, false);
  assert.equal(placeInBook({ ...order, price: '100' }, { depth })?.isFirst, true);
  const sell = placeInBook({ ...order, side: 'sell', price: '102' }, { depth });
  assert.deepEqual([sell?.best, sell?.distance, sell?.inFront], ['100', '0.02', '6']);
  assert.equal(placeInBook({ ...order, price: null }, { depth }), null);
  assert.equal(placeInBook(order, { depth: { bids: [], asks: [] } })?.best, null);
  assert.equal(offeredAt({ side: 'buy', price: '101' }, depth), '3');
  assert.equal(offeredAt({ side: 'sell', price: '99' }, depth), '7');
  assert.equal(offeredAt({ side: 'buy', price: null }, depth), '7');
});

const EVM = `0x${'ab'.repeat(32)}`;

test('ids are found in any sentence, full-width as well, and never more than three', () => {
  assert.deepEqual(findTransactionIds(`我的交易${EVM}在哪里`).txids, [EVM]);
  assert.deepEqual(findTransactionIds(`（${EVM.replace('x', 'ｘ')}）`).txids, [EVM]);
  assert.equal(findTransactionIds(`tx ${EVM.slice(0, -2)} please`).mistyped, EVM.slice(0, -2));
  assert.deepEqual(findTransactionIds('no id here, 123456').txids, []);
  const many = Array.from({ length: 9 }, (_, at) => `0x${String(at).repeat(64)}`).join(' ');
  assert.equal(findTransactionIds(many).txids.length, 3);
  assert.ok(isSameId(EVM.toUpperCase().replace('0X', ''), EVM));
  assert.ok(!isSameId('5VERv8NMvzbJMEkV', '5verv8nmvzbjmekv'));
});

test('words only ever choose among what is one’s own', () => {
  const own = [
    { id: 1, amount: '0.50', asset: 'BTC' },
    { id: 2, amount: '3', asset: 'ETH' },
    { id: 3, amount: '0.7', asset: 'ETH' },
  ];
  const ids = (text: string) => narrow(own, text).map(({ id }) => id);
  assert.deepEqual(ids('my 0.5 btc'), [1]);
  assert.deepEqual(ids('0,50'), [1]);
  assert.deepEqual(ids('the eth ones'), [2, 3]);
  assert.deepEqual(ids('something of 77 DOGE'), [1, 2, 3]);
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const each of narrow(own, text)) assert.ok(own.includes(each));
    }),
  );
});

test('visitors reach no account, and what moves money or access needs a fresh proof', () => {
  const now = 1_000_000;
  assert.equal(levelOf('visitor', now + 1, now), 'channel');
  assert.equal(levelOf('customer', null, now), 'session');
  assert.equal(levelOf('customer', now + 1, now), 'step_up');
  assert.equal(levelOf('customer', now, now), 'session');
  assert.equal(STEP_UP_HOLDS_MS, 600_000);
  for (const tool of TOOLS)
    if (LEVEL_OF_TOOL[tool] !== 'none') assert.ok(!reaches('channel', LEVEL_OF_TOOL[tool]), tool);
  assert.deepEqual(
    SELF_ACTIONS.filter((action) => LEVEL_OF_ACTION[action] === 'step_up'),
    ['reset_two_factor', 'recover_deposit'],
  );
});

test('codes that nobody foresaw are said by the general word, whatever they are called', () => {
  assert.equal(wordOf('hold', 'new_password'), 'password');
  for (const code of ['fiu_2291', 'constructor', '__proto__', 'toString'])
    assert.equal(wordOf('hold', code), 'other');
  assert.ok(Object.keys(TERMS).length > 5);
});

test('what a line test says, and in which order', () => {
  const fine = {
    samples: 10,
    lost: 0,
    medianMs: 60,
    slowMs: 90,
    clockOffMs: 200,
    socket: 'open',
    isOnline: true,
  } as const;
  const code = (changed: Partial<Parameters<typeof diagnoseNetwork>[0]>): string =>
    diagnoseNetwork({ ...fine, ...changed }).code;
  assert.equal(code({}), 'fine');
  assert.equal(code({ isOnline: false, lost: 10 }), 'offline');
  assert.equal(code({ lost: 10, medianMs: null }), 'unreachable');
  assert.equal(code({ lost: 2 }), 'losing');
  assert.equal(code({ clockOffMs: -31_000 }), 'clock_off');
  assert.equal(code({ socket: 'failed' }), 'socket_blocked');
  assert.equal(code({ medianMs: 801, slowMs: 900 }), 'slow');
  assert.equal(code({ slowMs: 1_500 }), 'unsteady');
});

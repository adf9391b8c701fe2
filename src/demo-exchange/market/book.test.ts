import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Book, type Side, type Taker } from './book.ts';

const taker = (given: Partial<Taker> & Pick<Taker, 'id' | 'side' | 'quantity'>): Taker => ({
  ...{ owner: given.id, limit: null, rest: 'wait' },
  ...given,
});

test('best price first, then who came first', () => {
  const book = new Book();
  book.match(taker({ id: 'late', side: 'sell', limit: 101n, quantity: 5n }));
  book.match(taker({ id: 'first', side: 'sell', limit: 100n, quantity: 2n }));
  book.match(taker({ id: 'second', side: 'sell', limit: 100n, quantity: 2n }));
  const { fills, remaining } = book.match(
    taker({ id: 'x', side: 'buy', limit: 101n, quantity: 6n }),
  );
  assert.deepEqual(
    fills.map(({ makerId, price, quantity }) => [makerId, price, quantity]),
    [
      ['first', 100n, 2n],
      ['second', 100n, 2n],
      ['late', 101n, 2n],
    ],
  );
  assert.equal(remaining, 0n);
  assert.deepEqual(book.levels('sell', 3), [{ price: 101n, quantity: 3n }]);
});

test('all or nothing trades nothing unless all is there; at once leaves nothing waiting', () => {
  const book = new Book();
  book.match(taker({ id: 'm', side: 'sell', limit: 100n, quantity: 3n }));
  const all = taker({ id: 'a', side: 'buy', limit: 100n, quantity: 4n, rest: 'all_or_nothing' });
  assert.deepEqual(book.match(all), {
    ...{ fills: [], remaining: 4n, waits: false, ended: 'not_all' },
  });
  const now = book.match({ ...all, id: 'b', rest: 'end' });
  assert.equal(now.remaining, 1n);
  assert.equal(now.ended, 'no_liquidity');
  assert.equal(book.best('buy'), undefined);
});

test('nobody trades with themselves', () => {
  const book = new Book();
  book.match(taker({ id: 'm', owner: 'u', side: 'sell', limit: 100n, quantity: 3n }));
  const met = book.match(taker({ id: 'n', owner: 'u', side: 'buy', limit: 100n, quantity: 1n }));
  assert.equal(met.ended, 'self_trade');
  assert.equal(book.find('m')?.remaining, 3n);
});

const order = fc.record({
  side: fc.constantFrom<Side>('buy', 'sell'),
  limit: fc.option(fc.bigInt({ min: 90n, max: 110n }), { nil: null }),
  quantity: fc.bigInt({ min: 1n, max: 20n }),
  rest: fc.constantFrom<Taker['rest']>('wait', 'end', 'all_or_nothing'),
  owner: fc.constantFrom('p', 'q', 'r'),
});

test('whatever comes: every quantity is traded, waiting or given back; the book never crosses', () => {
  fc.assert(
    fc.property(fc.array(order, { maxLength: 80 }), (orders) => {
      const book = new Book();
      let given = 0n;
      let traded = 0n;
      let back = 0n;
      for (const [index, each] of orders.entries()) {
        given += each.quantity;
        const { fills, remaining, waits } = book.match({ ...each, id: String(index) });
        const filled = fills.reduce((sum, { quantity }) => sum + quantity, 0n);
        assert.equal(filled + remaining, each.quantity);
        for (const { price } of fills)
          if (each.limit !== null)
            assert.ok(each.side === 'buy' ? price <= each.limit : price >= each.limit);
        traded += 2n * filled;
        if (!waits) back += remaining;
        const [bid, ask] = [book.best('buy'), book.best('sell')];
        assert.ok(bid === undefined || ask === undefined || bid < ask);
      }
      const waiting = [...book.list('buy'), ...book.list('sell')];
      const sum = waiting.reduce((all, { remaining }) => all + remaining, 0n);
      assert.equal(given, traded + sum + back);
    }),
    { numRuns: 300 },
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seedWorld } from '../accounts/seed.ts';
import { DECIMALS, formatUnits } from '../ledger/money.ts';
import { readExchange } from '../read-exchange.ts';
import { readDemoUsers } from '../read-users.ts';
import { openWorld, type World } from '../world.ts';
import { PAIRS, PRICE_DECIMALS } from './pairs.ts';
import { cancelOrder, type OrderRequest, placeOrder, tendOrders } from './place-order.ts';
import { Venue, waits } from './venue.ts';

const USER = 'nv-100482';

const openMarket = (seed = 1): { world: World; venue: Venue } => {
  const { facts, accounts } = readExchange();
  let now = 1_790_000_000_000;
  const world = openWorld({
    folder: null,
    facts,
    now: () => {
      now += 1;
      return now;
    },
  });
  seedWorld(world, readDemoUsers(), accounts);
  return { world, venue: new Venue(world, seed) };
};

const priceAt = (venue: Venue, pair: string, times: number): string => {
  const last = Number(formatUnits(venue.place(pair).last, PRICE_DECIMALS));
  return (last * times).toFixed(2);
};

const request = (given: Partial<OrderRequest>): OrderRequest => ({
  ...{ pair: 'BTC-EUR', side: 'buy', type: 'limit', timeInForce: 'gtc', quantity: '0.01' },
  ...{ price: null, stopPrice: null },
  ...given,
});

const place = (market: ReturnType<typeof openMarket>, given: Partial<OrderRequest>) => {
  const row = placeOrder(market.world, market.venue, USER, request(given));
  assert.ok(typeof row !== 'string', String(row));
  return row;
};

test('the same seed moves the markets the same way', () => {
  const run = (seed: number) => {
    const { venue } = openMarket(seed);
    for (let i = 0; i < 20; i += 1) venue.tick();
    return PAIRS.map(({ pair }) => venue.view(pair)?.lastPrice);
  };
  assert.deepEqual(run(5), run(5));
  assert.notDeepEqual(run(5), run(6));
});

test('a market order trades at once and pays the fee of its tier; one that moves the price too far is refused', () => {
  const market = openMarket();
  const row = place(market, { type: 'market', timeInForce: 'ioc' });
  assert.equal(row.state, 'filled');
  const value = Number(row.averagePrice) * 0.01;
  assert.ok(Math.abs(Number(row.fee) - value * 0.0008) < 1e-6, row.fee);
  market.venue.place('BTC-EUR').book.rest({
    ...{ id: 'far', owner: 'house:far', side: 'sell', price: 10n ** 14n, remaining: 10n ** 12n },
  });
  const huge = place(market, { type: 'market', timeInForce: 'ioc', quantity: '500' });
  assert.deepEqual([huge.state, huge.endReason], ['rejected', 'price_protection']);
});

test('far from the market it waits; cancelled, what it set aside is free again', () => {
  const market = openMarket();
  const { world, venue } = market;
  const before = world.ledger.balance(USER, 'EUR', 'available');
  const row = place(market, { price: priceAt(venue, 'BTC-EUR', 0.8) });
  assert.equal(row.state, 'open');
  assert.ok(world.ledger.balance(USER, 'EUR', 'available') < before);
  assert.equal(cancelOrder(world, venue, 'nv-100913', row.orderId), undefined, 'not theirs');
  cancelOrder(world, venue, USER, row.orderId);
  assert.equal(world.ledger.balance(USER, 'EUR', 'available'), before);
});

test('a stop sleeps until its price is reached', () => {
  const market = openMarket();
  const { world, venue } = market;
  const stop = { type: 'stop_limit', side: 'sell', quantity: '0.01' } as const;
  const row = place(market, {
    ...stop,
    stopPrice: priceAt(venue, 'BTC-EUR', 0.99),
    price: priceAt(venue, 'BTC-EUR', 0.95),
  });
  tendOrders(world, venue);
  assert.equal(world.orders.find(row.orderId)?.isTriggered, false);
  venue.place('BTC-EUR').last = (venue.place('BTC-EUR').last * 98n) / 100n;
  tendOrders(world, venue);
  const woken = world.orders.find(row.orderId);
  assert.equal(woken?.isTriggered, true);
  assert.equal(woken?.state, 'filled');
});

test('a halted market takes nothing; what nobody can pay is refused', () => {
  const market = openMarket();
  const price = priceAt(market.venue, 'BTC-EUR', 0.99);
  assert.equal(place(market, { quantity: '90', price }).endReason, 'insufficient_balance');
  market.venue.setState('BTC-EUR', 'halted', 'volatility', null);
  assert.equal(place(market, { price }).endReason, 'market_halted');
  assert.equal(
    placeOrder(market.world, market.venue, USER, request({ quantity: '0.000000001', price })),
    'parameter_invalid',
  );
});

test('after a restart the waiting orders stand in the book as before', () => {
  const { world, venue } = openMarket();
  const row = placeOrder(
    world,
    venue,
    USER,
    request({ price: priceAt(venue, 'BTC-EUR', 0.9), quantity: '0.02' }),
  );
  assert.ok(typeof row !== 'string');
  const again = new Venue(world, 9);
  assert.equal(again.place('BTC-EUR').book.find(row.orderId)?.remaining, 2_000_000n);
});

const deed = fc.oneof(
  fc.constant({ kind: 'tick' as const }),
  fc.record({
    kind: fc.constant('order' as const),
    user: fc.constantFrom(...readDemoUsers().map(({ id }) => id)),
    pair: fc.constantFrom(...PAIRS),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    type: fc.constantFrom('limit' as const, 'market' as const),
    timeInForce: fc.constantFrom('gtc' as const, 'ioc' as const, 'fok' as const),
    size: fc.integer({ min: 1, max: 400 }),
    away: fc.integer({ min: -30, max: 30 }),
  }),
  fc.record({ kind: fc.constant('cancel' as const), nth: fc.nat(200) }),
);

test('whatever is traded, no coin is made or lost, and nobody has less than nothing', () => {
  fc.assert(
    fc.property(fc.array(deed, { minLength: 5, maxLength: 40 }), fc.nat(1_000), (deeds, seed) => {
      const { world, venue } = openMarket(seed);
      for (const one of deeds) {
        if (one.kind === 'tick') venue.tick();
        else if (one.kind === 'cancel') {
          const row = world.orders.all()[one.nth];
          if (row !== undefined) cancelOrder(world, venue, row.userId, row.orderId);
        } else {
          const { pair, user } = one;
          const last = Number(formatUnits(venue.place(pair.pair).last, PRICE_DECIMALS));
          const price = (last * (1 + one.away / 1_000)).toFixed(pair.priceDigits);
          placeOrder(world, venue, user, {
            ...{ pair: pair.pair, side: one.side, type: one.type, stopPrice: null },
            timeInForce: one.timeInForce,
            quantity: ((pair.usualSize * one.size) / 100).toFixed(4),
            price: one.type === 'market' ? null : price,
          });
        }
      }
      for (const asset of Object.keys(DECIMALS)) assert.equal(world.ledger.total(asset), 0n, asset);
      for (const { id } of readDemoUsers()) {
        const held = new Map<string, bigint>();
        for (const row of world.orders.ofUser(id))
          if (waits(row))
            held.set(row.heldAsset, (held.get(row.heldAsset) ?? 0n) + BigInt(row.held));
        for (const [asset, both] of world.ledger.balances(id)) {
          assert.ok(both.available >= 0n && both.held >= 0n);
          assert.equal(both.held, held.get(asset) ?? 0n, `${id} ${asset}`);
        }
      }
      world.store.close();
    }),
    { numRuns: 25 },
  );
});

import { decimalText, formatUnits, text, units } from '../ledger/money.ts';
import type { StoredAccount } from '../read-exchange.ts';
import type { OrderRow } from '../rows.ts';
import type { World } from '../world.ts';
import { costOf, findPair, type Pair, PRICE_DECIMALS } from './pairs.ts';
import { feeRate, holdFor } from './settle.ts';
import { priceUnits } from './venue.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

type Stored = StoredAccount['openOrders'][number];

const pairOf = (pair: string): Pair => {
  const found = findPair(pair.replace('/', '-'));
  if (found === undefined) throw new Error(`no market ${pair}`);
  return found;
};

const blank = (world: World, userId: string, order: Omit<Stored, 'filled' | 'stop'>): OrderRow => {
  const pair = pairOf(order.pair);
  const at = world.now() - order.minutesAgo * MINUTE_MS;
  return {
    ...{ orderId: world.newId('or'), userId, pair: pair.pair, side: order.side, type: order.type },
    timeInForce: order.type === 'market' ? 'ioc' : 'gtc',
    ...{ state: 'open', stopPrice: null, isTriggered: null, filled: '0', averagePrice: null },
    price: order.type === 'market' ? null : decimalText(order.price),
    quantity: decimalText(order.amount),
    ...{ fee: '0', feeAsset: pair.quote, createdAt: at, updatedAt: at, endReason: null },
    ...{ fills: [], depthAtPlacing: null, endsAt: at + world.facts.orders.days * DAY_MS },
    ...{ held: '0', heldAsset: order.side === 'buy' ? pair.quote : pair.base, value: '0' },
  };
};

/** The row with a part that traded long ago. */
const filledBy = (
  world: World,
  row: OrderRow,
  given: { readonly quantity: string; readonly price: string; readonly role: 'maker' | 'taker' },
): OrderRow => {
  const pair = pairOf(row.pair);
  const quantity = units(given.quantity, pair.base);
  const value = costOf(pair, priceUnits(given.price), quantity);
  const fee = (value * feeRate(world, row.userId, given.role)) / 10_000n;
  const at = Math.min(row.createdAt + 90 * MINUTE_MS, world.now());
  return {
    ...row,
    state: quantity === units(row.quantity, pair.base) ? 'filled' : 'partially_filled',
    ...{ filled: given.quantity, averagePrice: given.price, value: value.toString() },
    ...{ fee: text(fee, pair.quote), updatedAt: at },
    fills: [{ at, price: given.price, quantity: given.quantity, fee: text(fee, pair.quote) }],
  };
};

const seedOpen = (world: World, userId: string, order: Stored): void => {
  const pair = pairOf(order.pair);
  const price = decimalText(order.price);
  const whole = blank(world, userId, order);
  const row =
    order.filled === 0
      ? whole
      : filledBy(world, whole, { quantity: decimalText(order.filled), price, role: 'maker' });
  const rest = units(row.quantity, pair.base) - units(row.filled, pair.base);
  const rate = feeRate(world, userId, 'taker');
  const held = holdFor(pair, row.side, priceUnits(price), rest, rate);
  world.ledger.post('opening', row.orderId, [
    { account: 'outside:opening', asset: row.heldAsset, bucket: 'available', delta: -held },
    { account: userId, asset: row.heldAsset, bucket: 'held', delta: held },
  ]);
  world.orders.put({
    ...row,
    held: held.toString(),
    stopPrice: order.stop === null ? null : decimalText(order.stop),
    isTriggered: order.type === 'stop_limit' ? false : null,
  });
};

/** What the user had in the market before the demo began. */
export const seedOrders = (world: World, userId: string, stored: StoredAccount): void => {
  for (const order of stored.openOrders) seedOpen(world, userId, order);
  for (const order of stored.pastOrders) {
    const row = blank(world, userId, order);
    const price = formatUnits(priceUnits(decimalText(order.price)), PRICE_DECIMALS);
    world.orders.put(
      order.state === 'filled'
        ? filledBy(world, row, { quantity: row.quantity, price, role: order.role })
        : {
            ...row,
            state: order.state,
            endReason: order.state === 'cancelled' ? 'by_user' : 'time_over',
          },
    );
  }
};

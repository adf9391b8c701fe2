import type { Order } from '../../contract/exchange/trading.ts';
import { move } from '../ledger/ledger.ts';
import { decimalsOf, parseUnits, text, units } from '../ledger/money.ts';
import type { OrderRow } from '../rows.ts';
import type { World } from '../world.ts';
import type { Taker } from './book.ts';
import { findPair, type Pair, PRICE_DECIMALS } from './pairs.ts';
import { endOrder, feeRate, holdFor, remainingOf, settleTrade } from './settle.ts';
import { priceUnits, smallestOrder, type Venue, waits } from './venue.ts';

const DAY_MS = 86_400_000;
/** A market order is refused when it would move the price by more. */
const MOST_MOVE_PERCENT = 5n;
/** No order is finer. */
const ORDER_DECIMALS = 8;

export interface OrderRequest {
  readonly pair: string;
  readonly side: Order['side'];
  readonly type: Order['type'];
  readonly timeInForce: 'gtc' | 'ioc' | 'fok';
  readonly quantity: string;
  /** Null for market orders. */
  readonly price: string | null;
  readonly stopPrice: string | null;
}

const blank = (
  world: World,
  venue: Venue,
  userId: string,
  asked: OrderRequest,
  pair: Pair,
): OrderRow => {
  const now = world.now();
  return {
    orderId: world.newId('or'),
    userId,
    ...{ pair: asked.pair, side: asked.side, type: asked.type, timeInForce: asked.timeInForce },
    ...{ state: 'open', price: asked.price, stopPrice: asked.stopPrice },
    isTriggered: asked.type === 'stop_limit' ? false : null,
    quantity: text(units(asked.quantity, pair.base), pair.base),
    ...{ filled: '0', averagePrice: null, fee: '0', feeAsset: pair.quote },
    ...{ createdAt: now, updatedAt: now, endReason: null, fills: [] },
    depthAtPlacing: venue.depth(asked.pair),
    endsAt: now + world.facts.orders.days * DAY_MS,
    ...{ held: '0', heldAsset: asked.side === 'buy' ? pair.quote : pair.base, value: '0' },
  };
};

/** The worst price at which it may trade, or why a market order may not. */
const worstPrice = (venue: Venue, row: OrderRow, quantity: bigint): bigint | string => {
  if (row.type !== 'market') return priceUnits(row.price);
  const { book, last } = venue.place(row.pair);
  const reach = book.reach(row.side, null, quantity);
  if (reach.worst === null || reach.quantity < quantity) return 'no_liquidity';
  const moved = reach.worst > last ? reach.worst - last : last - reach.worst;
  return moved * 100n > last * MOST_MOVE_PERCENT ? 'price_protection' : reach.worst;
};

/** Why it cannot be placed now; null: it can. */
const objection = (world: World, venue: Venue, row: OrderRow, pair: Pair): string | null => {
  if (!venue.isOpen(row.pair)) return 'market_halted';
  const quantity = units(row.quantity, pair.base);
  if (quantity < units(smallestOrder(world, row), pair.base)) return 'below_minimum';
  const open = world.orders.ofUser(row.userId).filter(waits).length;
  return open >= world.facts.orders.most ? 'too_many_orders' : null;
};

const reject = (world: World, row: OrderRow, reason: string): OrderRow =>
  world.store.atomically(() => {
    const rejected: OrderRow = { ...row, state: 'rejected', endReason: reason };
    world.orders.put(rejected);
    world.emit('order_changed', row.userId, row.orderId);
    return rejected;
  });

/** Lets an order meet the book; what is left waits or ends as its kind says. */
export const meetBook = (world: World, venue: Venue, row: OrderRow, limit: bigint): OrderRow => {
  const rest: Taker['rest'] =
    row.timeInForce === 'fok'
      ? 'all_or_nothing'
      : row.type === 'market' || row.timeInForce === 'ioc'
        ? 'end'
        : 'wait';
  const matched = venue.run(row.pair, {
    ...{ id: row.orderId, owner: row.userId, side: row.side, limit },
    ...{ quantity: remainingOf(row), rest },
  });
  let now = row;
  for (const { price, quantity } of matched.fills)
    now = settleTrade(world, now, { price, quantity, role: 'taker' });
  return matched.ended === null ? now : endOrder(world, now, 'cancelled', matched.ended);
};

const numbersOf = (asked: OrderRequest, pair: Pair): string | null => {
  const quantity = parseUnits(asked.quantity, Math.min(ORDER_DECIMALS, decimalsOf(pair.base)));
  if (quantity === null || quantity <= 0n) return 'parameter_invalid';
  const prices = [
    ...(asked.type === 'market' ? [] : [asked.price]),
    ...(asked.type === 'stop_limit' ? [asked.stopPrice] : []),
  ];
  const isPrice = (price: string | null): boolean =>
    price !== null && (parseUnits(price, Math.min(PRICE_DECIMALS, pair.priceDigits)) ?? 0n) > 0n;
  return prices.every(isPrice) ? null : 'parameter_invalid';
};

/** The order as it was taken, also when it was refused at once; a code where it is not even an order. */
export const placeOrder = (
  world: World,
  venue: Venue,
  userId: string,
  asked: OrderRequest,
): OrderRow | string =>
  world.store.atomically(() => {
    const pair = findPair(asked.pair);
    const wrong = pair === undefined ? 'pair_unknown' : numbersOf(asked, pair);
    if (pair === undefined || wrong !== null) return wrong ?? 'pair_unknown';
    const row = blank(world, venue, userId, asked, pair);
    const reason = objection(world, venue, row, pair);
    if (reason !== null) return reject(world, row, reason);
    const quantity = units(row.quantity, pair.base);
    const limit = worstPrice(venue, row, quantity);
    if (typeof limit === 'string') return reject(world, row, limit);
    const held = holdFor(pair, row.side, limit, quantity, feeRate(world, userId, 'taker'));
    const isHeld = world.ledger.post(
      'order_held',
      row.orderId,
      move(row.heldAsset, held, [userId, 'available'], [userId, 'held']),
    );
    if (!isHeld) return reject(world, row, 'insufficient_balance');
    const placed: OrderRow = { ...row, held: held.toString() };
    world.orders.put(placed);
    world.emit('order_changed', userId, row.orderId);
    return row.type === 'stop_limit' ? placed : meetBook(world, venue, placed, limit);
  });

/** Takes what is unfilled out of the market; undefined: it is not this user's, or is over. */
export const cancelOrder = (
  world: World,
  venue: Venue,
  userId: string,
  orderId: string,
  reason = 'by_user',
): OrderRow | undefined => {
  const row = world.orders.find(orderId);
  if (row === undefined || row.userId !== userId || !waits(row)) return undefined;
  venue.place(row.pair).book.remove(orderId);
  return endOrder(world, row, 'cancelled', reason);
};

/** Wakes the stop orders whose price was reached, and ends what has waited too long. */
export const tendOrders = (world: World, venue: Venue): void => {
  const now = world.now();
  for (const row of world.orders.holding('"state":"open"', '"state":"partially_filled"')) {
    if (!waits(row)) continue;
    if (row.endsAt <= now) {
      venue.place(row.pair).book.remove(row.orderId);
      endOrder(world, row, 'expired', 'time_over');
    } else if (row.isTriggered === false && venue.isOpen(row.pair) && isReached(venue, row)) {
      const woken: OrderRow = { ...row, isTriggered: true, updatedAt: now };
      world.store.atomically(() => {
        world.orders.put(woken);
        meetBook(world, venue, woken, priceUnits(woken.price));
      });
    }
  }
};

const isReached = (venue: Venue, row: OrderRow): boolean => {
  const { last } = venue.place(row.pair);
  const stop = priceUnits(row.stopPrice);
  return row.side === 'sell' ? last <= stop : last >= stop;
};

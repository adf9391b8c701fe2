import { move, type Posting } from '../ledger/ledger.ts';
import { formatUnits, text, units } from '../ledger/money.ts';
import type { OrderRow } from '../rows.ts';
import type { World } from '../world.ts';
import type { Side } from './book.ts';
import { averageOf, costOf, findPair, type Pair, PRICE_DECIMALS } from './pairs.ts';

const BASIS_POINTS = 10_000n;

export type Role = 'maker' | 'taker';

/** The fee's share in basis points, from the user's tier. */
export const feeRate = (world: World, userId: string, role: Role): bigint => {
  const tier = world.users.find(userId)?.tier;
  const rule = world.facts.tiers.find((one) => one.tier === tier);
  return BigInt(Math.round((rule?.[role] ?? 0) * 100));
};

const feeOf = (value: bigint, rate: bigint): bigint => (value * rate) / BASIS_POINTS;

/** What an order sets aside so that it can always be paid: the base to sell, or the quote with the highest fee. */
export const holdFor = (
  pair: Pair,
  side: Side,
  price: bigint,
  quantity: bigint,
  rate: bigint,
): bigint => {
  if (side === 'sell') return quantity;
  const value = costOf(pair, price, quantity) + 1n;
  return value + feeOf(value, rate) + 1n;
};

export const pairOf = (row: OrderRow): Pair => {
  const pair = findPair(row.pair);
  if (pair === undefined) throw new Error(`no market ${row.pair}`);
  return pair;
};

export const remainingOf = (row: OrderRow): bigint => {
  const { base } = pairOf(row);
  return units(row.quantity, base) - units(row.filled, base);
};

interface Trade {
  readonly price: bigint;
  readonly quantity: bigint;
  readonly role: Role;
}

const postingsOf = (
  row: OrderRow,
  pair: Pair,
  trade: { readonly value: bigint; readonly fee: bigint; readonly quantity: bigint },
): readonly Posting[] => {
  const { userId } = row;
  const { base, quote } = pair;
  const { value, fee, quantity } = trade;
  if (row.side === 'buy')
    return [
      ...move(quote, value, [userId, 'held'], ['house', 'available']),
      ...move(quote, fee, [userId, 'held'], ['fees', 'available']),
      ...move(base, quantity, ['house', 'available'], [userId, 'available']),
    ];
  return [
    ...move(base, quantity, [userId, 'held'], ['house', 'available']),
    ...move(quote, value - fee, ['house', 'available'], [userId, 'available']),
    ...move(quote, fee, ['house', 'available'], ['fees', 'available']),
  ];
};

/** The row after a trade, without what it still sets aside. */
const afterTrade = (
  row: OrderRow,
  pair: Pair,
  trade: Trade,
  fee: bigint,
  now: number,
): OrderRow => {
  const { base, quote } = pair;
  const filled = units(row.filled, base) + trade.quantity;
  const value = BigInt(row.value) + costOf(pair, trade.price, trade.quantity);
  const isDone = filled === units(row.quantity, base);
  return {
    ...row,
    state: isDone ? 'filled' : 'partially_filled',
    filled: text(filled, base),
    value: value.toString(),
    averagePrice: formatUnits(averageOf(pair, value, filled), PRICE_DECIMALS),
    fee: text(units(row.fee, quote) + fee, quote),
    updatedAt: now,
    fills: [
      ...row.fills,
      {
        at: now,
        price: formatUnits(trade.price, PRICE_DECIMALS),
        quantity: text(trade.quantity, base),
        fee: text(fee, quote),
      },
    ],
  };
};

/**
 * Books one trade of a user's order against the house, which stands between all who trade. Gives the order as it is
 * then; what it set aside and no longer needs is free again.
 */
export const settleTrade = (world: World, row: OrderRow, trade: Trade): OrderRow =>
  world.store.atomically(() => {
    const pair = pairOf(row);
    const value = costOf(pair, trade.price, trade.quantity);
    const fee = feeOf(value, feeRate(world, row.userId, trade.role));
    const postings = postingsOf(row, pair, { value, fee, quantity: trade.quantity });
    if (!world.ledger.post('trade', row.orderId, postings))
      throw new Error(`order ${row.orderId} set too little aside`);
    const spent = row.side === 'buy' ? value + fee : trade.quantity;
    const next = afterTrade(row, pair, trade, fee, world.now());
    const after = { ...next, held: (BigInt(row.held) - spent).toString() };
    const kept = after.state === 'filled' ? freeRest(world, after) : after;
    world.orders.put(kept);
    world.emit('order_changed', row.userId, row.orderId);
    return kept;
  });

/** Gives back what an order set aside. */
const freeRest = (world: World, row: OrderRow): OrderRow => {
  const held = BigInt(row.held);
  if (held > 0n)
    world.ledger.post(
      'order_freed',
      row.orderId,
      move(row.heldAsset, held, [row.userId, 'held'], [row.userId, 'available']),
    );
  return { ...row, held: '0' };
};

/** Ends an order that is not filled, with the code that says why. */
export const endOrder = (
  world: World,
  row: OrderRow,
  state: 'cancelled' | 'expired',
  reason: string,
): OrderRow =>
  world.store.atomically(() => {
    const ended: OrderRow = {
      ...freeRest(world, row),
      state,
      endReason: reason,
      updatedAt: world.now(),
    };
    world.orders.put(ended);
    world.emit('order_changed', row.userId, row.orderId);
    return ended;
  });

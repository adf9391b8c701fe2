import { formatUnits, text, units } from '../ledger/money.ts';
import { findPair, type Pair, PRICE_DECIMALS, roundPrice } from '../market/pairs.ts';
import { placeOrder } from '../market/place-order.ts';
import type { OrderRow } from '../rows.ts';
import type { Scene, SceneCall } from './scene.ts';

const usualAmount: Readonly<Record<string, string>> = {
  BTC: '0.05',
  ETH: '0.8',
  SOL: '12',
  USDC: '300',
};

const pairOf = ({ asked }: SceneCall): Pair | undefined => findPair(asked.pair ?? 'BTC-EUR');

/** Gives the user from the house what the order needs. */
const provide = (call: SceneCall, pair: Pair, price: bigint, quantity: string): void => {
  const { world } = call.exchange;
  const isBuy = (call.asked.side ?? 'buy') === 'buy';
  const asset = isBuy ? pair.quote : pair.base;
  const worth = Number(quantity) * Number(formatUnits(price, PRICE_DECIMALS)) * 1.02;
  const wanted = units(isBuy ? worth.toFixed(6) : quantity, asset);
  if (world.ledger.balance(call.user.id, asset, 'available') >= wanted) return;
  world.ledger.post('scene', call.user.id, [
    { account: 'house', asset, bucket: 'available', delta: -wanted },
    { account: call.user.id, asset, bucket: 'available', delta: wanted },
  ]);
};

/** A limit order so far from the market's price; below it for a buyer, above it for a seller. */
const placeAway = (call: SceneCall, pair: Pair, share: number): OrderRow | string => {
  const { world, venue } = call.exchange;
  const side = call.asked.side ?? 'buy';
  const last = Number(formatUnits(venue.place(pair.pair).last, PRICE_DECIMALS));
  const price = roundPrice(pair, last * (side === 'buy' ? 1 - share : 1 + share));
  const quantity = call.asked.amount ?? usualAmount[pair.base] ?? '1';
  provide(call, pair, price, quantity);
  return placeOrder(world, venue, call.user.id, {
    ...{ pair: pair.pair, side, type: 'limit', timeInForce: 'gtc', quantity, stopPrice: null },
    price: formatUnits(price, PRICE_DECIMALS),
  });
};

/** The price came to the order for a moment and took a part of it. */
export const partialFill: Scene = (call) => {
  const pair = pairOf(call);
  if (pair === undefined) return 'pair_unknown';
  const { venue } = call.exchange;
  if (!venue.isOpen(pair.pair)) return 'market_halted';
  const row = placeAway(call, pair, 0.02);
  if (typeof row === 'string') return row;
  const quantity = (units(row.quantity, pair.base) * 3n) / 8n;
  const resting = venue.place(pair.pair).book.find(row.orderId);
  if (resting === undefined) return row.endReason ?? 'not_placed';
  venue.push(pair.pair, row.side === 'buy' ? 'sell' : 'buy', resting.price, quantity);
  return { orderId: row.orderId, filled: text(quantity, pair.base) };
};

/** An order at a price that the market is far away from. */
export const farOrder: Scene = (call) => {
  const pair = pairOf(call);
  if (pair === undefined) return 'pair_unknown';
  const row = placeAway(call, pair, 0.18);
  if (typeof row === 'string') return row;
  return row.state === 'rejected' ? (row.endReason ?? 'rejected') : { orderId: row.orderId };
};

const HALT_SECONDS = 900;

/** A market that is halted while the user has an order in it. */
export const haltedMarket: Scene = (call) => {
  const pair = pairOf(call);
  if (pair === undefined) return 'pair_unknown';
  const { venue, world } = call.exchange;
  const row = venue.isOpen(pair.pair) ? placeAway(call, pair, 0.004) : 'market_halted';
  const seconds = call.asked.seconds ?? HALT_SECONDS;
  venue.setState(pair.pair, 'halted', 'volatility', world.now() + seconds * 1_000);
  setTimeout(() => {
    if (world.store.database.isOpen) venue.setState(pair.pair, 'open', null, null);
  }, seconds * 1_000).unref();
  return { pair: pair.pair, orderId: typeof row === 'string' ? null : row.orderId };
};

/** The market trades again. */
export const openMarket: Scene = (call) => {
  const pair = pairOf(call);
  if (pair === undefined) return 'pair_unknown';
  call.exchange.venue.setState(pair.pair, 'open', null, null);
  return { pair: pair.pair };
};

const SLOW_MS = 2_500;

/** Orders take seconds where they took none; `seconds` long. */
export const slowPlatform: Scene = ({ exchange: { venue, world }, asked }) => {
  venue.slowMs = SLOW_MS;
  world.emit('platform_changed', null, null);
  setTimeout(
    () => {
      venue.slowMs = 0;
      if (world.store.database.isOpen) world.emit('platform_changed', null, null);
    },
    (asked.seconds ?? 300) * 1_000,
  ).unref();
  return {};
};

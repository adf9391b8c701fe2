import { fixedOf, isLess, minus, shareOf, sumOf, textOf } from './decimal.ts';
import type { DepthFacts, MarketFacts, OrderFacts } from './facts.ts';

/** Where an order with a price stands in its market's book. */
export interface Place {
  /** The best price of the other side, which an order must reach to be filled; null where nobody offers. */
  readonly best: string | null;
  /** How far its price is from that, as a share of it; zero or less: it is reached. Null where nobody offers. */
  readonly distance: string | null;
  /** Quantity of its own side at better prices, and of others at the same price. */
  readonly inFront: string;
  /** Its price is at the best of its own side. */
  readonly isFirst: boolean;
  /** The book that the exchange tells ends before its price: there may be more in front. */
  readonly isWhole: boolean;
}

const isBetter = (side: OrderFacts['side'], price: string, than: string): boolean =>
  side === 'buy' ? isLess(than, price) : isLess(price, than);

/** Null for orders without a price. */
export const placeInBook = (
  order: Pick<OrderFacts, 'side' | 'price' | 'quantity' | 'filled'>,
  { depth }: Pick<MarketFacts, 'depth'>,
): Place | null => {
  const { side, price } = order;
  if (price === null) return null;
  const [own, other] = side === 'buy' ? [depth.bids, depth.asks] : [depth.asks, depth.bids];
  const best = other[0]?.price ?? null;
  const isReal = best !== null && fixedOf(best) > 0n;
  const gap = isReal ? (side === 'buy' ? minus(best, price) : minus(price, best)) : null;
  const ahead = own.filter((level) => isBetter(side, level.price, price));
  const same = own.filter((level) => fixedOf(level.price) === fixedOf(price));
  const open = fixedOf(order.quantity) - fixedOf(order.filled);
  const others = fixedOf(sumOf(same.map(({ quantity }) => quantity))) - open;
  const front = fixedOf(sumOf(ahead.map(({ quantity }) => quantity)));
  const last = own.at(-1);
  return {
    best,
    distance: gap === null || best === null ? null : shareOf(gap, best),
    inFront: textOf(front + (others > 0n ? others : 0n)),
    isFirst: ahead.length === 0,
    isWhole: last === undefined || !isBetter(side, last.price, price),
  };
};

/** What the other side offered at the order's price or better. */
export const offeredAt = (
  { side, price }: Pick<OrderFacts, 'side' | 'price'>,
  depth: DepthFacts,
): string =>
  sumOf(
    (side === 'buy' ? depth.asks : depth.bids)
      .filter((level) => price === null || !isBetter(side, level.price, price))
      .map(({ quantity }) => quantity),
  );

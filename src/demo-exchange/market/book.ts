export type Side = 'buy' | 'sell';

/** An order that waits in the book. Prices and quantities are whole numbers of their smallest steps. */
export interface Resting {
  readonly id: string;
  readonly owner: string;
  readonly side: Side;
  readonly price: bigint;
  remaining: bigint;
}

export interface Taker {
  readonly id: string;
  readonly owner: string;
  readonly side: Side;
  /** The worst price it takes; null: any. */
  readonly limit: bigint | null;
  readonly quantity: bigint;
  /** What becomes of what does not trade at once: waits, ends, or nothing trades unless all does. */
  readonly rest: 'wait' | 'end' | 'all_or_nothing';
}

export interface Fill {
  readonly makerId: string;
  readonly makerOwner: string;
  readonly price: bigint;
  readonly quantity: bigint;
}

export interface Matched {
  readonly fills: readonly Fill[];
  /** What did not trade. */
  readonly remaining: bigint;
  readonly waits: boolean;
  /** Why it ended with something left; null where it waits or all traded. */
  readonly ended: 'self_trade' | 'no_liquidity' | 'not_all' | null;
}

export interface Level {
  readonly price: bigint;
  readonly quantity: bigint;
}

/** The book of one market: best price first, then who came first. */
export class Book {
  readonly #bids: Resting[] = [];
  readonly #asks: Resting[] = [];

  #side(side: Side): Resting[] {
    return side === 'buy' ? this.#bids : this.#asks;
  }

  /** Best first. */
  list(side: Side): readonly Resting[] {
    return this.#side(side);
  }

  best(side: Side): bigint | undefined {
    return this.#side(side)[0]?.price;
  }

  find(id: string): Resting | undefined {
    return this.#bids.find((one) => one.id === id) ?? this.#asks.find((one) => one.id === id);
  }

  /** Puts an order behind those of its price, without matching it: for what waited before a restart. */
  rest(order: Resting): void {
    const orders = this.#side(order.side);
    const isWorse = (other: Resting): boolean =>
      order.side === 'buy' ? other.price < order.price : other.price > order.price;
    const at = orders.findIndex(isWorse);
    orders.splice(at === -1 ? orders.length : at, 0, order);
  }

  remove(id: string): Resting | undefined {
    for (const orders of [this.#bids, this.#asks]) {
      const at = orders.findIndex((one) => one.id === id);
      if (at !== -1) return orders.splice(at, 1)[0];
    }
    return undefined;
  }

  removeOf(owner: string): void {
    for (const orders of [this.#bids, this.#asks])
      orders.splice(0, orders.length, ...orders.filter((one) => one.owner !== owner));
  }

  /** How much stands against a taker within its limit, and the worst price it would get for `quantity`. */
  reach(
    side: Side,
    limit: bigint | null,
    quantity: bigint,
  ): { quantity: bigint; worst: bigint | null } {
    let found = 0n;
    let worst: bigint | null = null;
    for (const order of this.#side(side === 'buy' ? 'sell' : 'buy')) {
      if (found >= quantity || !isWithin(side, limit, order.price)) break;
      found += order.remaining;
      worst = order.price;
    }
    return { quantity: least(found, quantity), worst };
  }

  match(taker: Taker): Matched {
    if (taker.rest === 'all_or_nothing') {
      const { quantity } = this.reach(taker.side, taker.limit, taker.quantity);
      if (quantity < taker.quantity)
        return { fills: [], remaining: taker.quantity, waits: false, ended: 'not_all' };
    }
    const opposite = this.#side(taker.side === 'buy' ? 'sell' : 'buy');
    const fills: Fill[] = [];
    let remaining = taker.quantity;
    while (remaining > 0n) {
      const maker = opposite[0];
      if (maker === undefined || !isWithin(taker.side, taker.limit, maker.price)) break;
      if (maker.owner === taker.owner)
        return { fills, remaining, waits: false, ended: 'self_trade' };
      const quantity = least(maker.remaining, remaining);
      fills.push({ makerId: maker.id, makerOwner: maker.owner, price: maker.price, quantity });
      maker.remaining -= quantity;
      remaining -= quantity;
      if (maker.remaining === 0n) opposite.shift();
    }
    return this.#settle(taker, fills, remaining);
  }

  #settle(taker: Taker, fills: readonly Fill[], remaining: bigint): Matched {
    if (remaining === 0n) return { fills, remaining, waits: false, ended: null };
    if (taker.rest !== 'wait' || taker.limit === null)
      return { fills, remaining, waits: false, ended: 'no_liquidity' };
    const { id, owner, side, limit } = taker;
    this.rest({ id, owner, side, price: limit, remaining });
    return { fills, remaining, waits: true, ended: null };
  }

  /** The best levels of a side, orders of one price taken together. */
  levels(side: Side, most: number): readonly Level[] {
    const levels: { price: bigint; quantity: bigint }[] = [];
    for (const { price, remaining } of this.#side(side)) {
      const last = levels.at(-1);
      if (last?.price === price) last.quantity += remaining;
      else if (levels.length === most) break;
      else levels.push({ price, quantity: remaining });
    }
    return levels;
  }
}

// Math.min takes no bigint.
const least = (one: bigint, other: bigint): bigint =>
  [one, other].reduce((a, b) => (b < a ? b : a));

const isWithin = (side: Side, limit: bigint | null, price: bigint): boolean =>
  limit === null || (side === 'buy' ? price <= limit : price >= limit);

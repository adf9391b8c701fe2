import { setTimeout as sleep } from 'node:timers/promises';
import type { Market } from '../../contract/exchange/trading.ts';
import { decimalText, formatUnits, text } from '../ledger/money.ts';
import type { OrderRow } from '../rows.ts';
import type { World } from '../world.ts';
import { Book, type Matched, type Taker } from './book.ts';
import { findPair, PAIRS, type Pair, PRICE_DECIMALS, roundPrice, roundSize } from './pairs.ts';
import { remainingOf, settleTrade } from './settle.ts';
import { createNormal, createRandom, step } from './walk.ts';

const DEPTH = 10;
/** Those who are no users: quotes of makers, and the crowd that takes them. */
const MAKER = 'house:maker';
const CROWD = 'house:crowd';
const CROWD_SHARE = 0.6;
const LATENCY_WINDOW_MS = 60_000;

interface Place {
  readonly pair: Pair;
  readonly book: Book;
  /** Of the walk. */
  price: number;
  last: bigint;
  state: Market['state'];
  stateReason: string | null;
  opensAt: number | null;
}

/**
 * The markets: books in memory, with makers whose quotes follow a walk, a crowd that takes them, and the orders of
 * users, which live in the store as well. `seed` makes all that is not a user's doing the same again.
 */
export class Venue {
  readonly #world: World;
  readonly #random: () => number;
  readonly #normal: () => number;
  readonly #places = new Map<string, Place>();
  readonly #latencies: { readonly at: number; readonly ms: number }[] = [];
  /** How much longer than usual everything takes. */
  slowMs = 0;

  constructor(world: World, seed: number) {
    this.#world = world;
    this.#random = createRandom(seed);
    this.#normal = createNormal(this.#random);
    for (const pair of PAIRS) {
      const price = Number(world.store.readMeta(`price ${pair.pair}`) ?? pair.home);
      this.#places.set(pair.pair, {
        ...{ pair, book: new Book(), price, last: roundPrice(pair, price) },
        ...{ state: 'open', stateReason: null, opensAt: null },
      });
    }
    for (const row of world.orders.all()) if (waits(row)) this.#restAgain(row);
    for (const place of this.#places.values()) this.#quote(place);
  }

  place(pair: string): Place {
    const place = this.#places.get(pair);
    if (place === undefined) throw new Error(`no market ${pair}`);
    return place;
  }

  isOpen(pair: string): boolean {
    return this.place(pair).state === 'open';
  }

  #restAgain(row: OrderRow): void {
    if (row.type === 'stop_limit' && row.isTriggered !== true) return;
    this.place(row.pair).book.rest({
      ...{ id: row.orderId, owner: row.userId, side: row.side },
      ...{ price: priceUnits(row.price), remaining: remainingOf(row) },
    });
  }

  /** One second of the markets. */
  tick(): void {
    for (const place of this.#places.values()) {
      if (place.state !== 'open') continue;
      place.price = step(place.price, place.pair, this.#normal);
      this.#quote(place);
      if (this.#random() < CROWD_SHARE) this.#crowdTrades(place);
    }
  }

  /** Keeps the prices for the next start. */
  savePrices(): void {
    for (const { pair, price } of this.#places.values())
      this.#world.store.writeMeta(`price ${pair.pair}`, String(price));
  }

  #quote(place: Place): void {
    const { pair, book } = place;
    book.removeOf(MAKER);
    for (let level = 0; level < DEPTH + 2; level += 1)
      for (const side of ['buy', 'sell'] as const) {
        const away = pair.spread * (0.5 + level * (0.9 + 0.4 * this.#random()));
        const price = place.price * (side === 'buy' ? 1 - away : 1 + away);
        const size = pair.usualSize * (0.4 + 1.6 * this.#random()) * (1 + level * 0.35);
        this.run(place.pair.pair, {
          ...{ id: `q${level}${side}`, owner: MAKER, side, limit: roundPrice(pair, price) },
          ...{ quantity: roundSize(pair, size), rest: 'wait' },
        });
      }
  }

  #crowdTrades({ pair }: Place): void {
    const side = this.#random() < 0.5 ? 'buy' : 'sell';
    const size = pair.usualSize * 0.3 * (0.1 + this.#random());
    this.run(pair.pair, {
      ...{ id: 'crowd', owner: CROWD, side, limit: null },
      ...{ quantity: roundSize(pair, size), rest: 'end' },
    });
  }

  /** The crowd sells down (or buys up) to a price, and takes `quantity` of what stands there. */
  push(pairName: string, side: 'buy' | 'sell', price: bigint, quantity: bigint): void {
    const { book } = this.place(pairName);
    const reach = { id: 'crowd', owner: CROWD, side, rest: 'end' } as const;
    const before = side === 'sell' ? price + 1n : price - 1n;
    const all = book.reach(side, before, 10n ** 30n).quantity;
    if (all > 0n) this.run(pairName, { ...reach, limit: before, quantity: all });
    this.run(pairName, { ...reach, limit: price, quantity });
  }

  /** Matches one order and books what it means for the users on the other side. */
  run(pairName: string, taker: Taker): Matched {
    const place = this.place(pairName);
    const startedAt = performance.now();
    const matched = place.book.match(taker);
    for (const fill of matched.fills) {
      place.last = fill.price;
      const maker = fill.makerOwner.startsWith('house') ? undefined : fill.makerId;
      const row = maker === undefined ? undefined : this.#world.orders.find(maker);
      if (row !== undefined)
        settleTrade(this.#world, row, {
          ...{ price: fill.price, quantity: fill.quantity, role: 'maker' },
        });
    }
    this.#note(performance.now() - startedAt + this.slowMs);
    return matched;
  }

  /** What an order waits for before it is matched: nothing, unless the platform is slow. */
  async delay(): Promise<void> {
    if (this.slowMs > 0) await sleep(this.slowMs);
  }

  #note(ms: number): void {
    const at = this.#world.now();
    this.#latencies.push({ at, ms });
    while ((this.#latencies[0]?.at ?? at) < at - LATENCY_WINDOW_MS) this.#latencies.shift();
  }

  /** Median of the last minute, in ms; null when nothing was matched. */
  latencyMs(): number | null {
    const sorted = this.#latencies.map(({ ms }) => ms).sort((one, other) => one - other);
    const middle = sorted[Math.floor(sorted.length / 2)];
    return middle === undefined ? null : Math.round(middle * 1000) / 1000;
  }

  setState(
    pair: string,
    state: Market['state'],
    reason: string | null,
    opensAt: number | null,
  ): void {
    const place = this.place(pair);
    place.state = state;
    place.stateReason = reason;
    place.opensAt = opensAt;
    this.#world.emit('platform_changed', null, null);
  }

  /** As the contract shows it; undefined: there is no such market. */
  view(pairName: string): Market | undefined {
    if (findPair(pairName) === undefined) return undefined;
    const { pair, state, stateReason, opensAt, last } = this.place(pairName);
    return {
      ...{ pair: pair.pair, state, stateReason, opensAt },
      lastPrice: formatUnits(last, PRICE_DECIMALS),
      depth: this.depth(pairName),
    };
  }

  depth(pairName: string): Market['depth'] {
    const { pair, book } = this.place(pairName);
    const levels = (side: 'buy' | 'sell') =>
      book.levels(side, DEPTH).map(({ price, quantity }) => ({
        price: formatUnits(price, PRICE_DECIMALS),
        quantity: text(quantity, pair.base),
      }));
    return { asOf: this.#world.now(), bids: levels('buy'), asks: levels('sell') };
  }
}

export const waits = ({ state }: OrderRow): boolean =>
  state === 'open' || state === 'partially_filled';

/** A price as the row has it, in whole numbers; throws for an order without one. */
export const priceUnits = (price: string | null): bigint => {
  if (price === null) throw new Error('the order has no price');
  const [whole = '0', part = ''] = price.split('.');
  return BigInt(whole + part.padEnd(PRICE_DECIMALS, '0').slice(0, PRICE_DECIMALS));
};

export const smallestOrder = (world: World, row: Pick<OrderRow, 'pair'>): string => {
  const base = row.pair.split('-')[0];
  const coin = world.facts.coins.find((one) => one.coin === base);
  return decimalText(coin?.smallestOrder ?? 0);
};

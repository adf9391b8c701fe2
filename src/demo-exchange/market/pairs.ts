import { decimalsOf } from '../ledger/money.ts';

/** Prices are whole numbers of 1e-8 of the quote for one whole of the base. */
export const PRICE_DECIMALS = 8;
const PRICE_ONE = 10n ** BigInt(PRICE_DECIMALS);

/** A market and how it moves: prices in the quote, sizes in the base. */
export interface Pair {
  readonly pair: string;
  readonly base: string;
  readonly quote: string;
  /** Where the walk of the price is drawn back to. */
  readonly home: number;
  /** Share of the way back in one second. */
  readonly pull: number;
  /** Standard deviation of the logarithm in one second. */
  readonly volatility: number;
  /** Between best buyer and best seller, as a share of the price. */
  readonly spread: number;
  /** Decimals of a price. */
  readonly priceDigits: number;
  /** What a maker usually offers at one price. */
  readonly usualSize: number;
}

const PULL = 0.002;

export const PAIRS: readonly Pair[] = [
  {
    ...{ pair: 'BTC-EUR', base: 'BTC', quote: 'EUR', home: 81_200, pull: PULL, volatility: 1.6e-4 },
    ...{ spread: 1.2e-4, priceDigits: 2, usualSize: 0.12 },
  },
  {
    ...{ pair: 'ETH-EUR', base: 'ETH', quote: 'EUR', home: 3_105, pull: PULL, volatility: 2e-4 },
    ...{ spread: 1.6e-4, priceDigits: 2, usualSize: 2.4 },
  },
  {
    ...{ pair: 'SOL-USDC', base: 'SOL', quote: 'USDC', home: 146, pull: PULL, volatility: 2.4e-4 },
    ...{ spread: 3e-4, priceDigits: 3, usualSize: 45 },
  },
  {
    ...{ pair: 'USDC-EUR', base: 'USDC', quote: 'EUR', home: 0.925, pull: PULL, volatility: 3e-5 },
    ...{ spread: 2e-4, priceDigits: 5, usualSize: 4_000 },
  },
];

export const findPair = (pair: string): Pair | undefined => PAIRS.find((one) => one.pair === pair);

/** A price of the walk, on the market's own step. */
export const roundPrice = ({ priceDigits }: Pair, price: number): bigint =>
  BigInt(Math.round(price * 10 ** priceDigits)) * 10n ** BigInt(PRICE_DECIMALS - priceDigits);

/** A size of the walk in the base's smallest units; six digits are enough for it. */
export const roundSize = ({ base }: Pair, size: number): bigint =>
  (BigInt(Math.round(size * 1e6)) * 10n ** BigInt(decimalsOf(base))) / 1_000_000n;

/** What `quantity` (smallest units of the base) costs at `price`, in smallest units of the quote, rounded down. */
export const costOf = ({ base, quote }: Pair, price: bigint, quantity: bigint): bigint =>
  (price * quantity * 10n ** BigInt(decimalsOf(quote))) /
  (PRICE_ONE * 10n ** BigInt(decimalsOf(base)));

/** The price at which `quantity` would have cost `value`. */
export const averageOf = ({ base, quote }: Pair, value: bigint, quantity: bigint): bigint =>
  (value * PRICE_ONE * 10n ** BigInt(decimalsOf(base))) /
  (quantity * 10n ** BigInt(decimalsOf(quote)));

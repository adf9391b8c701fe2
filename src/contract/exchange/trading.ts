import { z } from 'zod';
import { amount, asset, atMs, exchangeId, pair } from './values.ts';

const level = z.object({ price: amount, quantity: amount });
/** The best prices of a market, best first. */
export const depth = z.object({ asOf: atMs, bids: z.array(level), asks: z.array(level) });

export const market = z.object({
  pair,
  state: z.enum(['open', 'halted', 'cancel_only', 'maintenance']),
  /** Why it is not open, a code that may be told; null while open. */
  stateReason: z.string().max(64).nullable(),
  /** When it is expected to open; null when unknown or open. */
  opensAt: atMs.nullable(),
  lastPrice: amount,
  depth,
});
export type Market = z.output<typeof market>;

export const order = z.object({
  orderId: exchangeId,
  pair,
  side: z.enum(['buy', 'sell']),
  type: z.enum(['limit', 'market', 'stop_limit']),
  timeInForce: z.enum(['gtc', 'ioc', 'fok', 'gtd']),
  state: z.enum(['open', 'partially_filled', 'filled', 'cancelled', 'rejected', 'expired']),
  /** Null for market orders. */
  price: amount.nullable(),
  stopPrice: amount.nullable(),
  /** A stop that has been reached. */
  isTriggered: z.boolean().nullable(),
  quantity: amount,
  filled: amount,
  averagePrice: amount.nullable(),
  fee: amount,
  feeAsset: asset,
  createdAt: atMs,
  updatedAt: atMs,
  /** Why it ended unfilled: `by_user`, `self_trade`, `post_only`, `insufficient_balance`, `market_halted` … */
  endReason: z.string().max(64).nullable(),
  fills: z.array(z.object({ at: atMs, price: amount, quantity: amount, fee: amount })),
  /** The market when the order was placed, where the exchange keeps it. */
  depthAtPlacing: depth.nullable(),
});
export type Order = z.output<typeof order>;

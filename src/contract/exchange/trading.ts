import { z } from 'zod';
import { amount, asset, atMs, exchangeId, pair } from './values.ts';

const level = z.object({ price: amount, quantity: amount });
/** The best prices of a market, best first. */
export const depth = z.object({ asOf: atMs, bids: z.array(level), asks: z.array(level) });

export const market = z.object({
  pair,
  state: z
    .enum(['open', 'halted', 'cancel_only', 'maintenance'])
    .describe('cancel_only: orders may be taken back and none placed.'),
  stateReason: z
    .string()
    .max(64)
    .nullable()
    .describe('Why it is not open, a code that may be told; null while open.'),
  opensAt: atMs.nullable().describe('When it is expected to open; null when unknown or open.'),
  lastPrice: amount,
  depth,
});
export type Market = z.output<typeof market>;

export const order = z.object({
  orderId: exchangeId,
  pair,
  side: z.enum(['buy', 'sell']),
  type: z.enum(['limit', 'market', 'stop_limit']),
  timeInForce: z
    .enum(['gtc', 'ioc', 'fok', 'gtd'])
    .describe('Until cancelled; what can be filled at once; all at once or nothing; until a date.'),
  state: z.enum(['open', 'partially_filled', 'filled', 'cancelled', 'rejected', 'expired']),
  price: amount.nullable().describe('Null for market orders.'),
  stopPrice: amount.nullable().describe('Only for stop orders.'),
  isTriggered: z
    .boolean()
    .nullable()
    .describe('Whether the stop has been reached; null for orders without one.'),
  quantity: amount,
  filled: amount.describe(
    'Of the quantity; the sum of all fills, also those too old to be listed.',
  ),
  averagePrice: amount.nullable().describe('Over all fills; null while there is none.'),
  fee: amount,
  feeAsset: asset,
  createdAt: atMs,
  updatedAt: atMs,
  endReason: z
    .string()
    .max(64)
    .nullable()
    .describe(
      'Why it ended unfilled: by_user, self_trade, post_only, insufficient_balance, market_halted and others.',
    ),
  fills: z.array(z.object({ at: atMs, price: amount, quantity: amount, fee: amount })),
  depthAtPlacing: depth
    .nullable()
    .describe('The market when the order was placed, where the exchange keeps it.'),
});
export type Order = z.output<typeof order>;

import { z } from 'zod';
import {
  apiKey as exchangeApiKey,
  feeTier as exchangeFeeTier,
  payment as exchangePayment,
  restriction as exchangeRestriction,
  verification as exchangeVerification,
} from './exchange/account.ts';
import { order as exchangeOrder, market } from './exchange/trading.ts';
import {
  deposit as exchangeDeposit,
  withdrawal as exchangeWithdrawal,
} from './exchange/transfers.ts';
import { amount, asset, atMs, share } from './exchange/values.ts';

/** When something is expected: not before, and not after. `toAt` null: no end can be named. */
export const expectedRange = z.object({ fromAt: atMs, toAt: atMs.nullable() });

/** What the chain itself says of a transaction, apart from the exchange's ledger. */
export const chainView = z.object({
  asOf: atMs,
  status: z.enum(['unknown', 'mempool', 'in_block', 'failed', 'dropped', 'replaced']),
  confirmations: z.number().int().nonnegative(),
  /** The node lags: newer blocks cannot be seen. */
  behind: z.boolean(),
  /** It was in a block that the chain has thrown away since. */
  reorganised: z.boolean(),
  /** The transaction that took its place; null where there is none or it is unknown. */
  replacedBy: z.string().max(120).nullable(),
  congestion: z.enum(['low', 'normal', 'high']).nullable(),
});
export type ChainView = z.output<typeof chainView>;

export const depositCard = exchangeDeposit
  .pick({
    asset: true,
    network: true,
    amount: true,
    txid: true,
    address: true,
    memo: true,
    confirmations: true,
    confirmationsNeeded: true,
    seenAt: true,
    creditedAt: true,
  })
  .extend({
    state: z.enum([
      ...exchangeDeposit.shape.state.options,
      'replaced',
      'failed_on_chain',
      'recovering',
      'recovered',
    ]),
    /** Null: credited, or nobody can say. */
    expected: expectedRange.nullable(),
    /** Null where no chain can be read for it. */
    chain: chainView.nullable(),
    /** What can be done for coins sent wrongly; null: nothing, or nothing has to be done. */
    recovery: z
      .object({
        state: z.enum(['possible', 'requested', 'in_work', 'done', 'refused']),
        fee: amount,
        feeAsset: asset,
        workingDays: z.number().int().positive().nullable(),
        expectedBy: atMs.nullable(),
      })
      .nullable(),
  });

export const withdrawalCard = exchangeWithdrawal
  .pick({
    asset: true,
    network: true,
    amount: true,
    fee: true,
    address: true,
    memo: true,
    stage: true,
    ended: true,
    stages: true,
    confirmations: true,
    confirmationsNeeded: true,
    waitsFor: true,
    requestedAt: true,
  })
  .extend({
    /** The newest transaction; null before it is sent. */
    txid: z.string().max(120).nullable(),
    expected: expectedRange.nullable(),
    chain: chainView.nullable(),
  });

export const orderCard = exchangeOrder
  .pick({
    pair: true,
    side: true,
    type: true,
    timeInForce: true,
    state: true,
    price: true,
    stopPrice: true,
    isTriggered: true,
    quantity: true,
    filled: true,
    averagePrice: true,
    createdAt: true,
    updatedAt: true,
    endReason: true,
  })
  .extend({
    /** Null where the market could not be read. */
    market: market
      .pick({ state: true, stateReason: true, opensAt: true, lastPrice: true, depth: true })
      .extend({
        /** How far the order's price is from the best price of the other side, as a share of that; null without price. */
        distance: share.nullable(),
        /** Quantity of the same side at better prices, and at the same price; null without price. */
        inFront: amount.nullable(),
        /** The sums of the book end where the exchange's depth ends: there may be more. */
        isWhole: z.boolean(),
      })
      .nullable(),
  });

export const restrictionCard = exchangeRestriction.omit({ restrictionId: true });
export const verificationCard = exchangeVerification;
export const feeTierCard = exchangeFeeTier;
export const paymentCard = exchangePayment.omit({ paymentId: true });
export const apiKeyCard = exchangeApiKey
  .omit({ keyId: true, errors: true })
  .extend({ lastError: exchangeApiKey.shape.errors.element.nullable() });
/** The clock that support cannot shorten. */
export const twoFactorResetCard = z.object({
  state: z.enum(['cooling_off', 'ready']),
  requestedAt: atMs,
  readyAt: atMs,
});
export const traceCard = z.object({
  traceId: z.uuid(),
  chain: z.string().max(40),
  rootTxid: z.string().max(120),
  state: z.enum(['running', 'watching', 'ended']),
  hops: z.number().int().nonnegative(),
  transactions: z.number().int().nonnegative(),
  addresses: z.number().int().nonnegative(),
  /** Names of known places that the funds reached. */
  reached: z.array(z.string().max(120)).max(20),
});
export const lockCard = z.object({
  /** `asked`: the exchange has not answered yet; it is tried again. */
  state: z.enum(['asked', 'locked', 'already_locked', 'unlocked']),
  askedAt: atMs,
  lockedAt: atMs.nullable(),
  sessionsRevoked: z.number().int().nonnegative(),
  apiKeysRevoked: z.number().int().nonnegative(),
  withdrawalsCancelled: z.number().int().nonnegative(),
  /** On their way already when the lock came. */
  withdrawalsGone: z.number().int().nonnegative(),
});

const common = {
  cardId: z.uuid(),
  /** The exchange's id of what it shows. */
  subjectId: z.string().min(1).max(128),
  /** When its figures were true. */
  asOf: atMs,
};

/**
 * A card as it is drawn for customer and agent alike. It travels as the body of `card_shown` and `card_updated`: JSON
 * text of this shape. A reader that does not know the kind, or cannot read the text, draws nothing.
 */
export const card = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('deposit'), data: depositCard }),
  z.object({ ...common, kind: z.literal('withdrawal'), data: withdrawalCard }),
  z.object({ ...common, kind: z.literal('order'), data: orderCard }),
  z.object({ ...common, kind: z.literal('restriction'), data: restrictionCard }),
  z.object({ ...common, kind: z.literal('verification'), data: verificationCard }),
  z.object({ ...common, kind: z.literal('fee_tier'), data: feeTierCard }),
  z.object({ ...common, kind: z.literal('payment'), data: paymentCard }),
  z.object({ ...common, kind: z.literal('api_key'), data: apiKeyCard }),
  z.object({ ...common, kind: z.literal('two_factor_reset'), data: twoFactorResetCard }),
  z.object({ ...common, kind: z.literal('trace'), data: traceCard }),
  z.object({ ...common, kind: z.literal('lock'), data: lockCard }),
]);
export type Card = z.output<typeof card>;
export type CardOf<Kind extends Card['kind']> = Extract<Card, { kind: Kind }>;

import { z } from 'zod';
import { amount, asset, atMs, code, exchangeId, network } from './values.ts';

/** What the exchange's ledger says of coins that came in, or were seen coming. */
export const deposit = z.object({
  depositId: exchangeId,
  asset,
  network,
  amount,
  /** Null for deposits inside the exchange. */
  txid: z.string().max(120).nullable(),
  /** The output or log that paid, where a transaction has several. */
  outputIndex: z.number().int().nonnegative().nullable(),
  address: z.string().max(200),
  memo: z.string().max(120).nullable(),
  state: z.enum([
    'seen',
    'confirming',
    'credited',
    'below_minimum',
    'missing_memo',
    'unsupported_token',
    'wrong_network',
    'on_hold',
    'dropped',
    'returned',
  ]),
  confirmations: z.number().int().nonnegative(),
  confirmationsNeeded: z.number().int().positive(),
  seenAt: atMs,
  creditedAt: atMs.nullable(),
  /** The restriction that holds it; null when none. */
  restrictionId: exchangeId.nullable(),
  /** A recovery that was begun; null when none. */
  recovery: z
    .object({
      recoveryId: exchangeId,
      state: z.enum(['requested', 'in_work', 'done', 'refused']),
      fee: amount,
      feeAsset: asset,
      expectedBy: atMs.nullable(),
    })
    .nullable(),
});
export type Deposit = z.output<typeof deposit>;

export const WITHDRAWAL_STAGES = [
  'requested',
  'risk_review',
  'signing',
  'broadcast',
  'confirmed',
] as const;

export const withdrawal = z.object({
  withdrawalId: exchangeId,
  asset,
  network,
  amount,
  fee: amount,
  address: z.string().max(200),
  memo: z.string().max(120).nullable(),
  stage: z.enum(WITHDRAWAL_STAGES),
  /** Ended otherwise than by being confirmed; null while on its way or confirmed. */
  ended: z.enum(['cancelled', 'refused', 'failed']).nullable(),
  stages: z.array(z.object({ stage: z.enum(WITHDRAWAL_STAGES), at: atMs })),
  /** The transactions that were sent for it, newest last; a replaced one stays here. */
  txids: z.array(z.string().max(120)),
  confirmations: z.number().int().nonnegative(),
  confirmationsNeeded: z.number().int().positive(),
  /** The exchange's own estimate for the stage's end; null when it has none. */
  expectedBy: atMs.nullable(),
  /** Why it waits in its stage, a code that may be told; null when nothing is wrong. */
  waitsFor: code.nullable(),
  restrictionId: exchangeId.nullable(),
  requestedAt: atMs,
});
export type Withdrawal = z.output<typeof withdrawal>;

/** Whose an address is, as far as the asking user may know. `other`: the exchange's, and not this user's. */
export const addressOwner = z.object({
  address: z.string().max(200),
  owner: z.enum(['user', 'exchange', 'other', 'unknown']),
  asset: asset.nullable(),
  network: network.nullable(),
});
export type AddressOwner = z.output<typeof addressOwner>;

/** A coin on a network: what a deposit needs, and what can be done when it went wrong. */
export const assetNetwork = z.object({
  asset,
  network,
  /** `evm`, `bitcoin` or another family's name. */
  family: z.string().max(20),
  /** The id by which Mainstay's own settings name the chain it may read; null when it cannot read it. */
  chain: z.string().max(40).nullable(),
  /** Token contract; null for the network's own coin. */
  contract: z.string().max(120).nullable(),
  decimals: z.number().int().min(0).max(30),
  needsMemo: z.boolean(),
  depositMinimum: amount,
  withdrawalFee: amount,
  withdrawalMinimum: amount,
  confirmationsNeeded: z.number().int().positive(),
  depositsOpen: z.boolean(),
  withdrawalsOpen: z.boolean(),
  /** When a closed side is expected to open. */
  opensAt: atMs.nullable(),
  /** What is possible for coins sent wrongly; null: nothing. */
  recovery: z
    .object({
      covers: z.array(z.enum(['missing_memo', 'wrong_network', 'unsupported_token'])),
      fee: amount,
      feeAsset: asset,
      minimum: amount,
      workingDays: z.number().int().positive(),
    })
    .nullable(),
});
export type AssetNetwork = z.output<typeof assetNetwork>;

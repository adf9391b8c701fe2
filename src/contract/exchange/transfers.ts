import { z } from 'zod';
import { amount, asset, atMs, code, exchangeId, network } from './values.ts';

/** What the exchange's ledger says of coins that came in, or were seen coming. */
export const deposit = z.object({
  depositId: exchangeId,
  asset,
  network,
  amount,
  txid: z.string().max(120).nullable().describe('Null for deposits inside the exchange.'),
  outputIndex: z
    .number()
    .int()
    .nonnegative()
    .nullable()
    .describe('The output or log that paid, where a transaction has several.'),
  address: z
    .string()
    .max(200)
    .describe('Where it came in; empty for deposits inside the exchange.'),
  memo: z.string().max(120).nullable().describe('Memo, tag or message as it came; null: none.'),
  state: z
    .enum([
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
    ])
    .describe(
      'seen: on the chain without a confirmation; dropped: taken out of the chain again, by a reorganisation or a replacement; on_hold: confirmed and held by a restriction; returned: sent back. below_minimum, missing_memo, unsupported_token and wrong_network were received and cannot be credited as they are.',
    ),
  confirmations: z.number().int().nonnegative(),
  confirmationsNeeded: z.number().int().positive(),
  seenAt: atMs,
  creditedAt: atMs.nullable(),
  restrictionId: exchangeId.nullable().describe('The restriction that holds it; null when none.'),
  recovery: z
    .object({
      recoveryId: exchangeId,
      state: z.enum(['requested', 'in_work', 'done', 'refused']),
      fee: amount,
      feeAsset: asset,
      expectedBy: atMs.nullable(),
    })
    .nullable()
    .describe('A recovery that was begun; null when none.'),
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
  amount: amount.describe('What arrives, without the fee.'),
  fee: amount.describe('In the same asset, taken beside the amount.'),
  address: z.string().max(200),
  memo: z.string().max(120).nullable(),
  stage: z.enum(WITHDRAWAL_STAGES).describe('The stage that it is in, or was in when it ended.'),
  ended: z
    .enum(['cancelled', 'refused', 'failed'])
    .nullable()
    .describe('Ended otherwise than by being confirmed; null while on its way or confirmed.'),
  stages: z
    .array(z.object({ stage: z.enum(WITHDRAWAL_STAGES), at: atMs }))
    .describe('The stages reached so far, oldest first.'),
  txids: z
    .array(z.string().max(120))
    .describe('The transactions that were sent for it, newest last; a replaced one stays here.'),
  confirmations: z.number().int().nonnegative(),
  confirmationsNeeded: z.number().int().positive(),
  expectedBy: atMs
    .nullable()
    .describe("The exchange's own estimate for the stage's end; null when it has none."),
  waitsFor: code
    .nullable()
    .describe('Why it waits in its stage, a code that may be told; null when nothing is wrong.'),
  restrictionId: exchangeId.nullable(),
  requestedAt: atMs,
});
export type Withdrawal = z.output<typeof withdrawal>;

/** Whose an address is, as far as the asking user may know. `other`: the exchange's, and not this user's. */
export const addressOwner = z.object({
  address: z.string().max(200),
  owner: z
    .enum(['user', 'exchange', 'other', 'unknown'])
    .describe(
      'user: a deposit address of this user; exchange: of the exchange itself; other: of another user, of whom nothing is told; unknown: none of the exchange.',
    ),
  asset: asset.nullable(),
  network: network.nullable(),
});
export type AddressOwner = z.output<typeof addressOwner>;

/** A coin on a network: what a deposit needs, and what can be done when it went wrong. */
export const assetNetwork = z.object({
  asset,
  network,
  family: z.string().max(20).describe("evm, bitcoin or another family's name."),
  chain: z
    .string()
    .max(40)
    .nullable()
    .describe(
      "The id by which Mainstay's own settings name the chain it may read; null when it cannot read it.",
    ),
  contract: z
    .string()
    .max(120)
    .nullable()
    .describe("Token contract; null for the network's own coin."),
  decimals: z.number().int().min(0).max(30),
  needsMemo: z.boolean(),
  depositMinimum: amount,
  withdrawalFee: amount,
  withdrawalMinimum: amount,
  confirmationsNeeded: z.number().int().positive(),
  depositsOpen: z.boolean(),
  withdrawalsOpen: z.boolean(),
  opensAt: atMs.nullable().describe('When a closed side is expected to open.'),
  recovery: z
    .object({
      covers: z.array(z.enum(['missing_memo', 'wrong_network', 'unsupported_token'])),
      fee: amount,
      feeAsset: asset,
      minimum: amount,
      workingDays: z.number().int().positive(),
    })
    .nullable()
    .describe('What is possible for coins sent wrongly; null: nothing.'),
});
export type AssetNetwork = z.output<typeof assetNetwork>;

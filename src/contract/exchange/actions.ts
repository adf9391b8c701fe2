import { z } from 'zod';
import { amount, asset, atMs, code, exchangeId } from './values.ts';

/** Who asks for an action, for the exchange's own records. */
export const requestedBy = z.object({
  kind: z.enum(['customer', 'lock_link', 'recovery_proof', 'agent', 'assistant']),
  badge: z.string().max(40).nullable().describe("The staff's badge where staff ask; null else."),
  conversationNumber: z.string().max(40).nullable(),
});

export const lockRequest = z.object({
  requestedBy,
  reason: code.describe(
    'Why, for the exchange to keep; for example account_takeover, lost_device.',
  ),
  revokeSessions: z.boolean().describe('All of them unless the customer chose otherwise.'),
  revokeApiKeys: z.boolean(),
  cancelWithdrawals: z.boolean(),
  stopTrading: z.boolean().describe('Open orders are taken back and no new ones accepted.'),
});
export type ExchangeLockRequest = z.output<typeof lockRequest>;

export const lockResult = z.object({
  state: z
    .enum(['locked', 'already_locked'])
    .describe(
      'already_locked: it was locked before this request; what this request named has been done all the same.',
    ),
  lockedAt: atMs,
  sessionsRevoked: z.number().int().nonnegative(),
  apiKeysRevoked: z.number().int().nonnegative(),
  withdrawalsCancelled: z.array(exchangeId),
  withdrawalsGone: z.array(exchangeId).describe('On their way already: they could not be stopped.'),
});
export type LockResult = z.output<typeof lockResult>;

/** Actions that need two people: who asked and who approved, and why. */
export const approvedRequest = z.object({
  requestedBy,
  approvedByBadge: z
    .string()
    .max(40)
    .describe('The badge of a second person, who is not the one that asks.'),
  reason: z.string().min(10).max(1_000),
});
export type ApprovedRequest = z.output<typeof approvedRequest>;

export const simpleRequest = z.object({ requestedBy });
export const countResult = z.object({ count: z.number().int().nonnegative() });
export const unlockResult = z.object({
  state: z.enum(['unlocked', 'cooling_off']),
  readyAt: atMs.describe('When it is, or was, unlocked; support cannot make it earlier.'),
});
export const twoFactorResetResult = z.object({ requestedAt: atMs, readyAt: atMs });
/** Where the mail with the link went, masked. */
export const mailedResult = z.object({ maskedEmail: z.string().max(120), validUntil: atMs });
export const verificationBegun = z.object({
  url: z.url({ protocol: /^https?$/ }),
  validUntil: atMs,
});
export const cancelResult = z.object({
  cancelled: z.array(exchangeId),
  gone: z.array(exchangeId),
});

export const recoveryRequest = z.object({
  requestedBy,
  depositId: exchangeId.describe("The deposit as the exchange's ledger knows it."),
});
export const recoveryResult = z.object({
  recoveryId: exchangeId,
  fee: amount,
  feeAsset: asset,
  expectedBy: atMs.nullable(),
});

export const stepUpRequest = z.object({
  purpose: code.describe(
    'What the user is about to do, for the text of the mail; for example read_account.',
  ),
});
export const stepUpChallenge = z.object({
  challengeId: exchangeId,
  methods: z.array(z.enum(['totp', 'passkey', 'mail_code', 'sms_code'])).min(1),
  sentTo: z
    .string()
    .max(120)
    .nullable()
    .describe('Where a code was sent, masked; null where none was.'),
  validUntil: atMs,
  triesLeft: z.number().int().nonnegative(),
});
export type StepUpChallenge = z.output<typeof stepUpChallenge>;
/** The code that the user typed; it is passed on and never stored. */
export const stepUpCheck = z.object({
  method: z.enum(['totp', 'passkey', 'mail_code', 'sms_code']),
  code: z.string().min(1).max(4_096),
});
export const stepUpResult = z.object({
  passed: z.boolean(),
  triesLeft: z.number().int().nonnegative(),
});

/** Signed out: who somebody says to be, and what only they can know. */
export const recoveryProof = z.object({
  identifier: z.string().min(3).max(200),
  proof: z.string().min(4).max(200),
});
/** `userId` is null where it did not match; Mainstay never shows which. */
export const recoveryProofResult = z.object({ userId: exchangeId.nullable() });

export const antiPhishingCode = z.object({ code: z.string().max(60).nullable() });

import { z } from 'zod';
import { amount, asset, atMs, code, exchangeId } from './values.ts';

/** Who asks for an action, for the exchange's own records. */
export const requestedBy = z.object({
  kind: z.enum(['customer', 'lock_link', 'recovery_proof', 'agent', 'assistant']),
  /** The staff's badge where staff ask; null else. */
  badge: z.string().max(40).nullable(),
  conversationNumber: z.string().max(40).nullable(),
});

export const lockRequest = z.object({
  requestedBy,
  reason: code,
  /** All of them unless the customer chose otherwise. */
  revokeSessions: z.boolean(),
  revokeApiKeys: z.boolean(),
  cancelWithdrawals: z.boolean(),
  stopTrading: z.boolean(),
});
export type ExchangeLockRequest = z.output<typeof lockRequest>;

export const lockResult = z.object({
  state: z.enum(['locked', 'already_locked']),
  lockedAt: atMs,
  sessionsRevoked: z.number().int().nonnegative(),
  apiKeysRevoked: z.number().int().nonnegative(),
  withdrawalsCancelled: z.array(exchangeId),
  /** On their way already: they could not be stopped. */
  withdrawalsGone: z.array(exchangeId),
});
export type LockResult = z.output<typeof lockResult>;

/** Actions that need two people: who asked and who approved, and why. */
export const approvedRequest = z.object({
  requestedBy,
  approvedByBadge: z.string().max(40),
  reason: z.string().min(10).max(1_000),
});
export type ApprovedRequest = z.output<typeof approvedRequest>;

export const simpleRequest = z.object({ requestedBy });
export const countResult = z.object({ count: z.number().int().nonnegative() });
export const unlockResult = z.object({ state: z.enum(['unlocked', 'cooling_off']), readyAt: atMs });
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
  /** The deposit as the exchange's ledger knows it. */
  depositId: exchangeId,
});
export const recoveryResult = z.object({
  recoveryId: exchangeId,
  fee: amount,
  feeAsset: asset,
  expectedBy: atMs.nullable(),
});

export const stepUpRequest = z.object({ purpose: code });
export const stepUpChallenge = z.object({
  challengeId: exchangeId,
  methods: z.array(z.enum(['totp', 'passkey', 'mail_code', 'sms_code'])).min(1),
  /** Where a code was sent, masked; null where none was. */
  sentTo: z.string().max(120).nullable(),
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

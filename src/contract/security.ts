import { z } from 'zod';
import { LOCALES } from '../core/vocabulary.ts';
import { atMs, publicAgent, uuid } from './conversation.ts';

/**
 * How far a lock has come. `sending`: on its way to the exchange; `retrying`: the exchange did not answer yet, and it is
 * tried again until it does; `done`: the exchange says that the account is locked; `refused`: it said no, and people
 * have been told.
 */
export const LOCK_STATES = ['sending', 'retrying', 'done', 'refused'] as const;
export type LockState = (typeof LOCK_STATES)[number];

/** What a lock did, as the exchange counted it. */
export const lockEffects = z.strictObject({
  alreadyLocked: z.boolean(),
  lockedAt: atMs,
  sessionsRevoked: z.number().int(),
  apiKeysRevoked: z.number().int(),
  withdrawalsCancelled: z.number().int(),
  /** On their way already; they could not be stopped. */
  withdrawalsGone: z.number().int(),
});

export const lockView = z.strictObject({
  lockId: uuid,
  state: z.enum(LOCK_STATES),
  requestedAt: atMs,
  /** When the exchange said that it is done. */
  doneAt: atMs.nullable(),
  /** How often the exchange has been asked. */
  attempts: z.number().int(),
  nextTryAt: atMs.nullable(),
  effects: lockEffects.nullable(),
  /** The urgent conversation about it. */
  conversationId: uuid.nullable(),
  conversationNumber: z.string().nullable(),
});
export type LockView = z.output<typeof lockView>;

/** Signed in. The same `clientLockId` again is the same lock. */
export const lockAccount = z.strictObject({
  clientLockId: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  stopTrading: z.boolean().default(true),
  locale: z.enum(LOCALES),
});
export const lockReply = z.strictObject({ lock: lockView.nullable() });

/** Signed out. The answer is the same whether or not the account exists; the truth goes to the registered contact. */
export const lockSignedOut = z.strictObject({
  identifier: z.string().min(3).max(200),
  proof: z.string().min(4).max(200),
  locale: z.enum(LOCALES),
});
/** By the one-time link of a security mail. */
export const lockByLink = z.strictObject({
  token: z.string().min(20).max(2_000),
  locale: z.enum(LOCALES),
});
export const lockAccepted = z.strictObject({ accepted: z.literal(true) });

/** What the customer sees of resets and unlocking: clocks that support cannot shorten. */
export const SAFETY_STEPS = ['unlock', 'two_factor_reset'] as const;
export type SafetyStep = (typeof SAFETY_STEPS)[number];
export const safetyReply = z.strictObject({
  /** Null where the exchange could not be asked. */
  accountState: z.enum(['active', 'locked', 'closing', 'closed']).nullable(),
  asOf: atMs.nullable(),
  lock: lockView.nullable(),
  steps: z.array(
    z.strictObject({
      step: z.enum(SAFETY_STEPS),
      state: z.enum(['waiting_for_approval', 'sending', 'cooling_off', 'done', 'refused']),
      /** When the cooling-off ends; null before it begins. */
      readyAt: atMs.nullable(),
    }),
  ),
});
export type SafetyReply = z.output<typeof safetyReply>;

/** The playbook of a takeover, in order. */
export const TAKEOVER_STEPS = [
  'account_locked',
  'sessions_revoked',
  'devices_checked',
  'api_keys_revoked',
  'withdrawals_cancelled',
  'changes_checked',
  'evidence_kept',
  'customer_verified',
] as const;
export type TakeoverStep = (typeof TAKEOVER_STEPS)[number];

export const takeoverReply = z.strictObject({
  steps: z.array(
    z.strictObject({
      step: z.enum(TAKEOVER_STEPS),
      done: z.boolean(),
      by: publicAgent.nullable(),
      at: atMs.nullable(),
      note: z.string(),
    }),
  ),
  lock: lockView.nullable(),
});
export type TakeoverReply = z.output<typeof takeoverReply>;
export const setTakeoverStep = z.strictObject({
  done: z.boolean(),
  note: z.string().max(1_000).default(''),
});

/** What one agent with the case may do at once: it only ever makes an account safer. */
export const PROTECTIVE_ACTIONS = [
  'lock',
  'revoke_sessions',
  'revoke_api_keys',
  'cancel_withdrawals',
] as const;
export type ProtectiveAction = (typeof PROTECTIVE_ACTIONS)[number];
export const protect = z.strictObject({
  action: z.enum(PROTECTIVE_ACTIONS),
  reason: z.string().trim().min(10).max(1_000),
});
export const protectReply = z.strictObject({
  action: z.enum(PROTECTIVE_ACTIONS),
  /** `retrying`: the exchange did not answer; it is tried again and the checklist will say so. */
  state: z.enum(['done', 'retrying']),
  count: z.number().int().nullable(),
});

/** Who is at the keyboard, proven again: the password, or a code of the authenticator where one is set up. */
export const staffProof = z.strictObject({
  method: z.enum(['password', 'totp']),
  value: z.string().min(1).max(512),
});

/** Unlocking and resetting a second factor need a reason, a step-up and a second person. */
export const askApproval = z.strictObject({
  step: z.enum(SAFETY_STEPS),
  reason: z.string().trim().min(10).max(1_000),
  proof: staffProof,
});
export const decideApproval = z.strictObject({
  approve: z.boolean(),
  reason: z.string().trim().min(10).max(1_000),
  proof: staffProof,
});
export const approvalView = z.strictObject({
  approvalId: uuid,
  conversationId: uuid,
  conversationNumber: z.string(),
  step: z.enum(SAFETY_STEPS),
  state: z.enum(['waiting', 'refused', 'approved', 'sent', 'lapsed']),
  reason: z.string(),
  askedBy: publicAgent,
  askedAt: atMs,
  decidedBy: publicAgent.nullable(),
  decidedAt: atMs.nullable(),
  decisionReason: z.string().nullable(),
  /** An approval that nobody gave lapses then. */
  lapsesAt: atMs,
  /** When the exchange's cooling-off ends. */
  readyAt: atMs.nullable(),
});
export type ApprovalView = z.output<typeof approvalView>;
export const approvalsReply = z.strictObject({ approvals: z.array(approvalView) });

/** One field of a customer's account. `masked` is all that is given before it is revealed. */
export const accountField = z.strictObject({
  /** For example `account.email`, `deposit.<id>.address`. */
  key: z.string().max(200),
  /** A key of the catalogue: `account.field.<label>`. */
  label: z.string().max(60),
  /** Null: nothing is there. */
  masked: z.string().nullable(),
  /** The value where it needs no revealing, or was revealed by this agent in this conversation. */
  value: z.string().nullable(),
  /** How the value reads: plain words, an amount, a time in epoch ms, an address or hash, a code of the catalogue. */
  form: z.enum(['text', 'amount', 'time', 'address', 'code']),
  revealable: z.boolean(),
});
export const accountSection = z.strictObject({
  section: z.enum([
    'account',
    'verification',
    'restrictions',
    'devices',
    'sessions',
    'changes',
    'api_keys',
    'orders',
    'deposits',
    'withdrawals',
    'payments',
    'fees',
  ]),
  asOf: atMs.nullable(),
  /** Why there is nothing: the exchange did not answer, or the agent's rights do not reach. Null when there is. */
  absent: z.enum(['unreachable', 'malformed', 'not_allowed', 'empty']).nullable(),
  items: z.array(z.strictObject({ itemId: z.string(), fields: z.array(accountField) })),
});
export const accountReply = z.strictObject({
  sections: z.array(accountSection),
  reveals: z.strictObject({
    /** Customers revealed today, of how many. */
    used: z.number().int(),
    limit: z.number().int(),
    /** Whether this customer is among them: revealing more of the same one costs nothing. */
    includesThis: z.boolean(),
  }),
});
export type AccountReply = z.output<typeof accountReply>;

export const revealField = z.strictObject({
  key: z.string().min(1).max(200),
  reason: z.string().trim().min(10).max(500),
});
export const revealReply = z.strictObject({ key: z.string(), value: z.string(), asOf: atMs });
/** A supervisor lets an agent reveal more customers today; once a day, and with a reason. */
export const extendReveals = z.strictObject({
  extra: z.number().int().min(1).max(15),
  reason: z.string().trim().min(10).max(500),
});

/** What compliance alone reads: the layer that must not be told. */
export const restrictionSecretsReply = z.strictObject({
  asOf: atMs,
  restrictions: z.array(
    z.strictObject({
      restrictionId: z.string(),
      internalReason: z.string(),
      references: z.array(z.string()),
    }),
  ),
});

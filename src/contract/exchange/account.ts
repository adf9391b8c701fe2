import { z } from 'zod';
import { amount, asset, atMs, code, exchangeId, share } from './values.ts';

export const account = z.object({
  userId: exchangeId,
  state: z.enum(['active', 'locked', 'closing', 'closed']),
  /** Since when it is locked; null while it is not. */
  lockedAt: atMs.nullable(),
  tier: z.string().max(40),
  /** The level of verification reached, by the exchange's own name of it. */
  verificationLevel: z.string().max(40),
  createdAt: atMs,
  twoFactor: z.array(z.enum(['totp', 'passkey', 'sms'])),
  /** Shown masked, for example `d•••@mail.example`. */
  maskedEmail: z.string().max(120).nullable(),
  maskedPhone: z.string().max(60).nullable(),
});
export type Account = z.output<typeof account>;

export const verification = z.object({
  state: z.enum(['none', 'in_progress', 'in_review', 'verified', 'refused']),
  level: z.string().max(40),
  slots: z.array(
    z.object({
      /** `identity`, `address`, `selfie`, `source_of_funds` … */
      document: code,
      state: z.enum(['missing', 'received', 'in_review', 'accepted', 'refused']),
      /** Why it was refused, a code that may be told; null unless refused. */
      refusal: code.nullable(),
    }),
  ),
  /** When a review that is going on is expected to end. */
  expectedBy: atMs.nullable(),
  triesLeft: z.number().int().nonnegative().nullable(),
});
export type Verification = z.output<typeof verification>;

export const feeTier = z.object({
  tier: z.string().max(40),
  makerShare: share,
  takerShare: share,
  volume: amount,
  volumeAsset: asset,
  volumeDays: z.number().int().positive(),
  /** The next tier and the volume from which it holds; null at the highest. */
  next: z.object({ tier: z.string().max(40), fromVolume: amount }).nullable(),
});
export type FeeTier = z.output<typeof feeTier>;

/**
 * A hold as it may be told. What must not be told (tipping-off) is not in this shape at all: it is only in
 * `restrictionSecret`, which is asked for with the compliance key.
 */
export const restriction = z.object({
  restrictionId: exchangeId,
  /** The class that may be told, for example `new_password`, `review`, `document_needed`, `lock`. */
  reason: code,
  blocks: z.array(z.enum(['login', 'trading', 'deposits', 'withdrawals', 'api', 'fiat'])).min(1),
  /** The transfer it concerns; null when the whole account. */
  transferId: exchangeId.nullable(),
  since: atMs,
  /** Null: no time was given. */
  until: atMs.nullable(),
  /** What lifts it. `nothing_to_do` where only time or a review does. */
  liftedBy: z.enum([
    'time',
    'document',
    'review',
    'customer_unlock',
    'support_unlock',
    'nothing_to_do',
  ]),
  /** Documents that lift it, as in `verification.slots`. */
  documents: z.array(code),
  mayAppeal: z.boolean(),
});
export type Restriction = z.output<typeof restriction>;

export const restrictionSecret = z.object({
  restrictionId: exchangeId,
  internalReason: z.string().max(2_000),
  references: z.array(z.string().max(200)),
});
export type RestrictionSecret = z.output<typeof restrictionSecret>;

export const device = z.object({
  deviceId: exchangeId,
  name: z.string().max(120),
  firstSeenAt: atMs,
  lastSeenAt: atMs,
  /** City or country as the exchange shows it. */
  place: z.string().max(120).nullable(),
  isNew: z.boolean(),
});
export const session = z.object({
  sessionId: exchangeId,
  deviceId: exchangeId,
  signedInAt: atMs,
  lastSeenAt: atMs,
  place: z.string().max(120).nullable(),
  /** IP address with its last part hidden. */
  maskedIp: z.string().max(60).nullable(),
});
export const securityChange = z.object({
  what: z.enum([
    'password',
    'email',
    'phone',
    'two_factor_on',
    'two_factor_off',
    'two_factor_reset',
    'api_key_created',
    'api_key_revoked',
    'address_added',
    'anti_phishing_code',
    'locked',
    'unlocked',
  ]),
  at: atMs,
  deviceId: exchangeId.nullable(),
  /** True when support or the exchange did it, not the user. */
  byStaff: z.boolean(),
});
export const security = z.object({
  devices: z.array(device),
  sessions: z.array(session),
  changes: z.array(securityChange),
  /** A second-factor reset that is cooling off; null when none. */
  twoFactorReset: z.object({ requestedAt: atMs, readyAt: atMs }).nullable(),
});
export type Security = z.output<typeof security>;

export const apiKey = z.object({
  keyId: exchangeId,
  name: z.string().max(120),
  /** The first characters only. */
  prefix: z.string().max(12),
  createdAt: atMs,
  lastUsedAt: atMs.nullable(),
  permissions: z.array(z.enum(['read', 'trade', 'withdraw'])),
  /** Empty: any address. */
  allowedIps: z.array(z.string().max(60)),
  expiresAt: atMs.nullable(),
  requestsLastMinute: z.number().int().nonnegative(),
  requestsPerMinute: z.number().int().positive(),
  /** The newest failures, newest first, 20 at most. */
  errors: z.array(
    z.object({
      at: atMs,
      kind: z.enum([
        'clock_skew',
        'ip_not_allowed',
        'rate_limited',
        'permission_missing',
        'signature_invalid',
        'key_unknown',
        'key_expired',
        'parameter_invalid',
        'insufficient_balance',
        'market_halted',
        'other',
      ]),
      /** The exchange's own code, as its API documents it. */
      code: z.string().max(40),
      path: z.string().max(200),
      /** How far the client's clock was off, in ms; positive: ahead. Only for `clock_skew`. */
      skewMs: z.number().int().nullable(),
      /** The address that was refused, its last part hidden. Only for `ip_not_allowed`. */
      maskedIp: z.string().max(60).nullable(),
      /** Only for `permission_missing`. */
      permission: z.enum(['read', 'trade', 'withdraw']).nullable(),
    }),
  ),
});
export type ApiKey = z.output<typeof apiKey>;

export const payment = z.object({
  paymentId: exchangeId,
  kind: z.enum(['bank_in', 'bank_out', 'card', 'p2p_buy', 'p2p_sell']),
  amount,
  asset,
  state: z.enum(['pending', 'paid', 'completed', 'cancelled', 'returned', 'in_dispute']),
  createdAt: atMs,
  dispute: z
    .object({
      openedAt: atMs,
      openedBy: z.enum(['user', 'counterparty', 'bank']),
      state: z.enum(['evidence_wanted', 'in_review', 'decided']),
      /** What each side has to supply, as codes; those already there are in `received`. */
      wantedFromUser: z.array(code),
      wantedFromOther: z.array(code),
      received: z.array(code),
      /** Until when the user's evidence is taken. */
      evidenceUntil: atMs.nullable(),
      decisionBy: atMs.nullable(),
      outcome: z.enum(['for_user', 'for_other', 'split']).nullable(),
    })
    .nullable(),
});
export type Payment = z.output<typeof payment>;

import { z } from 'zod';
import { amount, asset, atMs, code, exchangeId, share } from './values.ts';

export const account = z.object({
  userId: exchangeId,
  state: z
    .enum(['active', 'locked', 'closing', 'closed'])
    .describe(
      'locked: frozen by the user, by support or by the exchange itself; closing: the user asked to end it.',
    ),
  lockedAt: atMs.nullable().describe('Since when it is locked; null while it is not.'),
  tier: z.string().max(40).describe("The user's standing, by the exchange's own name of it."),
  verificationLevel: z
    .string()
    .max(40)
    .describe("The level of verification reached, by the exchange's own name of it."),
  createdAt: atMs,
  twoFactor: z
    .array(z.enum(['totp', 'passkey', 'sms']))
    .describe('Second factors that are on; empty: none.'),
  maskedEmail: z
    .string()
    .max(120)
    .nullable()
    .describe('Shown masked, for example d•••@mail.example.'),
  maskedPhone: z.string().max(60).nullable(),
});
export type Account = z.output<typeof account>;

export const verification = z.object({
  state: z
    .enum(['none', 'in_progress', 'in_review', 'verified', 'refused'])
    .describe(
      'none: not begun; in_progress: the user has something to do; in_review: the exchange has.',
    ),
  level: z.string().max(40),
  slots: z.array(
    z.object({
      document: code.describe('identity, address, selfie, source_of_funds and others.'),
      state: z.enum(['missing', 'received', 'in_review', 'accepted', 'refused']),
      refusal: code
        .nullable()
        .describe('Why it was refused, a code that may be told; null unless refused.'),
    }),
  ),
  expectedBy: atMs.nullable().describe('When a review that is going on is expected to end.'),
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
  next: z
    .object({ tier: z.string().max(40), fromVolume: amount })
    .nullable()
    .describe('The next tier and the volume from which it holds; null at the highest.'),
});
export type FeeTier = z.output<typeof feeTier>;

/**
 * A hold as it may be told. What must not be told (tipping-off) is not in this shape at all: it is only in
 * `restrictionSecret`, which is asked for with the compliance key.
 */
export const restriction = z.object({
  restrictionId: exchangeId,
  reason: code.describe(
    'The class that may be told, for example new_password, review, document_needed, lock.',
  ),
  blocks: z
    .array(z.enum(['login', 'trading', 'deposits', 'withdrawals', 'api', 'fiat']))
    .min(1)
    .describe('What the user cannot do while it stands.'),
  transferId: exchangeId
    .nullable()
    .describe('The transfer it concerns; null when the whole account.'),
  since: atMs,
  until: atMs.nullable().describe('Null: no time was given.'),
  liftedBy: z
    .enum(['time', 'document', 'review', 'customer_unlock', 'support_unlock', 'nothing_to_do'])
    .describe('What lifts it. nothing_to_do where only time or a review does.'),
  documents: z.array(code).describe('Documents that lift it, as in verification.slots.'),
  mayAppeal: z.boolean().describe('Whether the user may ask for another look.'),
});
export type Restriction = z.output<typeof restriction>;

export const restrictionSecret = z.object({
  restrictionId: exchangeId,
  internalReason: z
    .string()
    .max(2_000)
    .describe('Never told to the user, to the assistant or to agents.'),
  references: z.array(z.string().max(200)),
});
export type RestrictionSecret = z.output<typeof restrictionSecret>;

export const device = z.object({
  deviceId: exchangeId,
  name: z.string().max(120),
  firstSeenAt: atMs,
  lastSeenAt: atMs,
  place: z.string().max(120).nullable().describe('City or country as the exchange shows it.'),
  isNew: z.boolean().describe('Seen for the first time within the last days.'),
});
export const session = z.object({
  sessionId: exchangeId,
  deviceId: exchangeId,
  signedInAt: atMs,
  lastSeenAt: atMs,
  place: z.string().max(120).nullable(),
  maskedIp: z.string().max(60).nullable().describe('IP address with its last part hidden.'),
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
  byStaff: z.boolean().describe('True when support or the exchange did it, not the user.'),
});
export const security = z.object({
  devices: z.array(device),
  sessions: z.array(session),
  changes: z.array(securityChange),
  twoFactorReset: z
    .object({ requestedAt: atMs, readyAt: atMs })
    .nullable()
    .describe('A second-factor reset that is cooling off; null when none.'),
});
export type Security = z.output<typeof security>;

export const apiKey = z.object({
  keyId: exchangeId,
  name: z.string().max(120),
  prefix: z.string().max(12).describe('The first characters only.'),
  createdAt: atMs,
  lastUsedAt: atMs.nullable(),
  permissions: z.array(z.enum(['read', 'trade', 'withdraw'])),
  allowedIps: z.array(z.string().max(60)).describe('Empty: any address.'),
  expiresAt: atMs.nullable(),
  requestsLastMinute: z.number().int().nonnegative(),
  requestsPerMinute: z.number().int().positive(),
  errors: z
    .array(
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
        code: z.string().max(40).describe("The exchange's own code, as its API documents it."),
        path: z.string().max(200),
        skewMs: z
          .number()
          .int()
          .nullable()
          .describe(
            "How far the client's clock was off, in ms; positive: ahead. Only for clock_skew.",
          ),
        maskedIp: z
          .string()
          .max(60)
          .nullable()
          .describe('The address that was refused, its last part hidden. Only for ip_not_allowed.'),
        permission: z
          .enum(['read', 'trade', 'withdraw'])
          .nullable()
          .describe('Only for permission_missing.'),
      }),
    )
    .describe('The newest failures, newest first, 20 at most.'),
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
      wantedFromUser: z
        .array(code)
        .describe('What each side has to supply, as codes; those already there are in received.'),
      wantedFromOther: z.array(code),
      received: z.array(code),
      evidenceUntil: atMs.nullable().describe("Until when the user's evidence is taken."),
      decisionBy: atMs.nullable(),
      outcome: z.enum(['for_user', 'for_other', 'split']).nullable(),
    })
    .nullable(),
});
export type Payment = z.output<typeof payment>;

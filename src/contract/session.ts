import { z } from 'zod';
import { LOCALES, TIERS } from '../core/vocabulary.ts';

/** A signed identity token from the exchange's server, or a visitor who is not vouched for. */
export const openSessionRequest = z.union([
  z.strictObject({ token: z.string().min(1).max(4096) }),
  z.strictObject({ visitor: z.strictObject({ locale: z.enum(LOCALES) }) }),
]);
export type OpenSessionRequest = z.infer<typeof openSessionRequest>;

export const sessionCustomer = z.object({
  id: z.uuid(),
  /** `visitor`: an inbox of their own, marked as such, without any account data. */
  kind: z.enum(['customer', 'visitor']),
  tier: z.enum(TIERS),
  locale: z.enum(LOCALES),
  /** As the exchange says it; null for visitors and where the token had none. */
  name: z.string().nullable(),
  /** IANA name, for example `Asia/Seoul`. */
  timeZone: z.string().nullable(),
  /** A supervisor has blocked this person: reading and one appeal remain. */
  blocked: z.boolean(),
});
export type SessionCustomer = z.infer<typeof sessionCustomer>;

export const sessionReply = z.object({
  /** When the session ends if nothing is asked; it slides with use. Milliseconds since the epoch. */
  expiresAt: z.number().int(),
  /** When it ends in any case. */
  endsAt: z.number().int(),
  customer: sessionCustomer,
});
export type SessionReply = z.infer<typeof sessionReply>;

export const openSessionReply = sessionReply.extend({
  /** Opaque secret. Sent back as `Authorization: Bearer <session>`; shown once, stored only as a keyed hash. */
  session: z.string(),
});
export type OpenSessionReply = z.infer<typeof openSessionReply>;

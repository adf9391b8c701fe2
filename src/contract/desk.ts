import { z } from 'zod';
import { CATEGORIES, LOCALES, TIERS } from '../core/vocabulary.ts';
import { atMs, deskConversation, uuid } from './conversation.ts';

/** The customer beside the conversation. Only what the exchange's token said and what happened here. */
export const deskCustomer = z.strictObject({
  customerId: uuid,
  kind: z.enum(['customer', 'visitor']),
  /** The exchange's user id; null for visitors. */
  externalId: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  tier: z.enum(TIERS),
  locale: z.enum(LOCALES),
  timeZone: z.string().nullable(),
  createdAt: atMs,
  lastSeenAt: atMs,
  block: z
    .strictObject({
      reason: z.string(),

      blockedAt: atMs,
      until: atMs.nullable(),
    })
    .nullable(),
  /** Their other conversations that this person may see, newest first, 20 at most. */
  conversations: z.array(deskConversation),
});
export type DeskCustomer = z.output<typeof deskCustomer>;

export const cannedResponse = z.strictObject({
  id: uuid,
  /** Typed after `/`. */
  shortcut: z.string().regex(/^[a-z0-9-]{1,32}$/),
  title: z.string().min(1).max(120),
  category: z.enum(CATEGORIES).nullable(),
  /** Text per locale; variables: {{customer.name}}, {{agent.name}}, {{agent.badge}}, {{conversation.number}}, {{exchange.name}}. */
  texts: z.partialRecord(z.enum(LOCALES), z.string().max(8_000)),
});
export type CannedResponse = z.output<typeof cannedResponse>;
export const cannedResponseInput = cannedResponse.omit({ id: true });
export const cannedResponseList = z.strictObject({ responses: z.array(cannedResponse) });

import { z } from 'zod';
import { atMs, uuid } from './conversation.ts';

export const WEBHOOK_STATUSES = ['active', 'paused', 'disabled'] as const;
export const DELIVERY_STATUSES = ['waiting', 'delivered', 'given_up'] as const;

const eventType = z.string().regex(/^[a-z][a-z_]{0,63}$/);
const name = z.string().trim().min(1).max(80);
const url = z.string().trim().min(1).max(2_000);

export const webhook = z.strictObject({
  id: uuid,
  name: z.string(),
  url: z.string(),
  /** Types of the log; empty: all. */
  eventTypes: z.array(z.string()),
  withWords: z.boolean(),
  status: z.enum(WEBHOOK_STATUSES),
  /** `spent`: three days without a success; `gone`: the receiver answered 410. Null unless disabled. */
  disabledBecause: z.enum(['spent', 'gone']).nullable(),
  disabledAt: atMs.nullable(),
  failingSince: atMs.nullable(),
  /** Until when the secret before the present one signs as well; null when only one does. */
  earlierSecretUntil: atMs.nullable(),
  createdAt: atMs,
  /** Deliveries that wait, counted to 1,000. */
  waiting: z.number().int(),
});
export type WebhookRow = z.output<typeof webhook>;

export const webhooksReply = z.strictObject({
  webhooks: z.array(webhook),
  /** All types that there are, to choose from. */
  eventTypes: z.array(z.string()),
});
export type WebhooksReply = z.output<typeof webhooksReply>;

export const newWebhook = z.strictObject({
  name,
  url,
  eventTypes: z.array(eventType).max(100).default([]),
  withWords: z.boolean().default(false),
});
export const changeWebhook = z.strictObject({
  name: name.optional(),
  url: url.optional(),
  eventTypes: z.array(eventType).max(100).optional(),
  withWords: z.boolean().optional(),
  /** `active` also ends a disablement: what waits is sent now. */
  status: z.enum(['active', 'paused']).optional(),
});
export const webhookParams = z.strictObject({ webhookId: uuid });
/** `secret` is shown this once. */
export const webhookSecretReply = z.strictObject({ webhook, secret: z.string() });
export type WebhookSecretReply = z.output<typeof webhookSecretReply>;

export const delivery = z.strictObject({
  /** The `webhook-id` that the receiver saw, at every try. */
  id: uuid,
  conversationId: uuid.nullable(),
  seq: z.number().int(),
  eventType: z.string(),
  status: z.enum(DELIVERY_STATUSES),
  attempts: z.number().int(),
  createdAt: atMs,
  lastTriedAt: atMs.nullable(),
  replyStatus: z.number().int().nullable(),
  latencyMs: z.number().int().nullable(),
  replyStart: z.string().nullable(),
  /** Why nothing came back: a code. */
  error: z.string().nullable(),
});
export type DeliveryRow = z.output<typeof delivery>;
export const deliveriesQuery = z.strictObject({
  status: z.enum(DELIVERY_STATUSES).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const deliveriesReply = z.strictObject({
  deliveries: z.array(delivery),
  nextCursor: z.string().nullable(),
});
export type DeliveriesReply = z.output<typeof deliveriesReply>;

/** One delivery, or all that were made from a time until another. */
export const replayInput = z.union([
  z.strictObject({ deliveryId: uuid }),
  z.strictObject({ from: atMs, until: atMs }),
]);
export const replayReply = z.strictObject({ deliveries: z.number().int() });

import { z } from 'zod';
import { SCOPES } from '../core/integration/scopes.ts';
import { CATEGORIES, LOCALES, PRIORITIES, STATUSES, TIERS } from '../core/vocabulary.ts';
import { atMs, atMsInQuery, clientMessageId, deskConversation, uuid } from './conversation.ts';
import { viewName } from './views.ts';

export const MAX_PER_MINUTE = 6_000;

/** A key as staff see it: never the secret. */
export const apiKey = z.strictObject({
  id: uuid,
  name: z.string(),
  /** How it begins, so that people and searches of leaked secrets can tell which one it is. */
  prefix: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  perMinute: z.number().int(),
  createdAt: atMs,
  expiresAt: atMs.nullable(),
  /** To within a minute; null: never. */
  lastUsedAt: atMs.nullable(),
  revokedAt: atMs.nullable(),
});
export type ApiKey = z.output<typeof apiKey>;
export const apiKeysReply = z.strictObject({ keys: z.array(apiKey) });
export type ApiKeysReply = z.output<typeof apiKeysReply>;

export const newApiKey = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  perMinute: z.number().int().min(1).max(MAX_PER_MINUTE).default(600),
  expiresAt: atMs.nullable().default(null),
});
/** `secret` is shown this once. */
export const newApiKeyReply = z.strictObject({ key: apiKey, secret: z.string() });
export type NewApiKeyReply = z.output<typeof newApiKeyReply>;
export const apiKeyParams = z.strictObject({ keyId: uuid });

/** A conversation as other systems see it; no words. */
export const apiConversation = z.strictObject({
  id: uuid,
  number: z.string(),
  customerId: uuid,
  customerKind: z.enum(['customer', 'visitor']),
  channel: z.string(),
  locale: z.enum(LOCALES),
  category: z.enum(CATEGORIES),
  tier: z.enum(TIERS),
  priority: z.enum(PRIORITIES),
  status: z.enum(STATUSES),
  teamId: z.string(),
  assignee: z.strictObject({ name: z.string(), badge: z.string() }).nullable(),
  createdAt: atMs,
  lastMessageAt: atMs.nullable(),
  lastMessageBy: z.enum(['customer', 'agent', 'assistant']).nullable(),
  firstResponseAt: atMs.nullable(),
  solvedAt: atMs.nullable(),
  closedAt: atMs.nullable(),
  rating: z.number().int().nullable(),
  /** Tier of support, what is promised by when, tasks of departments, incidents, tags, complaint. */
  case: deskConversation.shape.case,
  lastSeq: z.number().int(),
});
export type ApiConversation = z.output<typeof apiConversation>;
export const apiConversationReply = z.strictObject({ conversation: apiConversation });

export const apiListQuery = z.strictObject({
  status: z.enum(STATUSES).optional(),
  category: z.enum(CATEGORIES).optional(),
  priority: z.enum(PRIORITIES).optional(),
  /** The exchange's own id of the customer. */
  customer: z.string().min(1).max(200).optional(),
  /** Only those in which something was said at or after this time. */
  since: atMsInQuery.optional(),
  /** Opaque; from the previous reply's `nextCursor`. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** By the number that people say. */
export const apiNumberParams = z.strictObject({
  number: z.string().regex(/^\d{4}-?\d{4}-?\d$/),
});
export const apiViewParams = z.strictObject({ viewId: viewName });
export const apiViewQuery = apiListQuery.pick({ cursor: true, limit: true });
export const apiListReply = z.strictObject({
  conversations: z.array(apiConversation),
  nextCursor: z.string().nullable(),
});

/** One message or note. `text` is null where the words were recalled, deleted or erased. */
export const apiMessage = z.strictObject({
  id: uuid,
  seq: z.number().int(),
  at: atMs,
  kind: z.enum(['message', 'note']),
  by: z.enum(['customer', 'agent', 'assistant', 'system']),
  agent: z.strictObject({ name: z.string(), badge: z.string() }).nullable(),
  text: z.string().nullable(),
  files: z.array(z.strictObject({ id: uuid, name: z.string(), mime: z.string() })),
});
export type ApiMessage = z.output<typeof apiMessage>;
export const apiMessagesQuery = z.strictObject({
  after: z.coerce.number().int().nonnegative().default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
/** `nextAfter` is null at the end of the log. */
export const apiMessagesReply = z.strictObject({
  messages: z.array(apiMessage),
  nextAfter: z.number().int().nullable(),
});

const words = z.string().min(1).max(250_000);
export const apiStart = z.strictObject({
  /** The exchange's own id of the customer for whom this is said. */
  customer: z.string().min(1).max(200),
  clientMessageId,
  text: words,
  locale: z.enum(LOCALES),
  /** Left out, what the message is about decides. */
  category: z.enum(CATEGORIES).optional(),
  /** False: straight to a person. */
  withAssistant: z.boolean().default(true),
});
export const apiSend = z.strictObject({ clientMessageId, text: words });
export const apiSendReply = z.strictObject({
  messageId: uuid,
  seq: z.number().int(),
  duplicate: z.boolean(),
});
export const apiStartReply = z.strictObject({
  conversation: apiConversation,
  duplicate: z.boolean(),
});
/** What was taken over from another system so far. */
export const apiImportsReply = z.strictObject({
  imports: z.array(
    z.strictObject({
      source: z.string(),
      conversations: z.number().int(),
      customers: z.number().int(),
      firstAt: atMs,
      lastAt: atMs,
    }),
  ),
});
export const apiCustomerParams = z.strictObject({ externalId: z.string().min(1).max(200) });
export const apiCustomer = z.strictObject({
  id: uuid,
  externalId: z.string(),
  tier: z.enum(TIERS),
  locale: z.enum(LOCALES),
  timeZone: z.string().nullable(),
  createdAt: atMs,
  lastSeenAt: atMs,
});

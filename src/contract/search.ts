import { z } from 'zod';
import { atMs, deskConversationRow, uuid } from './conversation.ts';
import { viewConditions } from './views.ts';

export const searchQuery = z.strictObject({
  /** Words, `"words next to each other"`, a number, and filters such as `status:open tag:vip after:2026-01-31`. */
  q: z.string().min(1).max(2_000),
  /** Opaque; from the previous reply's `nextCursor`. */
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

const mark = z.strictObject({ start: z.number().int(), end: z.number().int() });

export const searchHit = z.strictObject({
  row: deskConversationRow,
  /** The newest message with all that was looked for; null where conversations were looked for by filters alone. */
  message: z
    .strictObject({
      messageId: uuid,
      seq: z.number().int(),
      at: atMs,
      /** Its neighbourhood, with the places of what was looked for, UTF-16 units. */
      text: z.string(),
      marks: z.array(mark),
    })
    .nullable(),
  /** The customer was looked for, and found by this. */
  named: z.enum(['name', 'mail']).nullable(),
});
export type SearchHit = z.output<typeof searchHit>;

export const searchReply = z.strictObject({
  hits: z.array(searchHit),
  /** There may be more: older ones. */
  nextCursor: z.string().nullable(),
  /** How far back was looked; null when everything was. */
  searchedTo: atMs.nullable(),
  /** What was understood, for the chips. */
  understood: z.strictObject({
    number: z.string().nullable(),
    externalId: z.string().nullable(),
    conditions: viewConditions,
    from: atMs.nullable(),
    to: atMs.nullable(),
    words: z.array(z.string()),
  }),
  /** False while what was there before the index is still being taken in. */
  complete: z.boolean(),
});
export type SearchReply = z.output<typeof searchReply>;

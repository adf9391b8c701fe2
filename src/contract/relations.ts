import { z } from 'zod';
import { RELATIONS } from '../core/conversation/case.ts';
import { DUPLICATE_REASONS } from '../core/relations/score-duplicate.ts';
import { CATEGORIES } from '../core/vocabulary.ts';
import { atMs, deskConversation, deskConversationRow, uuid } from './conversation.ts';

/** What belongs to a conversation, as far as the asker may see it. */
export const relatedReply = z.strictObject({
  links: z.array(
    z.strictObject({
      /** What the other one is to this one. `merged`: it was merged into this one. */
      relation: z.enum([...RELATIONS, 'merged']),
      linkedAt: atMs,
      row: deskConversationRow,
    }),
  ),
  /** Links to conversations that the asker may not see. */
  hidden: z.number().int(),
  /** Open requests of the same customer that may be about the same thing, the likeliest first. */
  suggestions: z.array(
    z.strictObject({
      row: deskConversationRow,
      score: z.number(),
      reasons: z.array(z.enum(DUPLICATE_REASONS)),
    }),
  ),
});
export type RelatedReply = z.output<typeof relatedReply>;

/** This conversation goes on in that one. */
export const mergeConversation = z.strictObject({ intoId: uuid });

/** These messages go on in a request of their own. */
export const splitConversation = z.strictObject({
  messageIds: z.array(uuid).min(1).max(500),
  /** Of the new request; left out, as the old one. */
  category: z.enum(CATEGORIES).optional(),
});

/** `from`: the conversation that was asked for; `into`: where its messages are now. */
export const relationReply = z.strictObject({ from: deskConversation, into: deskConversation });

/** By id or by the number that people say. */
export const linkConversation = z.strictObject({
  other: z.union([uuid, z.string().regex(/^\d{4}-?\d{4}-?\d$/)]),
  relation: z.enum(RELATIONS),
});
export const linkParams = z.strictObject({ conversationId: uuid, otherId: uuid });

/** A conversation found by its number, to be linked or merged. */
export const byNumberParams = z.strictObject({ number: z.string().max(20) });
export const byNumberReply = z.strictObject({ row: deskConversationRow });

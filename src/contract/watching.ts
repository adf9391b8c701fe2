import { z } from 'zod';
import { PERSONAL_VIEWS } from '../core/views/ready-made.ts';
import { atMs, deskConversationRow, uuid } from './conversation.ts';

export const watchersReply = z.strictObject({
  watching: z.boolean(),
  watchers: z.array(z.strictObject({ id: z.string(), name: z.string() })),
});
export type WatchersReply = z.output<typeof watchersReply>;

/** Colleagues who may be named in a note of a conversation: those who may see it. */
export const mentionableReply = z.strictObject({
  agents: z.array(z.strictObject({ id: z.string(), name: z.string(), badge: z.string() })),
});

export const NEWS_KINDS = ['mention', 'followed', 'alarm'] as const;
export const newsItem = z.strictObject({
  newsId: uuid,
  /**
   * `mention`: named in a note; `followed`: something happened in a conversation that is followed; `alarm`: something
   * this person is to look at because they lead, or have the case.
   */
  kind: z.enum(NEWS_KINDS),
  /** The type of the event; for an alarm its name. */
  what: z.string(),
  messageId: uuid.nullable(),
  /** Who did it; null where it was no colleague. */
  by: z.string().nullable(),
  at: atMs,
  readAt: atMs.nullable(),
  row: deskConversationRow,
});
export type NewsItem = z.output<typeof newsItem>;
export const newsList = z.strictObject({
  news: z.array(newsItem),
  unread: z.strictObject({
    mention: z.number().int(),
    followed: z.number().int(),
    alarm: z.number().int(),
  }),
});
export type NewsList = z.output<typeof newsList>;
export const newsQuery = z.strictObject({ kind: z.enum(NEWS_KINDS).optional() });
/** Those of one conversation, or all of a kind, or everything. */
export const readNews = z.strictObject({
  conversationId: uuid.optional(),
  kind: z.enum(NEWS_KINDS).optional(),
});

/** Lists of one's own beside the views. */
export const personalView = z.strictObject({ view: z.enum(PERSONAL_VIEWS) });
export const personalCounts = z.strictObject({
  mentions: z.number().int(),
  followed: z.number().int(),
});
export type PersonalCounts = z.output<typeof personalCounts>;

import type { ArticleRef, AssistantReply } from '../../src/core/assistant/reply.ts';

export const ARTICLES = ['deposit-late', 'withdrawal-held', 'lost-phone'];
const refTo = (articleId: string): ArticleRef => ({
  articleId,
  locale: 'en',
  version: 1,
  title: articleId,
  anchor: null,
});
/** One of each kind that a random walk may say. */
export const REPLIES: readonly AssistantReply[] = [
  ...ARTICLES.map((id): AssistantReply => ({ kind: 'answer', article: refTo(id) })),
  { kind: 'clarify', options: ARTICLES.map(refTo) },
  { kind: 'word', of: 'greeting' },
  { kind: 'word', of: 'say_more' },
  { kind: 'handover', reason: 'unsure', emergency: null, staffed: true },
];

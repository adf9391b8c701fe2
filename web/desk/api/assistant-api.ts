import type { AssistantResults, TurnRecord } from '../../../src/contract/assistant.ts';
import type { Article, ArticleHit } from '../../../src/contract/help.ts';
import type { Locale } from '../../../src/core/vocabulary.ts';
import { request } from './request.ts';

/** Articles that fit the words, best first. */
export const searchArticles = async (
  q: string,
  locale: Locale,
  signal: AbortSignal,
): Promise<readonly ArticleHit[]> =>
  (
    await request<{ hits: ArticleHit[] }>('GET', '/api/desk/articles/search', {
      query: { q, locale, limit: 8 },
      signal,
    })
  ).hits;

export const getArticle = (articleId: string, locale: Locale): Promise<Article> =>
  request('GET', `/api/help/articles/${encodeURIComponent(articleId)}`, { query: { locale } });

/** What the assistant thought in a conversation, as it stands in its records. */
export const listTurns = async (conversationId: string): Promise<readonly TurnRecord[]> =>
  (await request<{ turns: TurnRecord[] }>('GET', `/api/desk/conversations/${conversationId}/turns`))
    .turns;

export const getResults = (days: number): Promise<AssistantResults> =>
  request('GET', '/api/desk/assistant/results', { query: { days } });

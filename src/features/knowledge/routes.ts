import {
  article,
  articleParams,
  articleQuery,
  articleSearchQuery,
  articleSearchReply,
  rateArticle as rateArticleBody,
} from '../../contract/help.ts';
import { defineRoute, type Route } from '../../contract/route.ts';
import { fail, ok } from '../../core/outcome.ts';
import type { Knowledge } from '../../ports/knowledge.ts';
import type { CurrentKnowledge } from './keep-current.ts';
import type { KnowledgeOptions } from './options.ts';
import { rateArticle } from './rate-article.ts';
import { searchArticles } from './read-articles.ts';

const tag = 'Help centre';
/** Somebody who types asks several times a second. */
const SEARCHES_PER_MINUTE = 240;
const READS_PER_MINUTE = 120;
const RATINGS_PER_MINUTE = 20;

const search = (current: CurrentKnowledge, key: Route['key'], of: string): Route =>
  defineRoute({
    key,
    summary: 'Articles that fit what was typed so far, best first',
    tag: of,
    query: articleSearchQuery,
    reply: articleSearchReply,
    perMinute: SEARCHES_PER_MINUTE,
    handle: async ({ query: { q, locale, limit } }) =>
      ok({ hits: searchArticles(current, q, locale, limit) }),
  });

export const knowledgeRoutes = (
  options: KnowledgeOptions,
  current: CurrentKnowledge,
  knowledge: Knowledge,
): readonly Route[] => [
  search(current, 'GET /api/help/search', tag),
  search(current, 'GET /api/desk/articles/search', 'Desk: articles'),
  defineRoute({
    key: 'GET /api/help/articles/:articleId',
    summary: 'The present version of an article',
    tag,
    params: articleParams,
    query: articleQuery,
    reply: article,
    perMinute: READS_PER_MINUTE,
    handle: async ({ params: { articleId }, query: { locale } }) => {
      const found = knowledge.article(articleId, locale);
      return found === undefined ? fail('not_found', 'article_not_found') : ok(found);
    },
  }),
  defineRoute({
    key: 'POST /api/help/articles/:articleId/rating',
    summary: 'Say whether an article was helpful',
    tag,
    params: articleParams,
    body: rateArticleBody,
    reply: 'empty',
    perMinute: RATINGS_PER_MINUTE,
    handle: ({ principal, params, body, request: { ip } }) =>
      rateArticle(options, knowledge, {
        ...params,
        ...body,
        principal,
        ip,
        now: options.clock.now(),
      }),
  }),
];

import type { Article, ArticleHit } from '../../contract/help.ts';
import type { Route } from '../../contract/route.ts';
import { leadOf } from '../../core/knowledge/passages.ts';
import type { ArticleFault } from '../../core/knowledge/source.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Category, Locale } from '../../core/vocabulary.ts';
import type { Knowledge } from '../../ports/knowledge.ts';
import { CurrentKnowledge } from './keep-current.ts';
import type { KnowledgeOptions } from './options.ts';
import { type RatingInput, rateArticle } from './rate-article.ts';
import {
  countSections,
  type Example,
  listArticles,
  listExamples,
  listPopular,
  listRelated,
  readFrom,
  type SectionCount,
  searchArticles,
} from './read-articles.ts';
import { knowledgeRoutes } from './routes.ts';
import { findVersion } from './store.ts';

export type { KnowledgeOptions } from './options.ts';
export type { SectionCount } from './read-articles.ts';
export { readStrangers } from './read-strangers.ts';

/**
 * The help centre's articles. All reads but `version` come from memory, in the order of the articles' ids where no
 * other order is said. An article's `blocks` begin with the paragraph that is also its `lead`.
 */
export interface KnowledgeSlice {
  readonly knowledge: Knowledge;
  readonly routes: readonly Route[];
  /** Imports the folder and reads what is stored. Returns what is wrong with the articles; it is logged already. */
  start(): Promise<readonly ArticleFault[]>;
  stop(): Promise<void>;
  /** Also the beginnings of words; an empty query finds nothing. At most 5 ms. */
  search(query: string, locale: Locale, limit: number): readonly ArticleHit[];
  listSections(locale: Locale): readonly SectionCount[];
  listArticles(locale: Locale, section?: Category): readonly Article[];
  /** Those that most readers found helpful. */
  listPopular(locale: Locale, limit: number): readonly Article[];
  /** What the article links to, then what is nearest to it. */
  listRelated(articleId: string, locale: Locale, limit: number): readonly Article[];
  /** Titles and ways to ask, of all present articles: what the assistant learns categories from. */
  listExamples(): readonly Example[];
  /** Each reader counts once; see `rate-article.ts`. Fails: `article_not_found`. */
  rateArticle(rating: Omit<RatingInput, 'now'>): Promise<Outcome<undefined>>;
  /** A version that was shown at some time, of articles that are gone too. */
  findVersion(articleId: string, locale: Locale, version: number): Promise<Article | undefined>;
  /** Epoch ms of the last import that changed anything, and a number that grows with each. */
  changedAt(): { readonly revision: number; readonly changedAt: number };
}

export const createKnowledge = (options: KnowledgeOptions): KnowledgeSlice => {
  const current = new CurrentKnowledge(options);
  const knowledge = readFrom(current);
  return {
    knowledge,
    routes: knowledgeRoutes(options, current, knowledge),
    start: () => current.start(),
    stop: () => current.stop(),
    search: (query, locale, limit) => searchArticles(current, query, locale, limit),
    listSections: (locale) => countSections(current, locale),
    listArticles: (locale, section) => listArticles(current, locale, section),
    listPopular: (locale, limit) => listPopular(current, locale, limit),
    listRelated: (articleId, locale, limit) => listRelated(current, articleId, locale, limit),
    listExamples: () => listExamples(current),
    rateArticle: (rating) =>
      rateArticle(options, knowledge, { ...rating, now: options.clock.now() }),
    findVersion: async (articleId, locale, version) => {
      const row = await findVersion(options.database, articleId, locale, version);
      if (row === undefined) return undefined;
      const { articleId: id, blocks, ...rest } = row;
      return { id, ...rest, lead: leadOf(blocks), blocks: [...blocks] };
    },
    changedAt: () => current.state,
  };
};

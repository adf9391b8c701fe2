import type { Principal } from '../../contract/principal.ts';
import { fail, type Outcome, ok } from '../../core/outcome.ts';
import type { Locale } from '../../core/vocabulary.ts';
import type { Knowledge } from '../../ports/knowledge.ts';
import type { KnowledgeOptions } from './options.ts';
import { saveRating } from './store-ratings.ts';

export interface RatingInput {
  readonly articleId: string;
  readonly locale: Locale;
  readonly helpful: boolean;
  readonly principal: Principal;
  readonly ip: string;
  /** Epoch ms. */
  readonly now: number;
}

const readerOf = (
  { groupAddress }: KnowledgeOptions,
  { principal, ip, now }: RatingInput,
): string =>
  principal.kind === 'public'
    ? `address|${groupAddress(ip)}|${new Date(now).toISOString().slice(0, 10)}`
    : `session|${principal.sessionId}`;

/** Counts each session once, and each address once a day; the last answer counts. Fails: `article_not_found`. */
export const rateArticle = async (
  options: KnowledgeOptions,
  knowledge: Knowledge,
  input: RatingInput,
): Promise<Outcome<undefined>> => {
  const { articleId, locale, helpful } = input;
  const article = knowledge.article(articleId, locale);
  if (article === undefined) return fail('not_found', 'article_not_found');
  const raterHash = options.hash(`article-rating|${readerOf(options, input)}`);
  await saveRating(options.database, {
    articleId,
    locale,
    version: article.version,
    raterHash,
    helpful,
  });
  return ok(undefined);
};

import type { Locale } from '../../src/core/vocabulary.ts';
import type { Knowledge, PassageHit } from '../../src/ports/knowledge.ts';

export interface FakeArticle {
  readonly id: string;
  readonly text: string;
  /** The score of this article for questions that hold the word; 0 for others. */
  readonly scores: Readonly<Record<string, number>>;
}

/** Articles whose scores are given by words of the question. The list may be changed while in use. */
export const fakeKnowledge = (articles: FakeArticle[]): Knowledge => {
  const hit = ({ id, text }: FakeArticle, locale: Locale, score: number): PassageHit => ({
    articleId: id,
    section: 'deposit',
    locale,
    version: 1,
    title: `About ${id}`,
    anchor: null,
    text,
    score,
  });
  return {
    find: (question, locale, limit) =>
      articles
        .map((article) => {
          const scores = Object.entries(article.scores)
            .filter(([word]) => question.includes(word))
            .map(([, score]) => score);
          return hit(article, locale, Math.max(0, ...scores));
        })
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score)
        .slice(0, limit),
    article: (articleId, locale) => {
      const found = articles.find(({ id }) => id === articleId);
      return (
        found && {
          id: found.id,
          section: 'deposit',
          locale,
          version: 1,
          title: `About ${found.id}`,
          lead: found.text,
          blocks: [],
          updatedAt: 0,
        }
      );
    },
    passage: (articleId, locale) => {
      const found = articles.find(({ id }) => id === articleId);
      return found && hit(found, locale, 1);
    },
  };
};

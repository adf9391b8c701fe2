import type { Passage } from '../knowledge/passages.ts';
import type { Analyser } from './analyse.ts';
import { addNormalised, analyseQuery, createFusedIndex, type QueryTerms } from './fused-index.ts';

/** What the index needs of an article in one locale. */
export interface IndexedArticle {
  readonly articleId: string;
  readonly title: string;
  readonly asks: readonly string[];
  readonly passages: readonly Passage[];
}

export interface ArticleMatch {
  /** Place in the list given to `createArticleIndex`. */
  readonly article: number;
  /** Place among the article's passages. */
  readonly passage: number;
  /** 0 to 1 in `find`; in `search` only an order. */
  readonly score: number;
}

export interface ArticleIndex {
  /** Candidates for a question in whole words, one for each article, best first. */
  find(question: string, limit: number): readonly ArticleMatch[];
  /** While somebody types: the last word may be a beginning. Nothing for an empty query. */
  search(query: string, limit: number): readonly ArticleMatch[];
  /** The passage of an article that fits a question best. */
  passageOf(article: number, question: string): number;
}

/** Which article each document belongs to, and its place within it. */
interface Documents {
  readonly texts: string[];
  readonly owners: number[];
  readonly places: number[];
}

const collect = (
  articles: readonly IndexedArticle[],
  textsOf: (article: IndexedArticle) => readonly string[],
): Documents => {
  const documents: Documents = { texts: [], owners: [], places: [] };
  articles.forEach((article, owner) => {
    textsOf(article).forEach((text, place) => {
      documents.texts.push(text);
      documents.owners.push(owner);
      documents.places.push(place);
    });
  });
  return documents;
};

/** The best document of each article. */
const bestOf = (scores: Float64Array, owners: readonly number[], count: number): Float64Array => {
  const best = new Float64Array(count);
  owners.forEach((owner, at) => {
    const score = scores[at] ?? 0;
    if (score > (best[owner] ?? 0)) best[owner] = score;
  });
  return best;
};

const ASKS_WEIGHT = 2;
const COMPLETIONS = 12;

export const createArticleIndex = (
  analyser: Analyser,
  articles: readonly IndexedArticle[],
): ArticleIndex => {
  const count = articles.length;
  const passages = collect(articles, ({ title, passages: parts }) =>
    parts.map(({ heading, text }) => `${title}\n${heading ?? ''}\n${text}`),
  );
  const titles = collect(articles, ({ title }) => [title]);
  const asks = collect(articles, (article) => article.asks);
  const passageIndex = createFusedIndex(analyser, passages.texts);
  const titleIndex = createFusedIndex(analyser, titles.texts);
  const askIndex = createFusedIndex(analyser, asks.texts);

  const firstPassage = new Int32Array(count);
  passages.places.forEach((place, at) => {
    if (place === 0) firstPassage[passages.owners[at] ?? 0] = at;
  });
  const bestPassage = (article: number, scores: Float64Array): number => {
    const first = firstPassage[article] ?? 0;
    const total = articles[article]?.passages.length ?? 0;
    let best = 0;
    for (let place = 1; place < total; place += 1) {
      if ((scores[first + place] ?? 0) > (scores[first + best] ?? 0)) best = place;
    }
    return best;
  };

  const rank = (terms: QueryTerms, limit: number): readonly ArticleMatch[] => {
    const passageScores = passageIndex.score(terms);
    const sums = new Float64Array(count);
    addNormalised(sums, bestOf(passageScores, passages.owners, count));
    addNormalised(sums, titleIndex.score(terms));
    const byAsk = new Float64Array(count);
    addNormalised(byAsk, bestOf(askIndex.score(terms), asks.owners, count));
    for (let at = 0; at < count; at += 1) {
      sums[at] = (sums[at] ?? 0) + ASKS_WEIGHT * (byAsk[at] ?? 0);
    }
    return [...sums.keys()]
      .filter((article) => (sums[article] ?? 0) > 0)
      .sort((a, b) => (sums[b] ?? 0) - (sums[a] ?? 0))
      .slice(0, limit)
      .map((article) => ({
        article,
        passage: bestPassage(article, passageScores),
        score: (sums[article] ?? 0) / (2 + ASKS_WEIGHT),
      }));
  };

  return {
    find: (question, limit) => rank(analyseQuery(analyser, question), limit),
    search: (query, limit) => {
      const terms = analyseQuery(analyser, query);
      const last = terms.words.at(-1);
      if (last === undefined || /\s$/.test(query)) return rank(terms, limit);
      const endings = [passageIndex, askIndex].flatMap(({ words }) =>
        words.startingWith(last, COMPLETIONS),
      );
      return rank({ ...terms, words: [...new Set([...terms.words, ...endings])] }, limit);
    },
    passageOf: (article, question) =>
      bestPassage(article, passageIndex.score(analyseQuery(analyser, question))),
  };
};

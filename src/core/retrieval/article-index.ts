import type { Passage } from '../knowledge/passages.ts';
import type { Analyser } from './analyse.ts';
import { trainAnswers } from './answer-model.ts';
import { addNormalised, analyseQuery, createFusedIndex, type QueryTerms } from './fused-index.ts';
import type { Steps } from './least-squares.ts';

/** What the index needs of an article in one locale. */
export interface IndexedArticle {
  readonly articleId: string;
  readonly title: string;
  readonly asks: readonly string[];
  readonly passages: readonly Passage[];
}

export interface ArticleMatch {
  /** Place in the list given to `indexArticles`. */
  readonly article: number;
  /** Place among the article's passages. */
  readonly passage: number;
  /** In `find` the estimated chance that it answers, 0 to 1; in `search` only an order. */
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

/** Places of the highest scores above 0. */
const best = (scores: Float64Array, limit: number): readonly number[] =>
  [...scores.keys()]
    .filter((at) => (scores[at] ?? 0) > 0)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    .slice(0, limit);

const ASKS_WEIGHT = 2;
const COMPLETIONS = 12;

interface Passages {
  score(terms: QueryTerms): Float64Array;
  /** Which of an article's passages scores best. */
  bestOf(article: number, scores: Float64Array): number;
}

interface Parts {
  readonly passages: Passages;
  /** By order only: passages, titles and asks each divided by their maximum, added. */
  rank(terms: QueryTerms, passageScores: Float64Array): Float64Array;
  startingWith(prefix: string): readonly string[];
}

/** An article's beginning answers by itself; another passage is given only where it fits clearly better. */
const LEAD_WEIGHT = 1.5;

function* indexParts(analyser: Analyser, articles: readonly IndexedArticle[]): Steps<Parts> {
  const count = articles.length;
  const passages = collect(articles, ({ title, passages: parts }) =>
    parts.map(({ heading, text }) => `${title}\n${heading ?? ''}\n${text}`),
  );
  const asks = collect(articles, (article) => article.asks);
  const titleIndex = createFusedIndex(
    analyser,
    articles.map(({ title }) => title),
  );
  yield;
  const passageIndex = createFusedIndex(analyser, passages.texts);
  yield;
  const askIndex = createFusedIndex(analyser, asks.texts);
  const firstPassage = new Int32Array(count);
  passages.places.forEach((place, at) => {
    if (place === 0) firstPassage[passages.owners[at] ?? 0] = at;
  });
  return {
    passages: {
      score: (terms) => passageIndex.score(terms),
      bestOf: (article, scores) => {
        const first = firstPassage[article] ?? 0;
        const own = scores.slice(first, first + (articles[article]?.passages.length ?? 0));
        own[0] = (own[0] ?? 0) * LEAD_WEIGHT;
        return Math.max(0, own.indexOf(Math.max(...own)));
      },
    },
    rank: (terms, passageScores) => {
      const sums = new Float64Array(count);
      addNormalised(sums, bestOf(passageScores, passages.owners, count));
      addNormalised(sums, titleIndex.score(terms));
      const byAsk = new Float64Array(count);
      addNormalised(byAsk, bestOf(askIndex.score(terms), asks.owners, count));
      return sums.map((sum, at) => (sum + ASKS_WEIGHT * (byAsk[at] ?? 0)) / (2 + ASKS_WEIGHT));
    },
    startingWith: (prefix) =>
      [passageIndex, askIndex].flatMap(({ words }) => words.startingWith(prefix, COMPLETIONS)),
  };
}

/** Terms of what was typed so far: all words that its last one may become are among them. */
const completeQuery = (analyser: Analyser, parts: Parts, query: string): QueryTerms => {
  const terms = analyseQuery(analyser, query);
  const last = terms.words.at(-1);
  if (last === undefined || /\s$/.test(query)) return terms;
  return { ...terms, words: [...new Set([...terms.words, ...parts.startingWith(last)])] };
};

/** `strangers`: messages of the locale that no article answers. The work is done in steps of a few milliseconds. */
export function* indexArticles(
  analyser: Analyser,
  articles: readonly IndexedArticle[],
  strangers: readonly string[],
): Steps<ArticleIndex> {
  const parts = yield* indexParts(analyser, articles);
  yield;
  const taught = articles.map((article) => ({
    ...article,
    passages: article.passages.map(({ heading, text }) => `${heading ?? ''}\n${text}`),
  }));
  const model = yield* trainAnswers(analyser, taught, strangers);
  const matches = (scores: Float64Array, passageScores: Float64Array, limit: number) =>
    best(scores, limit).map((article) => ({
      article,
      passage: parts.passages.bestOf(article, passageScores),
      score: scores[article] ?? 0,
    }));
  return {
    find: (question, limit) =>
      matches(
        model.chances(question),
        parts.passages.score(analyseQuery(analyser, question)),
        limit,
      ),
    search: (query, limit) => {
      const terms = completeQuery(analyser, parts, query);
      const passageScores = parts.passages.score(terms);
      return matches(parts.rank(terms, passageScores), passageScores, limit);
    },
    passageOf: (article, question) =>
      parts.passages.bestOf(article, parts.passages.score(analyseQuery(analyser, question))),
  };
}

import { countTerms, createPostings } from './postings.ts';

/**
 * BM25 over an inverted index (Robertson & Zaragoza, "The Probabilistic Relevance Framework", 2009):
 * Σ idf(t) · tf·(k1+1) / (tf + k1·(1 − b + b·|d|/avg|d|)), idf(t) = ln(1 + (N − df + 0.5)/(df + 0.5)).
 * The weights are worked out when the index is built, so that a query only adds.
 */
export interface Bm25 {
  readonly documentCount: number;
  /** A score for each document, in the order given; 0 where no term occurs. */
  score(terms: readonly string[]): Float64Array;
  /** ln(1 + (N − df + 0.5)/(df + 0.5)); for unknown terms that of df 0. */
  idf(term: string): number;
  /** Terms of the index that begin with `prefix`, the commonest first, at most `limit`. */
  startingWith(prefix: string, limit: number): readonly string[];
}

const K1 = 1.2;
const B = 0.75;

export const createBm25 = (documents: readonly (readonly string[])[]): Bm25 => {
  const count = documents.length;
  const total = documents.reduce((sum, terms) => sum + terms.length, 0);
  const meanLength = Math.max(1, total / Math.max(1, count));
  const idfOf = (frequency: number): number =>
    Math.log(1 + (count - frequency + 0.5) / (frequency + 0.5));
  const postings = createPostings(documents, ({ document, count: times, frequency }) => {
    const length = documents[document]?.length ?? 0;
    return (
      (idfOf(frequency) * times * (K1 + 1)) / (times + K1 * (1 - B + (B * length) / meanLength))
    );
  });
  return {
    documentCount: count,
    score: (terms) => {
      const scores = new Float64Array(count);
      for (const [term, times] of countTerms(terms)) postings.addTo(scores, term, times);
      return scores;
    },
    idf: (term) => idfOf(postings.frequency(term)),
    startingWith: (prefix, limit) =>
      [...postings.terms()]
        .filter((term) => term.startsWith(prefix))
        .sort((a, b) => postings.frequency(b) - postings.frequency(a))
        .slice(0, limit),
  };
};

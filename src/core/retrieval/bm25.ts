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

interface Postings {
  readonly documents: number[];
  readonly weights: number[];
}

const K1 = 1.2;
const B = 0.75;

const countTerms = (terms: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
};

const indexTerms = (documents: readonly (readonly string[])[]): Map<string, Postings> => {
  const index = new Map<string, Postings>();
  documents.forEach((terms, document) => {
    for (const [term, count] of countTerms(terms)) {
      let postings = index.get(term);
      if (postings === undefined) {
        postings = { documents: [], weights: [] };
        index.set(term, postings);
      }
      postings.documents.push(document);
      postings.weights.push(count);
    }
  });
  return index;
};

export const createBm25 = (documents: readonly (readonly string[])[]): Bm25 => {
  const count = documents.length;
  const total = documents.reduce((sum, terms) => sum + terms.length, 0);
  const meanLength = Math.max(1, total / Math.max(1, count));
  const index = indexTerms(documents);
  const idfOf = (frequency: number): number =>
    Math.log(1 + (count - frequency + 0.5) / (frequency + 0.5));
  for (const { documents: found, weights } of index.values()) {
    const idf = idfOf(found.length);
    found.forEach((document, at) => {
      const times = weights[at] ?? 0;
      const length = documents[document]?.length ?? 0;
      weights[at] = (idf * times * (K1 + 1)) / (times + K1 * (1 - B + (B * length) / meanLength));
    });
  }
  return {
    documentCount: count,
    score: (terms) => addUp(index, countTerms(terms), count),
    idf: (term) => idfOf(index.get(term)?.documents.length ?? 0),
    startingWith: (prefix, limit) =>
      [...index]
        .filter(([term]) => term.startsWith(prefix))
        .sort((a, b) => b[1].documents.length - a[1].documents.length)
        .slice(0, limit)
        .map(([term]) => term),
  };
};

const addUp = (
  index: ReadonlyMap<string, Postings>,
  terms: ReadonlyMap<string, number>,
  count: number,
): Float64Array => {
  const scores = new Float64Array(count);
  for (const [term, times] of terms) {
    const postings = index.get(term);
    if (postings === undefined) continue;
    const { documents, weights } = postings;
    for (let at = 0; at < documents.length; at += 1) {
      const document = documents[at] ?? 0;
      scores[document] = (scores[document] ?? 0) + times * (weights[at] ?? 0);
    }
  }
  return scores;
};

import type { Analyser } from './analyse.ts';
import type { Steps } from './least-squares.ts';
import { countTerms, createPostings } from './postings.ts';

/**
 * How alike texts are, 0 to 1: the mean of two cosines of tf-idf vectors, (1 + ln tf)·(ln((1 + n)/(1 + df)) + 1), one
 * of words and pairs of words, one of runs of characters, raised to a power that weighs near texts more.
 */
export interface Similarity {
  readonly count: number;
  /** To each of the texts given, in their order. Words that none of them has make a text less alike to all. */
  to(text: string): Float64Array;
}

/** Found by leaving out: eval/answers-fit.ts. */
const POWER = 1.3;

interface Channel {
  addTo(sums: Float64Array, terms: readonly string[]): void;
}

const weigh = (
  terms: readonly string[],
  rarityOf: (term: string) => number,
): ReadonlyMap<string, number> => {
  const counts = countTerms(terms);
  let squares = 0;
  for (const [term, count] of counts) {
    const weight = (1 + Math.log(count)) * rarityOf(term);
    counts.set(term, weight);
    squares += weight * weight;
  }
  const length = Math.sqrt(squares);
  if (length > 0) for (const [term, weight] of counts) counts.set(term, weight / length);
  return counts;
};

const createChannel = (documents: readonly (readonly string[])[]): Channel => {
  const rarity = (frequency: number): number =>
    Math.log((1 + documents.length) / (1 + frequency)) + 1;
  const raw = ({ count, frequency }: { readonly count: number; readonly frequency: number }) =>
    (1 + Math.log(count)) * rarity(frequency);
  const frequencies = new Map<string, number>();
  for (const terms of documents)
    for (const term of new Set(terms)) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  const lengths = documents.map((terms) => {
    let squares = 0;
    for (const [term, count] of countTerms(terms))
      squares += raw({ count, frequency: frequencies.get(term) ?? 0 }) ** 2;
    return Math.sqrt(squares);
  });
  const postings = createPostings(
    documents,
    (occurrence) => raw(occurrence) / (lengths[occurrence.document] ?? 1),
  );
  return {
    addTo: (sums, terms) => {
      const weights = weigh(terms, (term) => rarity(postings.frequency(term)));
      for (const [term, weight] of weights) postings.addTo(sums, term, weight);
    },
  };
};

const withPairs = (words: readonly string[]): readonly string[] => [
  ...words,
  ...words.slice(1).map((word, at) => `${words[at]} ${word}`),
];

export function* createSimilarity(analyser: Analyser, texts: readonly string[]): Steps<Similarity> {
  const words = createChannel(texts.map((text) => withPairs(analyser.words(text))));
  yield;
  const grams = createChannel(texts.map((text) => analyser.grams(text)));
  return {
    count: texts.length,
    to: (text) => {
      const sums = new Float64Array(texts.length);
      words.addTo(sums, withPairs(analyser.words(text)));
      grams.addTo(sums, analyser.grams(text));
      return sums.map((sum) => (sum / 2) ** POWER);
    },
  };
}

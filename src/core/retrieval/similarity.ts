import type { Analyser } from './analyse.ts';
import type { Steps } from './least-squares.ts';

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

interface Term {
  readonly rarity: number;
  readonly texts: Int32Array;
  readonly weights: Float32Array;
}

const weigh = (
  terms: readonly string[],
  rarityOf: (term: string) => number,
): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
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
  const holders = new Map<string, number[]>();
  documents.forEach((terms, text) => {
    for (const term of new Set(terms)) {
      const texts = holders.get(term);
      if (texts === undefined) holders.set(term, [text]);
      else texts.push(text);
    }
  });
  const rarity = (frequency: number): number =>
    Math.log((1 + documents.length) / (1 + frequency)) + 1;
  const index = new Map<string, Term>();
  for (const [term, texts] of holders) {
    index.set(term, {
      rarity: rarity(texts.length),
      texts: Int32Array.from(texts),
      weights: new Float32Array(texts.length),
    });
  }
  const rarityOf = (term: string): number => index.get(term)?.rarity ?? rarity(0);
  const filled = new Map<string, number>();
  for (const terms of documents) {
    for (const [term, weight] of weigh(terms, rarityOf)) {
      const at = filled.get(term) ?? 0;
      const found = index.get(term);
      if (found !== undefined) found.weights[at] = weight;
      filled.set(term, at + 1);
    }
  }
  return {
    addTo: (sums, terms) => {
      for (const [term, weight] of weigh(terms, rarityOf)) {
        const found = index.get(term);
        if (found === undefined) continue;
        const { texts, weights } = found;
        for (let at = 0; at < texts.length; at += 1) {
          const text = texts[at] ?? 0;
          sums[text] = (sums[text] ?? 0) + weight * (weights[at] ?? 0);
        }
      }
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

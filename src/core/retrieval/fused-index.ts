import type { Analyser } from './analyse.ts';
import { type Bm25, createBm25 } from './bm25.ts';

/** Two channels over the same documents: words and runs of characters. */
export interface FusedIndex {
  readonly documentCount: number;
  /** 0 to 2 for each document: each channel's BM25 divided by its maximum, added. */
  score(query: QueryTerms): Float64Array;
  readonly words: Bm25;
  readonly grams: Bm25;
}

export interface QueryTerms {
  readonly words: readonly string[];
  readonly grams: readonly string[];
}

export const analyseQuery = (analyser: Analyser, text: string): QueryTerms => ({
  words: analyser.words(text),
  grams: analyser.grams(text),
});

/** Adds `scores`, divided by their maximum, to `into`. */
export const addNormalised = (into: Float64Array, scores: Float64Array): void => {
  let maximum = 0;
  for (const score of scores) if (score > maximum) maximum = score;
  if (maximum === 0) return;
  for (let at = 0; at < into.length; at += 1) {
    into[at] = (into[at] ?? 0) + (scores[at] ?? 0) / maximum;
  }
};

export const createFusedIndex = (analyser: Analyser, texts: readonly string[]): FusedIndex => {
  const words = createBm25(texts.map((text) => analyser.words(text)));
  const grams = createBm25(texts.map((text) => analyser.grams(text)));
  return {
    documentCount: texts.length,
    words,
    grams,
    score: (query) => {
      const fused = new Float64Array(texts.length);
      addNormalised(fused, words.score(query.words));
      addNormalised(fused, grams.score(query.grams));
      return fused;
    },
  };
};

/**
 * Which documents hold each term, and how much it weighs in them. Kept in three long rows rather than in an object for
 * each term: an index has tens of thousands of terms, most of them in one document only.
 */
export interface Postings {
  /** Documents that hold a term; 0 for unknown terms. */
  frequency(term: string): number;
  /** Adds `factor` times the term's weight to each document that holds it. */
  addTo(sums: Float64Array, term: string, factor: number): void;
  /** Every term, in the order of first use. */
  terms(): Iterable<string>;
}

/** The weight of a term that occurs `count` times in a document and in `frequency` documents. */
export type Weigh = (occurrence: {
  readonly document: number;
  readonly count: number;
  readonly frequency: number;
}) => number;

export const countTerms = (terms: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
};

/** Gives each term its number, and says in how many documents each occurs. */
const numberTerms = (
  counted: readonly ReadonlyMap<string, number>[],
): { readonly numbers: Map<string, number>; readonly frequencies: readonly number[] } => {
  const numbers = new Map<string, number>();
  const frequencies: number[] = [];
  for (const counts of counted) {
    for (const term of counts.keys()) {
      const number = numbers.get(term);
      if (number === undefined) {
        numbers.set(term, frequencies.length);
        frequencies.push(1);
      } else frequencies[number] = (frequencies[number] ?? 0) + 1;
    }
  }
  return { numbers, frequencies };
};

/** Where each term's entries begin; the last entry is their whole number. */
const startsOf = (frequencies: readonly number[]): Int32Array => {
  const starts = new Int32Array(frequencies.length + 1);
  frequencies.forEach((frequency, number) => {
    starts[number + 1] = (starts[number] ?? 0) + frequency;
  });
  return starts;
};

export const createPostings = (
  documents: readonly (readonly string[])[],
  weigh: Weigh,
): Postings => {
  const counted = documents.map(countTerms);
  const { numbers, frequencies } = numberTerms(counted);
  const starts = startsOf(frequencies);
  const size = starts[frequencies.length] ?? 0;
  const holders = new Int32Array(size);
  const weights = new Float32Array(size);
  const next = starts.slice(0, -1);
  counted.forEach((counts, document) => {
    for (const [term, count] of counts) {
      const number = numbers.get(term) ?? 0;
      const at = next[number] ?? 0;
      holders[at] = document;
      weights[at] = weigh({ document, count, frequency: frequencies[number] ?? 0 });
      next[number] = at + 1;
    }
  });
  return {
    frequency: (term) => {
      const number = numbers.get(term);
      return number === undefined ? 0 : (starts[number + 1] ?? 0) - (starts[number] ?? 0);
    },
    addTo: (sums, term, factor) => {
      const number = numbers.get(term);
      if (number === undefined) return;
      const end = starts[number + 1] ?? 0;
      for (let at = starts[number] ?? 0; at < end; at += 1) {
        const document = holders[at] ?? 0;
        sums[document] = (sums[document] ?? 0) + factor * (weights[at] ?? 0);
      }
    },
    terms: () => numbers.keys(),
  };
};

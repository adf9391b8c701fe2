import type { RawFeatures } from './extract-features.ts';

/** A text as the models see it: which features, and how much of each. */
export interface SparseVector {
  readonly index: Int32Array;
  readonly value: Float32Array;
}

/** Which hashes are features, and how telling each is. Plain data, so that it can be stored and sent to a thread. */
export interface Vocabulary {
  /** Open addressing by the low bits of the hash; a slot of −1 is free. A power of two long. */
  readonly hashes: Uint32Array;
  readonly features: Int32Array;
  /** Inverse document frequency by feature. */
  readonly rarity: Float32Array;
}

export interface VocabularyOptions {
  /** A feature must stand in so many texts. */
  readonly minimumTexts?: number;
}

const find = (vocabulary: Vocabulary, hash: number): number => {
  const mask = vocabulary.hashes.length - 1;
  for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
    const feature = vocabulary.features[slot] ?? -1;
    if (feature === -1 || vocabulary.hashes[slot] === hash) return feature;
  }
};

/** Counts in how many of the texts each feature stands; rarity is ln((1 + n) / (1 + df)) + 1. */
export const buildVocabulary = (
  texts: readonly RawFeatures[],
  { minimumTexts = 2 }: VocabularyOptions = {},
): Vocabulary => {
  const counts = new Map<number, number>();
  for (const { words, characters, concepts } of texts) {
    for (const hash of new Set([...words, ...characters, ...concepts])) {
      counts.set(hash, (counts.get(hash) ?? 0) + 1);
    }
  }
  const kept = [...counts].filter(([, count]) => count >= minimumTexts);
  let capacity = 16;
  while (capacity < kept.length * 1.6) capacity *= 2;
  const hashes = new Uint32Array(capacity);
  const features = new Int32Array(capacity).fill(-1);
  const rarity = new Float32Array(kept.length);
  kept.forEach(([hash, count], feature) => {
    let slot = hash & (capacity - 1);
    while ((features[slot] ?? -1) !== -1) slot = (slot + 1) & (capacity - 1);
    hashes[slot] = hash;
    features[slot] = feature;
    rarity[feature] = Math.log((1 + texts.length) / (1 + count)) + 1;
  });
  return { hashes, features, rarity };
};

/**
 * Turns features into a vector. Keeps a scratch of the vocabulary's size, so make it once and use it often.
 * `conceptWeight`: how much the block of concepts weighs beside words and characters.
 */
export const openVectoriser = (
  vocabulary: Vocabulary,
  conceptWeight = 1,
): ((features: RawFeatures) => SparseVector) => {
  const counts = new Float32Array(vocabulary.rarity.length);

  /** Each block is scaled to the same length, so that many characters do not drown few words. */
  const addBlock = (
    block: Uint32Array,
    index: number[],
    value: number[],
    blockWeight = 1,
  ): void => {
    const first = index.length;
    for (const hash of block) {
      const feature = find(vocabulary, hash);
      if (feature === -1) continue;
      if (counts[feature] === 0) index.push(feature);
      counts[feature] = (counts[feature] ?? 0) + 1;
    }
    let squares = 0;
    for (let at = first; at < index.length; at += 1) {
      const feature = index[at] ?? 0;
      const weight = (1 + Math.log(counts[feature] ?? 1)) * (vocabulary.rarity[feature] ?? 0);
      counts[feature] = 0;
      value.push(weight);
      squares += weight * weight;
    }
    const scale = squares === 0 ? 0 : (blockWeight * Math.SQRT1_2) / Math.sqrt(squares);
    for (let at = first; at < value.length; at += 1) value[at] = (value[at] ?? 0) * scale;
  };

  return ({ words, characters, concepts }) => {
    const index: number[] = [];
    const value: number[] = [];
    addBlock(words, index, value);
    addBlock(characters, index, value);
    addBlock(concepts, index, value, conceptWeight);
    return { index: Int32Array.from(index), value: Float32Array.from(value) };
  };
};

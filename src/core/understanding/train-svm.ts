import type { Random } from '../routing/random.ts';
import type { SparseVector } from './vocabulary.ts';

/** Rows of a sparse matrix behind one another. */
export interface SparseRows {
  readonly count: number;
  /** Where each row begins in `index` and `value`; one longer than there are rows. */
  readonly start: Int32Array;
  readonly index: Int32Array;
  readonly value: Float32Array;
  /** By row. */
  readonly squaredLength: Float64Array;
}

export const stackRows = (vectors: readonly SparseVector[]): SparseRows => {
  const start = new Int32Array(vectors.length + 1);
  vectors.forEach((vector, row) => {
    start[row + 1] = (start[row] ?? 0) + vector.index.length;
  });
  const length = start[vectors.length] ?? 0;
  const index = new Int32Array(length);
  const value = new Float32Array(length);
  const squaredLength = new Float64Array(vectors.length);
  vectors.forEach((vector, row) => {
    index.set(vector.index, start[row]);
    value.set(vector.value, start[row]);
    let squares = 0;
    for (const each of vector.value) squares += each * each;
    squaredLength[row] = squares;
  });
  return { count: vectors.length, start, index, value, squaredLength };
};

export interface SvmOptions {
  /** What a mistake costs against the length of the weights. */
  readonly cost: number;
  /** The cost of a missed member of the class, as a multiple. */
  readonly memberCost?: number;
  readonly featureCount: number;
  readonly random: Random;
}

const TOLERANCE = 0.1;
const MOST_ROUNDS = 100;

/**
 * A linear support vector machine of two classes with squared hinge loss and L2 regularisation, by dual coordinate
 * descent with shrinking: Hsieh, Chang, Lin, Keerthi, Sundararajan, "A Dual Coordinate Descent Method for Large-scale
 * Linear SVM", ICML 2008, algorithm 3. `rows` are the texts trained on; `isMember` is by row of `all`. The last weight
 * is the bias.
 */
export const trainSvm = (
  all: SparseRows,
  rows: Int32Array,
  isMember: (row: number) => boolean,
  { cost, memberCost = 1, featureCount, random }: SvmOptions,
): Float32Array => {
  const { start, index, value, squaredLength } = all;
  const weights = new Float32Array(featureCount + 1);
  const active = rows.slice();
  const alpha = new Float64Array(all.count);
  const sign = new Int8Array(all.count);
  for (const row of rows) sign[row] = isMember(row) ? 1 : -1;
  const softness = [0.5 / cost, 0.5 / (cost * memberCost)] as const;
  let size = active.length;
  let highestBefore = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let highest = Number.NEGATIVE_INFINITY;
    let lowest = Number.POSITIVE_INFINITY;
    for (let at = 0; at < size; at += 1) {
      const other = at + Math.floor(random() * (size - at));
      const row = active[other] ?? 0;
      active[other] = active[at] ?? 0;
      active[at] = row;
      const from = start[row] ?? 0;
      const to = start[row + 1] ?? 0;
      const y = sign[row] ?? 1;
      const soft = softness[y === 1 ? 1 : 0];
      const before = alpha[row] ?? 0;
      let product = weights[featureCount] ?? 0;
      for (let k = from; k < to; k += 1) {
        product += (weights[index[k] ?? 0] ?? 0) * (value[k] ?? 0);
      }
      const gradient = y * product - 1 + before * soft;
      if (before === 0 && gradient > highestBefore) {
        size -= 1;
        active[at] = active[size] ?? 0;
        active[size] = row;
        at -= 1;
        continue;
      }
      const projected = before === 0 ? Math.min(gradient, 0) : gradient;
      if (projected > highest) highest = projected;
      if (projected < lowest) lowest = projected;
      if (Math.abs(projected) < 1e-12) continue;
      const after = Math.max(before - gradient / ((squaredLength[row] ?? 0) + 1 + soft), 0);
      alpha[row] = after;
      const change = (after - before) * y;
      weights[featureCount] = (weights[featureCount] ?? 0) + change;
      for (let k = from; k < to; k += 1) {
        const feature = index[k] ?? 0;
        weights[feature] = (weights[feature] ?? 0) + change * (value[k] ?? 0);
      }
    }
    if (highest - lowest <= TOLERANCE) {
      if (size === active.length) break;
      size = active.length;
      highestBefore = Number.POSITIVE_INFINITY;
    } else {
      highestBefore = highest <= 0 ? Number.POSITIVE_INFINITY : highest;
    }
  }
  return weights;
};

import { type Random, seededRandom } from '../routing/random.ts';
import { type SparseRows, stackRows, trainSvm } from './train-svm.ts';
import type { SparseVector } from './vocabulary.ts';

/** One-vs-rest weights of some classes. Plain data. */
export interface LinearModel {
  readonly classCount: number;
  /** By feature, then by class. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  /** What scores are multiplied by before the softmax, fitted on texts that were held out. */
  readonly sharpness: number;
}

export interface TrainOptions {
  readonly featureCount: number;
  readonly cost?: number;
  readonly memberCost?: number;
  readonly seed?: number;
  /** Parts that are held out in turn to fit the probabilities; 0: no fitting. */
  readonly folds?: number;
}

/** Scores by class; about 1 for a clear member, −1 for a clear stranger. */
export const scoreClasses = (model: LinearModel, { index, value }: SparseVector): Float64Array => {
  const { classCount, weights, bias } = model;
  const scores = Float64Array.from(bias);
  for (let k = 0; k < index.length; k += 1) {
    const from = (index[k] ?? 0) * classCount;
    const amount = value[k] ?? 0;
    for (let each = 0; each < classCount; each += 1) {
      scores[each] = (scores[each] ?? 0) + amount * (weights[from + each] ?? 0);
    }
  }
  return scores;
};

/** Scores as probabilities: they sum to 1. */
export const toProbabilities = (scores: Float64Array, sharpness: number): Float64Array => {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > highest) highest = score;
  const raised = scores.map((score) => Math.exp((score - highest) * sharpness));
  const sum = raised.reduce((total, each) => total + each, 0);
  return raised.map((each) => each / sum);
};

const trainOnRows = (
  all: SparseRows,
  rows: Int32Array,
  labels: Int32Array,
  classCount: number,
  options: TrainOptions,
  random: Random,
): LinearModel => {
  const { featureCount, cost = 1, memberCost = 1 } = options;
  const weights = new Float32Array(featureCount * classCount);
  const bias = new Float32Array(classCount);
  for (let each = 0; each < classCount; each += 1) {
    const trained = trainSvm(all, rows, (row) => labels[row] === each, {
      cost,
      memberCost,
      featureCount,
      random,
    });
    for (let feature = 0; feature < featureCount; feature += 1) {
      weights[feature * classCount + each] = trained[feature] ?? 0;
    }
    bias[each] = trained[featureCount] ?? 0;
  }
  return { classCount, weights, bias, sharpness: 1 };
};

/** Which part each row is held out with; every class is spread evenly over the parts. */
export const dealFolds = (labels: Int32Array, folds: number, random: Random): Int32Array => {
  const order = Int32Array.from(labels.keys());
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
  const dealt = new Map<number, number>();
  const fold = new Int32Array(labels.length);
  for (const row of order) {
    const label = labels[row] ?? 0;
    const count = dealt.get(label) ?? 0;
    fold[row] = (count + label) % folds;
    dealt.set(label, count + 1);
  }
  return fold;
};

/** Scores of every text by a model that has not seen it. */
export const scoreHeldOut = (
  vectors: readonly SparseVector[],
  labels: Int32Array,
  classCount: number,
  options: TrainOptions & { readonly folds: number },
): readonly Float64Array[] => {
  const random = seededRandom(options.seed ?? 1);
  const fold = dealFolds(labels, options.folds, random);
  const all = stackRows(vectors);
  const scores: Float64Array[] = new Array(vectors.length);
  for (let part = 0; part < options.folds; part += 1) {
    const rows = Int32Array.from(labels.keys()).filter((row) => fold[row] !== part);
    const model = trainOnRows(all, rows, labels, classCount, options, random);
    vectors.forEach((vector, row) => {
      if (fold[row] === part) scores[row] = scoreClasses(model, vector);
    });
  }
  return scores;
};

/** The sharpness under which the held-out labels are likeliest, by golden-section search on its logarithm. */
export const fitSharpness = (scores: readonly Float64Array[], labels: Int32Array): number => {
  const surprise = (logarithm: number): number => {
    let sum = 0;
    scores.forEach((each, row) => {
      const likely = toProbabilities(each, Math.exp(logarithm))[labels[row] ?? 0] ?? 0;
      sum -= Math.log(Math.max(likely, 1e-12));
    });
    return sum;
  };
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = Math.log(0.2);
  let high = Math.log(50);
  for (let turn = 0; turn < 24; turn += 1) {
    const left = high - ratio * (high - low);
    const right = low + ratio * (high - low);
    if (surprise(left) < surprise(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
};

/** `labels`: the class of each vector, 0 to `classCount` − 1. */
export const trainLinear = (
  vectors: readonly SparseVector[],
  labels: Int32Array,
  classCount: number,
  options: TrainOptions,
): LinearModel => {
  const { folds = 3, seed = 1 } = options;
  const rows = Int32Array.from(labels.keys());
  const model = trainOnRows(
    stackRows(vectors),
    rows,
    labels,
    classCount,
    options,
    seededRandom(seed),
  );
  if (folds < 2) return model;
  const heldOut = scoreHeldOut(vectors, labels, classCount, { ...options, folds });
  return { ...model, sharpness: fitSharpness(heldOut, labels) };
};

/** Work in small steps, so that whoever drives it can let others go first between them. */
export type Steps<T> = Generator<void, T>;

/** All steps at once. */
export const finish = <T>(steps: Steps<T>): T => {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};

const ROWS_A_STEP = 16;

/** The lower triangle L of L·Lᵀ = `matrix` (symmetric, positive definite, row by row), in its place. */
function* factorise(matrix: Float64Array, size: number): Steps<void> {
  for (let row = 0; row < size; row += 1) {
    if (row % ROWS_A_STEP === 0) yield;
    const from = row * size;
    for (let column = 0; column <= row; column += 1) {
      const other = column * size;
      let sum = matrix[from + column] ?? 0;
      for (let k = 0; k < column; k += 1) {
        sum -= (matrix[from + k] ?? 0) * (matrix[other + k] ?? 0);
      }
      matrix[from + column] = row === column ? Math.sqrt(sum) : sum / (matrix[other + column] ?? 1);
    }
  }
}

/** x of L·Lᵀ·x = b, in the place of b. */
const substitute = (lower: Float64Array, size: number, b: Float64Array): void => {
  for (let row = 0; row < size; row += 1) {
    let sum = b[row] ?? 0;
    for (let k = 0; k < row; k += 1) sum -= (lower[row * size + k] ?? 0) * (b[k] ?? 0);
    b[row] = sum / (lower[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    const solved = (b[row] ?? 0) / (lower[row * size + row] ?? 1);
    b[row] = solved;
    for (let k = 0; k < row; k += 1) b[k] = (b[k] ?? 0) - (lower[row * size + k] ?? 0) * solved;
  }
};

export interface LeastSquaresInput {
  /** Row by row how alike each two texts are. Overwritten. */
  readonly kernel: Float64Array;
  /** The class of each text; −1 for texts of none. */
  readonly labels: Int32Array;
  /** What is added to the diagonal: how little each text is trusted. */
  readonly doubt: Float64Array;
  readonly classCount: number;
}

/**
 * Regularised least-squares classification (Rifkin, Yeo, Poggio, 2003): for each class the α of (K + Λ)·α = y, with y 1
 * for its members and 0 for all others. Returned class by class. The score of a text for a class is Σ k(text, i)·αᵢ.
 */
export function* trainLeastSquares(input: LeastSquaresInput): Steps<Float64Array> {
  const { kernel, labels, doubt, classCount } = input;
  const size = labels.length;
  for (let row = 0; row < size; row += 1) {
    kernel[row * size + row] = (kernel[row * size + row] ?? 0) + (doubt[row] ?? 0);
  }
  yield* factorise(kernel, size);
  const alphas = new Float64Array(size * classCount);
  for (let each = 0; each < classCount; each += 1) {
    yield;
    const alpha = alphas.subarray(each * size, (each + 1) * size);
    for (let row = 0; row < size; row += 1) alpha[row] = labels[row] === each ? 1 : 0;
    substitute(kernel, size, alpha);
  }
  return alphas;
}

import type { Work } from "../work.ts";
import type { RowMatrix } from "./dots.ts";

/** A covariance C [n, n] as G^T G, in an order of its own. */
export interface PivotedFactor {
  /** G [rank, n], row i of which begins at column i; columns stand in the order of the pivots. */
  readonly factor: RowMatrix;
  /** Which of the n each column of G belongs to. */
  readonly order: Int32Array;
  /** The trace of what is left out: rounding, where C has a lower rank than n. */
  readonly rest: number;
}

/**
 * Cholesky's factor of a symmetric matrix without negative eigenvalues, largest pivot first, of as many rows as it has rank.
 * It ends where the largest pivot that is left is rounding: below n * 2^-52 of the largest of all, or no larger than a
 * negative one, which a covariance cannot have but by the rounding of whoever computed it. Throws a RangeError where a
 * negative one is too large for that.
 */
export function* pivotedCholesky(matrix: Float64Array, n: number): Work<PivotedFactor> {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const left = Float64Array.from({ length: n }, (_, i) => matrix[i * n + i]);
  const largest = left.reduce((most, x) => Math.max(most, x), 0);
  const lower = new Float64Array(n * n); // row i: the i-th in order, by pivot
  const negligible = largest * n * 2 ** -52;
  let rank = 0;
  for (; rank < n; rank++) {
    const best = largestFrom(left, rank);
    if (!(left[best] > Math.max(negligible, -leastFrom(left, rank)))) break;
    if (best !== rank) swap(lower, n, order, left, rank, best);
    const root = Math.sqrt(left[rank]);
    nextColumn(matrix, n, lower, order, left, rank, root);
    lower[rank * n + rank] = root;
    yield (rank + 1) * (n - rank);
  }
  const least = leastFrom(left, rank);
  if (least < -1e-4 * largest) {
    throw new RangeError(
      `This is no covariance: a variance in some direction would be ${least.toPrecision(3)}, where the largest is ${largest.toPrecision(3)}`,
    );
  }
  let rest = 0;
  for (let i = rank; i < n; i++) rest += left[i];
  return { factor: transposed(lower, n, rank), order, rest };
}

/** Fills column `rank` below the diagonal, and takes what it explains from what is left. */
function nextColumn(
  matrix: Float64Array,
  n: number,
  lower: Float64Array,
  order: Int32Array,
  left: Float64Array,
  rank: number,
  root: number,
): void {
  const source = order[rank] * n;
  const pivot = rank * n;
  for (let i = rank + 1; i < n; i++) {
    const row = i * n;
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    let k = 0;
    for (; k + 4 <= rank; k += 4) {
      s0 += lower[row + k] * lower[pivot + k];
      s1 += lower[row + k + 1] * lower[pivot + k + 1];
      s2 += lower[row + k + 2] * lower[pivot + k + 2];
      s3 += lower[row + k + 3] * lower[pivot + k + 3];
    }
    for (; k < rank; k++) s0 += lower[row + k] * lower[pivot + k];
    const value = (matrix[source + order[i]] - (s0 + s1 + (s2 + s3))) / root;
    lower[row + rank] = value;
    left[i] -= value * value;
  }
}

function largestFrom(values: Float64Array, from: number): number {
  let best = from;
  for (let i = from + 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

function leastFrom(values: Float64Array, from: number): number {
  let least = 0;
  for (let i = from; i < values.length; i++) least = Math.min(least, values[i]);
  return least;
}

function swap(
  lower: Float64Array,
  n: number,
  order: Int32Array,
  left: Float64Array,
  i: number,
  j: number,
): void {
  [order[i], order[j]] = [order[j], order[i]];
  [left[i], left[j]] = [left[j], left[i]];
  for (let k = 0; k < i; k++) {
    const kept = lower[i * n + k];
    lower[i * n + k] = lower[j * n + k];
    lower[j * n + k] = kept;
  }
}

function transposed(lower: Float64Array, n: number, rank: number): RowMatrix {
  const values = new Float64Array(rank * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k <= Math.min(i, rank - 1); k++) values[k * n + i] = lower[i * n + k];
  }
  return { values, rows: rank, columns: n, starts: Int32Array.from({ length: rank }, (_, i) => i) };
}

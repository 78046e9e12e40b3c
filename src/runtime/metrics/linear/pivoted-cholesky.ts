import type { Work } from "../work.ts";
import { addDots, type RowMatrix } from "./dots.ts";

/** A covariance C [n, n] as G^T G, in an order of its own. */
export interface PivotedFactor {
  /** G [rank, n], row i of which begins at column i; columns stand in the order of the pivots. */
  readonly factor: RowMatrix;
  /** Which of the n each column of G belongs to. */
  readonly order: Int32Array;
  /** The trace of what is left out: rounding, where C has a lower rank than n. */
  readonly rest: number;
}

/** Columns that are found before what they explain is taken from the rest: by then it comes from the cache. */
const breadth = 64;

/** Rows of the rest that are renewed at a time. */
const depth = 240;

/**
 * Cholesky's factor of a symmetric matrix without negative eigenvalues, largest pivot first, of as many rows as it has rank
 * (Lucas 2004, algorithm 5.1). It ends where the largest pivot that is left is rounding: below n * 2^-52 of the largest of all, or
 * no larger than a negative one, which a covariance cannot have but by the rounding of whoever computed it. Throws a RangeError
 * where a negative one is too large for that.
 */
export function* pivotedCholesky(matrix: Float64Array, n: number): Work<PivotedFactor> {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  const left = Float64Array.from({ length: n }, (_, i) => matrix[i * n + i]);
  const largest = left.reduce((most, x) => Math.max(most, x), 0);
  // Below the diagonal: the factor's columns so far, then what is left of the matrix.
  const lower = matrix.slice();
  const negligible = largest * n * 2 ** -52;
  let rank = 0;
  let first = 0; // of the columns that the rest does not know of yet
  for (; rank < n; rank++) {
    const best = largestFrom(left, rank);
    if (!(left[best] > Math.max(negligible, -leastFrom(left, rank)))) break;
    if (best !== rank) swap(lower, n, order, left, rank, best);
    nextColumn(lower, n, left, first, rank);
    yield (rank - first + 1) * (n - rank);
    if (rank + 1 - first === breadth && rank + 1 < n) {
      yield* renew(lower, n, first, rank + 1);
      first = rank + 1;
    }
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

/** Turns column `rank` into the factor's, and takes what it explains from the diagonal. */
function nextColumn(lower: Float64Array, n: number, left: Float64Array, first: number, rank: number): void {
  const pivot = rank * n;
  const root = Math.sqrt(left[rank]);
  for (let i = rank + 1; i < n; i++) {
    const row = i * n;
    let [s0, s1] = [0, 0];
    let k = first;
    for (; k + 2 <= rank; k += 2) {
      s0 += lower[row + k] * lower[pivot + k];
      s1 += lower[row + k + 1] * lower[pivot + k + 1];
    }
    if (k < rank) s0 += lower[row + k] * lower[pivot + k];
    const value = (lower[row + rank] - (s0 + s1)) / root;
    lower[row + rank] = value;
    left[i] -= value * value;
  }
  lower[pivot + rank] = root;
}

/** Takes what the columns from `first` to `end` explain from all of what is left below and right of them. */
function* renew(lower: Float64Array, n: number, first: number, end: number): Work<void> {
  const columns = end - first;
  const count = n - end;
  const panel = new Float64Array(count * columns);
  for (let i = 0; i < count; i++) {
    const row = (end + i) * n;
    panel.set(lower.subarray(row + first, row + end), i * columns);
  }
  const rowsOf = (from: number, to: number): RowMatrix => ({
    values: panel.subarray(from * columns, to * columns),
    rows: to - from,
    columns,
  });
  for (let i0 = 0; i0 < count; i0 += depth) {
    const i1 = Math.min(i0 + depth, count);
    const explained = new Float64Array((i1 - i0) * i1);
    yield* addDots(explained, rowsOf(i0, i1), rowsOf(0, i1));
    for (let i = i0; i < i1; i++) {
      const row = (end + i) * n + end;
      for (let j = 0, at = (i - i0) * i1; j <= i; j++) lower[row + j] -= explained[at++];
    }
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

/** Exchanges places i < j: of what stands below the diagonal, the row of one is in part the column of the other. */
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
  const exchange = (a: number, b: number): void => {
    const kept = lower[a];
    lower[a] = lower[b];
    lower[b] = kept;
  };
  for (let k = 0; k < i; k++) exchange(i * n + k, j * n + k);
  for (let k = i + 1; k < j; k++) exchange(k * n + i, j * n + k);
  for (let k = j + 1; k < n; k++) exchange(k * n + i, k * n + j);
}

function transposed(lower: Float64Array, n: number, rank: number): RowMatrix {
  const values = new Float64Array(rank * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k <= Math.min(i, rank - 1); k++) values[k * n + i] = lower[i * n + k];
  }
  return { values, rows: rank, columns: n, starts: Int32Array.from({ length: rank }, (_, i) => i) };
}

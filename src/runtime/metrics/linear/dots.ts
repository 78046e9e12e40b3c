import type { Work } from "../work.ts";

/** The rows of a matrix, one after the other; those of row i before `starts[i]` are 0, where that is said. */
export interface RowMatrix {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly starts?: Int32Array;
}

/** Columns at a time, and rows of b at a time, that stay in the cache nearest to the processor. */
const depth = 256;
const breadth = 48;

/**
 * Adds a b^T to `out` [a.rows, b.rows]: all inner products of rows of a with rows of b. With `lower`, for a and b alike,
 * only what lies on and below the diagonal is sure to be there.
 */
export function* addDots(out: Float64Array, a: RowMatrix, b: RowMatrix, lower = false): Work<void> {
  const { columns, starts } = a;
  for (let k0 = 0; k0 < columns; k0 += depth) {
    const k1 = Math.min(k0 + depth, columns);
    for (let j0 = 0; j0 < b.rows; j0 += breadth) {
      const j1 = Math.min(j0 + breadth, b.rows);
      for (let i = lower ? j0 - (j0 % 3) : 0; i < a.rows; i += 3) {
        // Rows of a factor begin ever later.
        const from = starts ? Math.max(k0, starts[i]) : k0;
        if (from >= k1) continue;
        for (let j = j0; j < j1; j += 3) {
          if (i + 3 <= a.rows && j + 3 <= j1) nine(out, b.rows, a.values, b.values, columns, i, j, from, k1);
          else edge(out, b.rows, a, b, i, j, j1, from, k1);
        }
      }
      yield (k1 - k0) * (j1 - j0) * a.rows;
    }
  }
}

/** Three rows by three: each number that is read is used three times, and nine sums fit the registers. */
function nine(
  out: Float64Array,
  width: number,
  a: Float64Array,
  b: Float64Array,
  columns: number,
  i: number,
  j: number,
  from: number,
  to: number,
): void {
  let [s00, s01, s02, s10, s11, s12, s20, s21, s22] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let a0 = i * columns + from;
  let a1 = a0 + columns;
  let a2 = a1 + columns;
  let b0 = j * columns + from;
  let b1 = b0 + columns;
  let b2 = b1 + columns;
  for (let k = from; k < to; k++) {
    const x0 = a[a0++];
    const x1 = a[a1++];
    const x2 = a[a2++];
    const y0 = b[b0++];
    const y1 = b[b1++];
    const y2 = b[b2++];
    s00 += x0 * y0;
    s01 += x0 * y1;
    s02 += x0 * y2;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s12 += x1 * y2;
    s20 += x2 * y0;
    s21 += x2 * y1;
    s22 += x2 * y2;
  }
  let at = i * width + j;
  out[at] += s00;
  out[at + 1] += s01;
  out[at + 2] += s02;
  at += width;
  out[at] += s10;
  out[at + 1] += s11;
  out[at + 2] += s12;
  at += width;
  out[at] += s20;
  out[at + 1] += s21;
  out[at + 2] += s22;
}

/** What three by three leaves over. */
function edge(
  out: Float64Array,
  width: number,
  a: RowMatrix,
  b: RowMatrix,
  i0: number,
  j0: number,
  j1: number,
  from: number,
  to: number,
): void {
  for (let i = i0; i < Math.min(i0 + 3, a.rows); i++) {
    for (let j = j0; j < Math.min(j0 + 3, j1); j++) {
      let sum = 0;
      for (let k = from; k < to; k++) sum += a.values[i * a.columns + k] * b.values[j * b.columns + k];
      out[i * width + j] += sum;
    }
  }
}

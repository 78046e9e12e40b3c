import type { Work } from "../work.ts";
import { linearKernels } from "./kernels.ts";

/** The rows of a matrix, one after the other; those of row i before `starts[i]` are 0, where that is said. */
export interface RowMatrix {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly starts?: Int32Array;
}

/** Columns, rows of a and rows of b that are at work at a time: with what comes of them they stay in the cache. */
const depth = 256;
const height = 96;
const breadth = 192;

/** Where a part of a, a part of b and their products lie. */
function workspace() {
  const kernels = linearKernels(height * depth + breadth * depth + height * breadth);
  const [a, b, out] = [height * depth, breadth * depth, height * breadth].map(kernels.room);
  return { kernels, a, b, out };
}

let kept: ReturnType<typeof workspace> | null = null;

/**
 * Adds a b^T to `out` [a.rows, b.rows]: all inner products of rows of a with rows of b. With `lower`, for a and b alike,
 * only what lies on and below the diagonal is sure to be there.
 */
export function* addDots(out: Float64Array, a: RowMatrix, b: RowMatrix, lower = false): Work<void> {
  const { columns, starts } = a;
  // Nothing stays in it between two turns, so that all may share it.
  kept ??= workspace();
  const { kernels, ...at } = kept;
  for (let k0 = 0; k0 < columns; k0 += depth) {
    const k1 = Math.min(k0 + depth, columns);
    for (let i0 = 0; i0 < a.rows; i0 += height) {
      const i1 = Math.min(i0 + height, a.rows);
      // Rows of a factor begin ever later.
      const from = starts ? Math.max(k0, starts[i0]) : k0;
      if (from >= k1) break;
      const end = lower ? Math.min(i1, b.rows) : b.rows;
      for (let j0 = 0; j0 < end; j0 += breadth) {
        const j1 = Math.min(j0 + breadth, end);
        if (j0 === 0) pack(at.a, a, i0, i1, k0, k1);
        pack(at.b, b, j0, j1, k0, k1);
        const [rows, width] = [threes(i1 - i0), threes(j1 - j0)];
        const first = (from - k0) & ~1;
        const { a: left, b: right, out: sums } = at;
        kernels.dots(
          sums.byteOffset,
          left.byteOffset,
          right.byteOffset,
          rows,
          width,
          depth,
          first,
          even(k1 - k0),
        );
        for (let i = i0; i < i1; i++) {
          let to = i * b.rows + j0;
          for (let s = (i - i0) * width; s < (i - i0) * width + j1 - j0; s++) out[to++] += sums[s];
        }
      }
      yield (k1 - k0) * end * (i1 - i0);
    }
  }
}

const threes = (count: number): number => Math.ceil(count / 3) * 3;
const even = (count: number): number => count + (count & 1);

/** Copies a part of some rows, with zeros up to whole threes of rows and pairs of columns. */
function pack(
  to: Float64Array,
  { values, columns }: RowMatrix,
  i0: number,
  i1: number,
  k0: number,
  k1: number,
): void {
  for (let i = i0; i < i1; i++) {
    const row = (i - i0) * depth;
    to.set(values.subarray(i * columns + k0, i * columns + k1), row);
    if ((k1 - k0) & 1) to[row + k1 - k0] = 0;
  }
  to.fill(0, (i1 - i0) * depth, threes(i1 - i0) * depth);
}

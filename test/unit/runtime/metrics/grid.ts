import { stream } from "../../../../src/runtime/random/index.ts";

/** Rows of of(k) with k = 0, 1, 2, … row after row, as of(numpy.arange(rows * columns)).reshape(rows, columns). */
export const grid = (
  rows: number,
  columns: number,
  of: (k: number, column: number) => number,
): Float64Array[] =>
  Array.from({ length: rows }, (_, i) =>
    Float64Array.from({ length: columns }, (_, j) => of(i * columns + j, j)),
  );

/** Asserts a relative closeness. */
export function near(actual: number, expected: number, relative: number): void {
  const off = Math.abs(actual - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE);
  if (!(off <= relative)) throw new Error(`${actual} is not ${expected}: it is ${off} of it away`);
}

/** Rows of N(0, 1). */
export function normal(rows: number, columns: number, seed: number): Float64Array[] {
  const z = stream(seed).normal64(rows * columns);
  return Array.from({ length: rows }, (_, i) => z.slice(i * columns, (i + 1) * columns));
}

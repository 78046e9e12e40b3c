import type { Work } from "../work.ts";
import { bidiagonalize } from "./bidiagonalize.ts";
import { tridiagonalEigenvalues } from "./tridiagonal-eigenvalues.ts";

/**
 * Singular values of a matrix [rows, columns], in falling order. Their squares are never formed, so that the error of each
 * is of the size of 2^-52 of the largest, of small ones too.
 */
export function* singularValues(matrix: Float64Array, rows: number, columns: number): Work<Float64Array> {
  const [m, n] = rows >= columns ? [rows, columns] : [columns, rows];
  if (n === 0) return new Float64Array(0);
  let most = 0;
  for (const x of matrix) most = Math.max(most, Math.abs(x));
  if (most === 0) return new Float64Array(n);
  const tall = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++)
      tall[i * n + j] = (rows >= columns ? matrix[i * n + j] : matrix[j * m + i]) / most;
  }
  const { diagonal, above } = yield* bidiagonalize(tall, m, n);
  // With B the bidiagonal, [0 B^T; B 0] in another order is tridiagonal and has the eigenvalues +s and -s.
  const beside = new Float64Array(2 * n - 1);
  for (let i = 0; i < n; i++) {
    beside[2 * i] = diagonal[i];
    if (i + 1 < n) beside[2 * i + 1] = above[i];
  }
  const both = yield* tridiagonalEigenvalues(new Float64Array(2 * n), beside);
  return both
    .subarray(n)
    .map((x) => Math.max(x, 0) * most)
    .reverse();
}

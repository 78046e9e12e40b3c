import { addDots } from "../linear/dots.ts";
import { singularValues } from "../linear/singular-values.ts";
import type { Work } from "../work.ts";
import { factorOf, inOrderOf, type Factor, type Source } from "./factor.ts";

/** What the covariance part of a Fréchet distance is made of. */
export interface Cross {
  /** Eigenvalues of (C1^(1/2) C2 C1^(1/2))^(1/2), in falling order; what is not here is 0. */
  readonly spectrum: Float64Array;
  readonly traces: readonly [number, number];
  /** Ranks of the two covariances, at most. */
  readonly ranks: readonly [number, number];
}

/** Of two covariances of D features. */
export function* crossOf(a: Source, b: Source, dim: number): Work<Cross> {
  return yield* crossOfFactors(yield* factorOf(a, dim), yield* factorOf(b, dim));
}

/**
 * With C1 = G^T G and C2 = H^T H, the eigenvalues of (C1^(1/2) C2 C1^(1/2))^(1/2) are the singular values of G H^T: no root
 * of a matrix is taken, and none squared, whose small eigenvalues would drown in the rounding of large ones.
 */
function* crossOfFactors(a: Factor, b: Factor): Work<Cross> {
  const [g, h] = [a.matrix, inOrderOf(b, a)];
  const product = new Float64Array(g.rows * h.rows);
  yield* addDots(product, g, h);
  return {
    spectrum: yield* singularValues(product, g.rows, h.rows),
    traces: [a.trace, b.trace],
    ranks: [rankOf(a), rankOf(b)],
  };
}

/** Centred samples have one row more than they can have rank. */
const rankOf = ({ matrix, order }: Factor): number =>
  order ? matrix.rows : Math.min(matrix.rows - 1, matrix.columns);

/** Multiplications, about, that two covariances of these numbers of rows take. */
export function effort(a: Source, b: Source, dim: number): number {
  const rows = (of: Source) => ("samples" in of ? of.samples.count : dim);
  const cholesky = [a, b].reduce((sum, of) => sum + ("samples" in of ? 0 : dim ** 3 / 6), 0);
  const [n, m] = [Math.min(rows(a), rows(b)), Math.max(rows(a), rows(b))];
  const product = rows(a) * rows(b) * dim;
  return cholesky + product + 2 * n * n * (m - n / 3) + 30 * n * n;
}

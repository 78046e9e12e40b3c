import { concat, matMul, zeros, type Rank, type Tensor2D } from "../../../core/tf.ts";

/**
 * The inverse of a lower triangular matrix [n, n] by halves: that of [[A, 0], [B, D]] is
 * [[A^-1, 0], [-D^-1 B A^-1, D^-1]]. Entries above the diagonal are not looked at.
 */
export function triangularInverse(lower: Tensor2D): Tensor2D {
  const n = lower.shape[0];
  if (n === 1) return lower.reciprocal();
  const half = Math.ceil(n / 2);
  const rest = n - half;
  const a = triangularInverse(lower.slice([0, 0], [half, half]));
  const d = triangularInverse(lower.slice([half, half], [rest, rest]));
  const b = lower.slice([half, 0], [rest, half]);
  const corner = matMul<Tensor2D>(matMul(d, b), a).neg();
  return concat([concat([a, zeros<Rank.R2>([half, rest])], 1), concat([corner, d], 1)], 0);
}

import { solveLower, solveUpper } from "../../distributions/linear/cholesky.ts";

/** The inverse of L L^T, [n, n]. */
export function inverseOf(lower: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n);
    unit[j] = 1;
    inverse.set(solveUpper(lower, solveLower(lower, unit)), j * n);
  }
  return inverse;
}

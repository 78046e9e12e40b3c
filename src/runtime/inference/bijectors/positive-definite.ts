import { expectInteger } from "../../core/shape.ts";
import { expectLength } from "../distributions/expect.ts";
import { cholesky, squareOfLower } from "../distributions/linear/cholesky.ts";
import type { Bijector } from "./bijector.ts";

/**
 * Vectors of size (size + 1) / 2 real numbers to symmetric positive-definite matrices [size, size], row-major: the rows of
 * a lower Cholesky factor L, the diagonal by its logarithm, and then L L^T. The log-determinant is that of the entries on
 * and below the diagonal. Throws a RangeError for a size below 1, for arrays of another length, and where `inverse` meets a
 * matrix that is not positive definite.
 */
export function positiveDefiniteBijector(size: number): Bijector<Float64Array> {
  const name = "positive definite";
  expectInteger(`size of ${name}`, size, 1);
  const length = (size * (size + 1)) / 2;
  /** Where the diagonal entry of row i is in x. */
  const diagonal = (i: number) => (i * (i + 3)) / 2;

  return {
    name,
    forward(x) {
      expectLength(name, "x", x, length);
      const lower = new Float64Array(size * size);
      for (let i = 0, at = 0; i < size; i++) {
        for (let j = 0; j <= i; j++, at++) lower[i * size + j] = i === j ? Math.exp(x[at]) : x[at];
      }
      return squareOfLower(lower, size);
    },
    inverse(y) {
      expectLength(name, "y", y, size * size);
      const lower = cholesky(y, size);
      if (!lower) throw new RangeError("A matrix to be undone is positive definite, and this one is not");
      const x = new Float64Array(length);
      for (let i = 0, at = 0; i < size; i++) {
        for (let j = 0; j <= i; j++, at++)
          x[at] = i === j ? Math.log(lower[i * size + i]) : lower[i * size + j];
      }
      return x;
    },
    logDet(x) {
      expectLength(name, "x", x, length);
      // Of L to L L^T it is 2^n times the product of L_ii^(n - i), i from 0, and each L_ii is an exponential.
      let sum = size * Math.LN2;
      for (let i = 0; i < size; i++) sum += (size - i + 1) * x[diagonal(i)];
      return sum;
    },
  };
}

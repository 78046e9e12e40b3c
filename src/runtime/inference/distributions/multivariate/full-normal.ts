import { expectEach, expectFinite, expectLength } from "../expect.ts";
import { cholesky, logDetLower, solveLower, squareOfLower, timesLower } from "../linear/cholesky.ts";
import { flat, type Rows } from "../linear/rows.ts";
import { halfLog2Pi } from "../special/saddle.ts";
import { reals } from "../support.ts";
import type { MultivariateNormal } from "./multivariate-normal.ts";

/** A covariance, or its lower Cholesky factor, by rows. */
export type FullNormalOptions = { mean: ArrayLike<number> } & ({ covariance: Rows } | { cholesky: Rows });

/**
 * The normal distribution of vectors of n entries with a covariance [n, n], or with its lower Cholesky factor, of which
 * what lies above the diagonal is not read. Throws a RangeError for sizes that do not fit, numbers that are not finite, and
 * a covariance that is not symmetric or not positive definite.
 */
export function fullNormal(options: FullNormalOptions): MultivariateNormal {
  const name = "full normal";
  const n = options.mean.length;
  expectEach(name, "mean", options.mean, expectFinite);
  const mean = Float64Array.from(options.mean);
  const lower =
    "cholesky" in options ? givenFactor(name, options.cholesky, n) : factor(name, options.covariance, n);
  const covariance = squareOfLower(lower, n);
  const volume = logDetLower(lower, n) + n * halfLog2Pi;
  return {
    name,
    support: reals(n),
    logProb(x) {
      expectLength(name, "x", x, n);
      const z = solveLower(
        lower,
        x.map((xi, i) => xi - mean[i]),
      );
      return -0.5 * z.reduce((sum, zi) => sum + zi * zi, 0) - volume;
    },
    sample: (stream) => timesLower(lower, stream.normal64(n)).map((off, i) => mean[i] + off),
    mean,
    variance: mean.map((_, i) => covariance[i * (n + 1)]),
    entropy: () => volume + n / 2,
    covariance: () => covariance.slice(),
    cholesky: () => lower.slice(),
  };
}

function givenFactor(who: string, rows: Rows, n: number): Float64Array {
  const matrix = flat(who, "cholesky", rows, n, n);
  for (let i = 0; i < n; i++) {
    const own = matrix[i * (n + 1)];
    if (!(own > 0)) throw new RangeError(`cholesky[${i}][${i}] of ${who} is a number above 0, not ${own}`);
    matrix.fill(0, i * n + i + 1, (i + 1) * n);
  }
  return matrix;
}

function factor(who: string, rows: Rows, n: number): Float64Array {
  const matrix = flat(who, "covariance", rows, n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [matrix[i * n + j], matrix[j * n + i]];
      if (Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))) continue;
      throw new RangeError(
        `covariance of ${who} is symmetric, but has ${a} at [${i}][${j}] and ${b} at [${j}][${i}]`,
      );
    }
  }
  const lower = cholesky(matrix, n);
  if (!lower) throw new RangeError(`covariance of ${who} is positive definite, and this one is not`);
  return lower;
}

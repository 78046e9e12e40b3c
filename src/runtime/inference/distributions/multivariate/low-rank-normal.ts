import { expectEach, expectFinite, expectLength, expectPositive } from "../expect.ts";
import { cholesky, logDetLower, solveLower } from "../linear/cholesky.ts";
import { flat, type Rows } from "../linear/rows.ts";
import { halfLog2Pi } from "../special/saddle.ts";
import { reals } from "../support.ts";
import type { MultivariateNormal } from "./multivariate-normal.ts";

/**
 * The normal distribution of vectors of n entries with the covariance F F^T + diag(d): a factor F [n, r] by rows and a
 * `diagonal` d [n], the variance that each entry has of its own. A density costs n r^2 by Woodbury's identity instead of
 * n^2. Throws a RangeError for sizes that do not fit, numbers that are not finite, and a diagonal that is not above 0.
 */
export function lowRankNormal(options: {
  mean: ArrayLike<number>;
  factor: Rows;
  diagonal: ArrayLike<number>;
}): MultivariateNormal {
  const name = "low-rank normal";
  const n = options.mean.length;
  expectEach(name, "mean", options.mean, expectFinite);
  expectLength(name, "diagonal", options.diagonal, n);
  expectEach(name, "diagonal", options.diagonal, expectPositive);
  expectLength(name, "factor", options.factor, n);
  const rank = options.factor[0].length;
  const factor = flat(name, "factor", options.factor, n, rank);
  const mean = Float64Array.from(options.mean);
  const own = Float64Array.from(options.diagonal);

  /** F^T D^-1 v. */
  const project = (v: Float64Array): Float64Array =>
    Float64Array.from({ length: rank }, (_, r) =>
      v.reduce((sum, vi, i) => sum + (factor[i * rank + r] * vi) / own[i], 0),
    );
  const columns = Array.from({ length: rank }, (_, r) => project(mean.map((_, i) => factor[i * rank + r])));
  const capacitance = Float64Array.from({ length: rank * rank }, (_, at) => {
    const [r, s] = [Math.floor(at / rank), at % rank];
    return columns[r][s] + (r === s ? 1 : 0);
  });
  const lower = cholesky(capacitance, rank);
  if (!lower) throw new RangeError(`factor of ${name} is too large against its diagonal for float64`);
  const volume =
    n * halfLog2Pi + 0.5 * own.reduce((sum, d) => sum + Math.log(d), 0) + logDetLower(lower, rank);

  const covariance = (): Float64Array =>
    Float64Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      let sum = i === j ? own[i] : 0;
      for (let r = 0; r < rank; r++) sum += factor[i * rank + r] * factor[j * rank + r];
      return sum;
    });
  return {
    name,
    support: reals(n),
    logProb(x) {
      expectLength(name, "x", x, n);
      const off = x.map((xi, i) => xi - mean[i]);
      const whole = off.reduce((sum, v, i) => sum + (v * v) / own[i], 0);
      const inside = solveLower(lower, project(off)).reduce((sum, v) => sum + v * v, 0);
      return -0.5 * (whole - inside) - volume;
    },
    sample(stream) {
      const z = stream.normal64(rank);
      return stream.normal64(n).map((e, i) => {
        let x = mean[i] + Math.sqrt(own[i]) * e;
        for (let r = 0; r < rank; r++) x += factor[i * rank + r] * z[r];
        return x;
      });
    },
    mean,
    variance: own.map((d, i) => {
      let sum = d;
      for (let r = 0; r < rank; r++) sum += factor[i * rank + r] ** 2;
      return sum;
    }),
    entropy: () => volume + n / 2,
    covariance,
    cholesky: () => cholesky(covariance(), n)!, // its diagonal is above 0
  };
}

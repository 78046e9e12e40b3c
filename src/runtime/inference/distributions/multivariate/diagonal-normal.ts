import { expectEach, expectFinite, expectLength, expectPositive } from "../expect.ts";
import { halfLog2Pi } from "../special/saddle.ts";
import { reals } from "../support.ts";
import type { MultivariateNormal } from "./multivariate-normal.ts";

/**
 * The normal distribution of vectors of n independent entries, each with its mean and standard deviation. Throws a
 * RangeError for arrays of different lengths, a mean that is not finite, or a std that is not above 0.
 */
export function diagonalNormal(options: {
  mean: ArrayLike<number>;
  std: ArrayLike<number>;
}): MultivariateNormal & { readonly std: Float64Array } {
  const name = "diagonal normal";
  const n = options.mean.length;
  expectEach(name, "mean", options.mean, expectFinite);
  expectLength(name, "std", options.std, n);
  expectEach(name, "std", options.std, expectPositive);
  const mean = Float64Array.from(options.mean);
  const std = Float64Array.from(options.std);
  const volume = std.reduce((sum, s) => sum + Math.log(s), n * halfLog2Pi);
  const diagonal = (values: Float64Array) =>
    Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? values[at / (n + 1)] : 0));
  const variance = std.map((s) => s * s);
  return {
    name,
    support: reals(n),
    std,
    logProb(x) {
      expectLength(name, "x", x, n);
      return -0.5 * x.reduce((sum, xi, i) => sum + ((xi - mean[i]) / std[i]) ** 2, 0) - volume;
    },
    sample: (stream) => stream.normal64(n).map((z, i) => mean[i] + std[i] * z),
    mean,
    variance,
    entropy: () => volume + n / 2,
    covariance: () => diagonal(variance),
    cholesky: () => diagonal(std),
  };
}

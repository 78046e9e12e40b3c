import { outside, type Univariate } from "../distribution.ts";
import { expectPositive, expectProbability } from "../expect.ts";
import { logGammaDraw } from "../random/gamma.ts";
import { digamma } from "../special/functions.ts";
import { incompleteGamma, incompleteGammaInv } from "../special/incomplete-gamma.ts";
import { logGammaFront } from "../special/saddle.ts";
import { positive } from "../support.ts";
import { gammaEntropy } from "./gamma.ts";

export interface InverseGamma extends Univariate {
  readonly name: "inverse gamma";
  readonly concentration: number;
  readonly scale: number;
}

/**
 * 1 / X of a gamma distributed X: scale^a x^(-a - 1) exp(-scale / x) / Gamma(a) of a concentration a and a scale (1 unless
 * given), which is the rate of X. The mean is Infinity for a <= 1, the variance for a <= 2. Throws a RangeError for a
 * concentration or scale that is not above 0.
 */
export function inverseGamma({
  concentration,
  scale = 1,
}: {
  concentration: number;
  scale?: number;
}): InverseGamma {
  const name = "inverse gamma";
  expectPositive(name, "concentration", concentration);
  expectPositive(name, "scale", scale);
  const a = concentration;
  return {
    name,
    support: positive,
    concentration,
    scale,
    logProb: (x) => (x > 0 && x < Infinity ? logGammaFront(a, scale / x) - Math.log(x) : outside(x)),
    cdf: (x) => (x > 0 ? incompleteGamma(a, scale / x).upper : 0),
    quantile(p) {
      expectProbability(name, "p", p);
      return scale / incompleteGammaInv(a, p, "upper");
    },
    sample: (stream) => scale * Math.exp(-logGammaDraw(stream, a)),
    mean: a > 1 ? scale / (a - 1) : Infinity,
    variance: a > 2 ? (scale / (a - 1)) ** 2 / (a - 2) : Infinity,
    entropy: () => gammaEntropy(a) - 2 * digamma(a) + Math.log(scale),
  };
}

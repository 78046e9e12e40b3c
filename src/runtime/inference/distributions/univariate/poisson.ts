import { outside, type Univariate } from "../distribution.ts";
import { expectPositive, expectProbability } from "../expect.ts";
import { poissonDraw } from "../random/poisson.ts";
import { incompleteGamma } from "../special/incomplete-gamma.ts";
import { normalQuantile } from "../special/normal.ts";
import { deviance, halfLog2Pi, stirlingError } from "../special/saddle.ts";
import { wholeEntropy, wholeQuantile } from "./whole.ts";

export interface Poisson extends Univariate {
  readonly name: "poisson";
  readonly rate: number;
}

/**
 * The Poisson distribution rate^k exp(-rate) / k! of whole numbers k, whose mean is the rate. Its entropy is a sum, or from
 * a rate of 1e6 on the asymptotic series. Throws a RangeError for a rate that is not above 0.
 */
export function poisson({ rate }: { rate: number }): Poisson {
  const name = "poisson";
  expectPositive(name, "rate", rate);
  const logProb = (k: number): number => {
    if (!(Number.isInteger(k) && k >= 0)) return outside(k);
    return k === 0 ? -rate : -deviance(k, rate) - stirlingError(k) - halfLog2Pi - 0.5 * Math.log(k);
  };
  const cdf = (x: number): number => (x < 0 ? 0 : incompleteGamma(Math.floor(x) + 1, rate).upper);
  return {
    name,
    support: { kind: "whole", low: 0, high: Infinity },
    rate,
    logProb,
    cdf,
    quantile(p) {
      expectProbability(name, "p", p);
      if (p === 0) return 0;
      const near = rate + normalQuantile(Math.min(p, 1 - Number.EPSILON / 2)) * Math.sqrt(rate);
      return wholeQuantile(cdf, p, { near, low: 0, high: Infinity });
    },
    sample: (stream) => poissonDraw(stream, rate),
    mean: rate,
    variance: rate,
    entropy: () =>
      rate < 1e6
        ? wholeEntropy(logProb, { mean: rate, variance: rate, high: Infinity })
        : halfLog2Pi + 0.5 + 0.5 * Math.log(rate) - 1 / (12 * rate),
  };
}

import { expectInteger } from "../../../core/shape.ts";
import { outside, type Univariate } from "../distribution.ts";
import { expectProbability } from "../expect.ts";
import { binomialDraw } from "../random/binomial.ts";
import { incompleteBeta } from "../special/incomplete-beta.ts";
import { normalQuantile } from "../special/normal.ts";
import { deviance, halfLog2Pi, stirlingError } from "../special/saddle.ts";
import { wholeEntropy, wholeQuantile } from "./whole.ts";

export interface Binomial extends Univariate {
  readonly name: "binomial";
  readonly trials: number;
  readonly probability: number;
}

/**
 * How many of so many trials succeed, each with this probability. Its entropy is a sum over about 24 standard deviations,
 * or from a variance of 1e8 on the normal distribution's with its first correction. Throws a RangeError for trials that are
 * not a whole number of at least 0, or a probability outside of [0, 1].
 */
export function binomial({ trials, probability }: { trials: number; probability: number }): Binomial {
  const name = "binomial";
  expectInteger(`trials of ${name}`, trials, 0);
  expectProbability(name, "probability", probability);
  const mean = trials * probability;
  const variance = mean * (1 - probability);
  const logProb = (k: number) => logBinomial(k, trials, probability);
  const cdf = (x: number): number => {
    if (x < 0) return 0;
    const k = Math.floor(x);
    return k >= trials ? 1 : incompleteBeta(probability, k + 1, trials - k).upper;
  };
  return {
    name,
    support: { kind: "whole", low: 0, high: trials },
    trials,
    probability,
    logProb,
    cdf,
    quantile(p) {
      expectProbability(name, "p", p);
      if (p === 0) return 0;
      const near = mean + normalQuantile(Math.min(p, 1 - Number.EPSILON / 2)) * Math.sqrt(variance);
      return wholeQuantile(cdf, p, { near, low: 0, high: trials });
    },
    sample: (stream) => binomialDraw(stream, trials, probability),
    mean,
    variance,
    entropy: () =>
      variance < 1e8
        ? wholeEntropy(logProb, { mean, variance, high: trials })
        : halfLog2Pi + 0.5 + 0.5 * Math.log(variance),
  };
}

/** ln of n! / (k! (n - k)!) p^k q^(n - k): Loader's equation 4. */
function logBinomial(k: number, n: number, p: number): number {
  if (!(Number.isInteger(k) && k >= 0 && k <= n)) return outside(k);
  if (p === 0 || p === 1) return k === p * n ? 0 : -Infinity;
  if (k === 0) return n * Math.log1p(-p);
  if (k === n) return n * Math.log(p);
  const errors = stirlingError(n) - stirlingError(k) - stirlingError(n - k);
  const off = deviance(k, n * p) + deviance(n - k, n * (1 - p));
  return errors - off - halfLog2Pi - 0.5 * (Math.log(k) + Math.log1p(-k / n));
}

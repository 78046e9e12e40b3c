import { outside, type Univariate } from "../distribution.ts";
import { expectPositive, expectProbability } from "../expect.ts";
import { logGammaDraw } from "../random/gamma.ts";
import { incompleteGamma, incompleteGammaInv } from "../special/incomplete-gamma.ts";
import { digammaExcess, halfLog2Pi, logGammaFront, stirlingError } from "../special/saddle.ts";
import { positive } from "../support.ts";

export interface Gamma extends Univariate {
  readonly name: "gamma";
  readonly concentration: number;
  readonly rate: number;
}

/**
 * The gamma distribution rate^a x^(a - 1) exp(-rate x) / Gamma(a) of a concentration a and a rate (1 unless given), of mean
 * a / rate. Throws a RangeError for a concentration or rate that is not above 0.
 */
export function gamma({ concentration, rate = 1 }: { concentration: number; rate?: number }): Gamma {
  const name = "gamma";
  expectPositive(name, "concentration", concentration);
  expectPositive(name, "rate", rate);
  return {
    name,
    support: positive,
    concentration,
    rate,
    logProb(x) {
      if (x === 0) return atZero(concentration) + (concentration === 1 ? Math.log(rate) : 0);
      return x > 0 && x < Infinity ? logGammaFront(concentration, rate * x) - Math.log(x) : outside(x);
    },
    cdf: (x) => (x > 0 ? incompleteGamma(concentration, rate * x).lower : 0),
    quantile(p) {
      expectProbability(name, "p", p);
      return incompleteGammaInv(concentration, p) / rate;
    },
    sample: (stream) => Math.exp(logGammaDraw(stream, concentration)) / rate,
    mean: concentration / rate,
    variance: concentration / rate ** 2,
    entropy: () => gammaEntropy(concentration) - Math.log(rate),
  };
}

/** ln of x^(a - 1) at 0. */
export const atZero = (a: number): number => (a < 1 ? Infinity : a === 1 ? 0 : -Infinity);

/** The entropy of Gamma(a, 1): a + ln Gamma(a) + (1 - a) digamma(a), written without what cancels for a large a. */
export const gammaEntropy = (a: number): number =>
  0.5 * Math.log(a) + halfLog2Pi + stirlingError(a) - (a - 1) * digammaExcess(a);

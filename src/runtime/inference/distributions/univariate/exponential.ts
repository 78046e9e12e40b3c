import { outside, type Univariate } from "../distribution.ts";
import { expectPositive, expectProbability } from "../expect.ts";
import { positive } from "../support.ts";

export interface Exponential extends Univariate {
  readonly name: "exponential";
  readonly rate: number;
}

/**
 * The exponential distribution rate exp(-rate x), of mean 1 / rate: a rate of 1 unless given. Throws a RangeError for a
 * rate that is not above 0.
 */
export function exponential({ rate = 1 } = {}): Exponential {
  const name = "exponential";
  expectPositive(name, "rate", rate);
  return {
    name,
    support: positive,
    rate,
    logProb: (x) => (x >= 0 ? Math.log(rate) - rate * x : outside(x)),
    cdf: (x) => (x > 0 ? -Math.expm1(-rate * x) : 0),
    quantile(p) {
      expectProbability(name, "p", p);
      return -Math.log1p(-p) / rate;
    },
    sample: (stream) => -Math.log1p(-stream.uniform64(1)[0]) / rate,
    mean: 1 / rate,
    variance: 1 / rate ** 2,
    entropy: () => 1 - Math.log(rate),
  };
}

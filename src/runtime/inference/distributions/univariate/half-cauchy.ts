import { outside, type Univariate } from "../distribution.ts";
import { expectPositive, expectProbability } from "../expect.ts";
import { positive } from "../support.ts";
import { cauchy } from "./cauchy.ts";

export interface HalfCauchy extends Univariate {
  readonly name: "half-cauchy";
  readonly scale: number;
}

/**
 * |X| of Cauchy's X with location 0: a scale of 1 unless given. Mean and variance are Infinity. Throws a RangeError for a
 * scale that is not above 0.
 */
export function halfCauchy({ scale = 1 } = {}): HalfCauchy {
  const name = "half-cauchy";
  expectPositive(name, "scale", scale);
  const whole = cauchy({ scale });
  return {
    name,
    support: positive,
    scale,
    logProb: (x) => (x >= 0 ? whole.logProb(x) + Math.LN2 : outside(x)),
    cdf: (x) => (x > 0 ? (2 / Math.PI) * Math.atan2(x / scale, 1) : 0),
    quantile(p) {
      expectProbability(name, "p", p);
      return scale * (p < 0.5 ? Math.tan((Math.PI / 2) * p) : 1 / Math.tan((Math.PI / 2) * (1 - p)));
    },
    sample: (stream) => Math.abs(whole.sample(stream)),
    mean: Infinity,
    variance: Infinity,
    entropy: () => Math.log(2 * Math.PI * scale),
  };
}

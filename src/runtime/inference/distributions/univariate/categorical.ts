import { outside, type Univariate } from "../distribution.ts";
import { expectProbability } from "../expect.ts";
import { plogp } from "./bernoulli.ts";
import { drawIndex, logProbabilities, type ProbabilitiesOptions } from "./probabilities.ts";

export interface Categorical extends Univariate {
  readonly name: "categorical";
  readonly probabilities: Float64Array;
  readonly logProbabilities: Float64Array;
}

/**
 * One of 0 .. k - 1, each with its probability. Mean and variance are those of the index. Throws a RangeError for
 * probabilities that are negative or do not add up to 1 within 1e-6, and for logits of which none is finite.
 */
export function categorical(options: ProbabilitiesOptions): Categorical {
  const name = "categorical";
  const logs = logProbabilities(name, options);
  const probabilities = logs.map(Math.exp);
  const mean = probabilities.reduce((sum, p, i) => sum + p * i, 0);
  const cdf = (x: number) =>
    Number.isNaN(x)
      ? NaN
      : Math.min(
          1,
          probabilities.reduce((sum, p, i) => (i <= x ? sum + p : sum), 0),
        );
  return {
    name,
    support: { kind: "whole", low: 0, high: logs.length - 1 },
    probabilities,
    logProbabilities: logs,
    logProb: (x) => (Number.isInteger(x) && x >= 0 && x < logs.length ? logs[x] : outside(x)),
    cdf,
    quantile(p) {
      expectProbability(name, "p", p);
      return drawIndex(probabilities, p === 0 ? 0 : p * (1 - Number.EPSILON));
    },
    sample: (stream) => drawIndex(probabilities, stream.uniform64(1)[0]),
    mean,
    variance: probabilities.reduce((sum, p, i) => sum + p * (i - mean) ** 2, 0),
    entropy: () => -probabilities.reduce((sum, p, i) => sum + plogp(p, logs[i]), 0),
  };
}

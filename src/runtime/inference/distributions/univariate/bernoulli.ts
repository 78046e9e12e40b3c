import { outside, type Univariate } from "../distribution.ts";
import { expectProbability } from "../expect.ts";
import { logSigmoid, sigmoid } from "../special/sigmoid.ts";

export interface Bernoulli extends Univariate {
  readonly name: "bernoulli";
  readonly probability: number;
  /** ln p / (1 - p). */
  readonly logit: number;
}

/** How probable 1 is: by its probability, or by its logit ln p / (1 - p), which keeps the digits near 0 and 1. */
export type BernoulliOptions = { probability: number } | { logit: number };

/** 1 with a probability, else 0. Throws a RangeError for a probability outside of [0, 1] or a logit that is NaN. */
export function bernoulli(options: BernoulliOptions): Bernoulli {
  const name = "bernoulli";
  let probability: number;
  let logit: number;
  let rest: number;
  if ("logit" in options) {
    ({ logit } = options);
    if (Number.isNaN(logit)) throw new RangeError(`logit of ${name} is a number, not NaN`);
    probability = sigmoid(logit);
    rest = sigmoid(-logit);
  } else {
    ({ probability } = options);
    expectProbability(name, "probability", probability);
    rest = 1 - probability;
    logit = Math.log(probability) - Math.log1p(-probability);
  }
  return {
    name,
    support: { kind: "whole", low: 0, high: 1 },
    probability,
    logit,
    logProb: (x) => (x === 1 ? logSigmoid(logit) : x === 0 ? logSigmoid(-logit) : outside(x)),
    cdf: (x) => (x < 0 ? 0 : x < 1 ? rest : 1),
    quantile(p) {
      expectProbability(name, "p", p);
      return p <= rest ? 0 : 1;
    },
    sample: (stream) => (stream.uniform64(1)[0] < probability ? 1 : 0),
    mean: probability,
    variance: probability * rest,
    entropy: () => -plogp(probability, logSigmoid(logit)) - plogp(rest, logSigmoid(-logit)),
  };
}

/** p ln p, 0 at 0. */
export const plogp = (p: number, log: number): number => (p === 0 ? 0 : p * log);

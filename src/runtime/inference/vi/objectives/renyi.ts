import { expectInteger } from "../../../core/shape.ts";
import { logMeanExp, softmax } from "../../distributions/special/log-sum-exp.ts";
import { baselines, expectBaseline, without } from "./baseline.ts";
import { expectEstimator, type Baseline, type Estimator } from "./estimator.ts";
import type { Objective } from "./objective.ts";
import { weighted } from "./weighted.ts";

export interface WeightedOptions {
  /** reparameterised, doublyReparameterised or scoreFunction: the second unless given. */
  estimator?: Estimator;
  /** Of the score function: leaveOneOut unless given. */
  baseline?: Baseline;
}

/**
 * Rényi's bound of Li and Turner (1602.02311), equation 7: E of ln of the mean of w^(1 - alpha) over (1 - alpha), in nats,
 * of K weights w = p(z) / q(z). It lies between the ELBO, to which it tends for alpha to 1, and the evidence; alpha 0 is the
 * IWAE. Throws a RangeError for an alpha below 0 or of 1.
 */
export function renyi(
  alpha: number,
  { particles = 16, ...options }: WeightedOptions & { particles?: number } = {},
): Objective {
  if (!(alpha >= 0 && alpha < Infinity && alpha !== 1))
    throw new RangeError(
      `alpha of Rényi's bound is 0 or above and not 1, which is elbo(), but here ${alpha}`,
    );
  return powerMean(`Rényi's bound of alpha ${alpha}`, alpha, particles, options);
}

/**
 * The importance-weighted bound of k draws: E of ln of their mean weight, in nats (1509.00519, equation 8). It rises with k
 * from the ELBO to the evidence. Throws a RangeError for stickingTheLanding, which is biased of it (1810.04152).
 */
export const iwae = (k: number, options: WeightedOptions = {}): Objective =>
  powerMean(`IWAE of ${k} draws`, 0, k, options);

function powerMean(
  name: string,
  alpha: number,
  particles: number,
  { estimator = "doublyReparameterised", baseline = "leaveOneOut" }: WeightedOptions,
): Objective {
  expectInteger("particles", particles, 1);
  expectEstimator(name, estimator, ["reparameterised", "doublyReparameterised", "scoreFunction"], {
    stickingTheLanding: "what it leaves out has no mean of 0 under normalised weights",
  });
  if (estimator === "scoreFunction") expectBaseline(name, baseline, particles);
  const power = 1 - alpha;
  const bound = (logWeights: Float64Array): number => logMeanExp(logWeights.map((w) => power * w)) / power;
  return weighted({
    name,
    particles,
    estimator,
    estimate(logWeights, pull, memory) {
      const value = bound(logWeights);
      const share = softmax(logWeights.map((w) => power * w));
      if (estimator === "reparameterised") share.forEach((s, i) => pull.total(i, s));
      else if (estimator === "doublyReparameterised")
        // The score of ln q under a share s becomes a path of its own, (1 - alpha) s (1 - s), which is taken off s.
        share.forEach((s, i) => pull.path(i, alpha * s + power * s * s));
      else {
        const base = baselines(baseline, particles, memory, (i) => bound(without(logWeights, i)));
        share.forEach((s, i) => pull.score(i, value - base[i] - s));
      }
      return value;
    },
  });
}

import { expectInteger } from "../../../core/shape.ts";
import { expectEstimator } from "./estimator.ts";
import type { Objective } from "./objective.ts";
import { logMeanExp } from "../../distributions/special/log-sum-exp.ts";
import type { WeightedOptions } from "./renyi.ts";
import { weighted } from "./weighted.ts";

/**
 * The chi upper bound ln E_q[w^n] / n in nats, of weights w = p(z) / q(z), which is made small: Dieng et al. (1611.00328),
 * equation 4. Guides become wide rather than narrow. What is followed is the gradient of E[w^n] itself, over a running scale
 * (or the present one where that is larger): of the logarithm it would be biased, of one draw towards the wrong side. The
 * value is that of the logarithm, and low of few draws. Throws a RangeError for n not above 1.
 */
export function chi(
  n = 2,
  {
    particles = 32,
    estimator = "doublyReparameterised",
  }: Omit<WeightedOptions, "baseline"> & { particles?: number } = {},
): Objective {
  const name = `chi bound of order ${n}`;
  if (!(n > 1 && n < Infinity)) throw new RangeError(`The order of a chi bound is above 1, not ${n}`);
  expectInteger("particles", particles, 1);
  expectEstimator(name, estimator, ["reparameterised", "doublyReparameterised", "scoreFunction"], {
    stickingTheLanding: "what it leaves out has no mean of 0 under weights",
  });
  return weighted({
    name,
    particles,
    estimator,
    estimate(logWeights, pull, memory) {
      const value = logMeanExp(logWeights.map((w) => n * w)) / n;
      const scale = Number.isNaN(memory) ? value : Math.max(memory, value);
      logWeights.forEach((w, i) => {
        const weight = scale === -Infinity ? 0 : Math.exp(n * (w - scale)) / particles;
        if (estimator === "reparameterised") pull.total(i, -weight);
        else if (estimator === "doublyReparameterised") pull.path(i, (n - 1) * weight);
        else pull.score(i, ((n - 1) / n) * weight);
      });
      return value;
    },
  });
}

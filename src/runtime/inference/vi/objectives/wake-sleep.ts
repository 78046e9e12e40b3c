import { expectInteger } from "../../../core/shape.ts";
import { expectEstimator, type Estimator } from "./estimator.ts";
import type { Objective } from "./objective.ts";
import { logMeanExp, softmax } from "../../distributions/special/log-sum-exp.ts";
import { weighted } from "./weighted.ts";

export interface WakeSleepOptions {
  /** Draws of one estimate; 32 unless given. Its bias falls as one over them. */
  particles?: number;
  /** scoreFunction unless given, which needs no gradient of the target; or doublyReparameterised. */
  estimator?: Estimator;
}

/**
 * The divergence KL(p || q) of the target from the guide, by the wake phase of reweighted wake-sleep (1406.2751, section 3):
 * ln q rises at draws as far as they weigh. A guide covers all of the target, a normal one has its mean and covariance. The
 * value is the divergence's negative in nats as these draws tell it, so that 0 is best. doublyReparameterised is that of
 * 1810.04152, equation 12. Throws a RangeError for fewer than 2 particles and for other estimators.
 */
export function wakeSleep({ particles = 32, estimator = "scoreFunction" }: WakeSleepOptions = {}): Objective {
  const name = "reweighted wake-sleep";
  expectInteger("particles", particles, 2);
  expectEstimator(name, estimator, ["scoreFunction", "doublyReparameterised"], {
    reparameterised: "its draws are those of the target, only weighted",
  });
  return weighted({
    name,
    particles,
    estimator,
    estimate(logWeights, pull) {
      const share = softmax(logWeights);
      share.forEach((s, i) => {
        if (estimator === "scoreFunction") pull.score(i, s);
        else pull.path(i, s - s * s);
      });
      const expected = share.reduce((sum, s, i) => sum + (s === 0 ? 0 : s * logWeights[i]), 0);
      return logMeanExp(logWeights) - expected;
    },
  });
}

import type { Estimator } from "./estimator.ts";
import { expectDensity, type Objective } from "./objective.ts";
import { logWeightsOf, pulling, type Pulling } from "./particles.ts";

interface Weighted {
  readonly name: string;
  /** Draws of one estimate. */
  readonly particles: number;
  readonly estimator: Estimator;
  /** Lets each draw pull as far as its weight ln p(z) - ln q(z) says, and gives the value in nats. */
  readonly estimate: (logWeights: Float64Array, pull: Pulling, memory: number) => number;
}

/** An objective that knows of its draws what they weigh. Throws a RangeError for a guide without a density. */
export const weighted = ({ name, particles, estimator, estimate }: Weighted): Objective => ({
  name,
  on(family) {
    expectDensity(name, family);
    return {
      name,
      particles,
      estimator,
      estimate(drawn, memory) {
        const pull = pulling(drawn, family.dim);
        return { value: estimate(logWeightsOf(drawn), pull, memory), pulls: pull.pulls };
      },
    };
  },
});

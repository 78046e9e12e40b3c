import { expectInteger } from "../../../core/shape.ts";
import { mean } from "../../diagnostics/chains.ts";
import type { Objective } from "./objective.ts";
import { baselines, expectBaseline, without } from "./baseline.ts";
import { closedForms } from "./closed-forms.ts";
import { expectEstimator, type Baseline, type Estimator } from "./estimator.ts";
import { logWeightsOf, pulling } from "./particles.ts";

export interface ElboOptions {
  /** Draws of one estimate; 8 unless given. */
  particles?: number;
  /** stickingTheLanding of normal guides, else reparameterised, unless given. */
  estimator?: Estimator;
  /** Of the score function: leaveOneOut unless given. */
  baseline?: Baseline;
}

/**
 * The evidence lower bound E_q[ln p(z) - ln q(z)] in nats, of a point ln p alone. Throws a RangeError for fewer than 1
 * particle, for doublyReparameterised, which is of weighted draws, and with a guide or target that a closed form is not of.
 */
export function elbo({ particles = 8, estimator, baseline = "leaveOneOut" }: ElboOptions = {}): Objective {
  expectInteger("particles", particles, 1);
  const name = "ELBO";
  if (estimator) {
    expectEstimator(
      name,
      estimator,
      ["reparameterised", "stickingTheLanding", "scoreFunction", "closedFormEntropy", "closedFormKl"],
      { doublyReparameterised: "its draws all weigh the same, so that stickingTheLanding is that already" },
    );
    if (estimator === "scoreFunction") expectBaseline(name, baseline, particles);
  }
  return {
    name,
    on(family, target) {
      const chosen = estimator ?? (family.normal ? "stickingTheLanding" : "reparameterised");
      if (family.point && chosen !== "reparameterised")
        throw new RangeError(`A "${family.name}" has no density for "${chosen}": use reparameterised`);
      const count = family.point ? 1 : particles;
      const closed = closedForms(chosen, family, target);
      return {
        name,
        particles: count,
        estimator: chosen,
        ...closed,
        estimate(drawn, memory) {
          const pull = pulling(drawn, family.dim);
          const signal = closed ? drawn.logP : logWeightsOf(drawn);
          const each = (use: (i: number, weight: number) => void, weight: (i: number) => number) =>
            signal.forEach((_, i) => use(i, weight(i) / count));
          if (chosen === "stickingTheLanding") each(pull.path, () => 1);
          else if (chosen === "reparameterised") each(pull.total, () => 1);
          else if (chosen === "scoreFunction") {
            const base = baselines(baseline, count, memory, (i) => mean(without(signal, i)));
            each(pull.score, (i) => signal[i] - base[i]);
          } else each(pull.density, () => 1);
          return { value: mean(signal), pulls: pull.pulls };
        },
      };
    },
  };
}

import { expectInteger } from "../../../core/shape.ts";
import { mean } from "../../diagnostics/chains.ts";
import type { Objective } from "./objective.ts";
import { weighted } from "./weighted.ts";

/**
 * Weights by rank alone: a power of the share of draws that weigh at least as much, over their sum. However heavy the tail of
 * importance weights is, these have all of their moments.
 */
export function tailWeights(logWeights: Float64Array, power: number): Float64Array {
  const { length } = logWeights;
  const raw = logWeights.map(
    (w) => (logWeights.reduce((n, other) => n + Number(other >= w), 0) / length) ** power,
  );
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((x) => x / total);
}

/**
 * The f-divergence whose f fits the tail of the weights at each step: Wang, Liu and Liu (1810.11943), algorithm 1. Draws of
 * large weights pull more, as 1 over their rank unless `power` (-1 to 0) says otherwise, so that guides cover more than the
 * ELBO's do. There is no one bound that it follows: the value is the ELBO in nats, of which power 0 is. Throws a RangeError
 * for fewer than 2 particles.
 */
export function tailAdaptive({
  particles = 32,
  power = -1,
}: { particles?: number; power?: number } = {}): Objective {
  const name = "tail-adaptive f-divergence";
  expectInteger("particles", particles, 2);
  if (!(power >= -1 && power <= 0))
    throw new RangeError(`power of tailAdaptive lies in [-1, 0], not at ${power}`);
  return weighted({
    name,
    particles,
    estimator: "stickingTheLanding",
    estimate(logWeights, pull) {
      tailWeights(logWeights, power).forEach((weight, i) => pull.path(i, weight));
      return mean(logWeights);
    },
  });
}

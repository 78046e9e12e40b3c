import type { Tensor } from "../../core/tf.ts";
import type { Known, Step } from "../method.ts";
import type { Level } from "../../schedules/index.ts";
import { combine } from "./combine.ts";
import { exact, type Taken } from "./exponential.ts";
import { lambdaOf } from "./lambda.ts";
import { slopes } from "./slopes.ts";

export type Solver = "midpoint" | "heun" | "exact";

/** How the terms after the first are taken. */
export interface Terms {
  readonly taken: Taken;
  /** The weight of the slope at order 2: half of the first term's for "midpoint", else its own integral. */
  readonly solver: Solver;
  /** The weight of the curvature at order 3; 1 is its own integral. */
  readonly curvature: number;
  readonly eta?: number;
}

/**
 * A step of DPM-Solver from the first of these states, with slope and curvature of the prediction from all of them: their
 * number is its order. The others lie before the first (multistep) or after it (singlestep).
 */
export function dpmStep(
  { taken, solver, curvature, eta }: Terms,
  known: readonly Known[],
  to: Level,
  draw: Step["draw"],
): Tensor {
  const [from] = known;
  const { h, x, scale, c, std } = exact(taken, from, to, eta);
  const weights = known.map((_, j) => (j ? 0 : c[0]));
  if (known.length > 1) {
    const { first, second } = slopes(known.map(lambdaOf));
    const ofSlope = known.length === 2 && solver === "midpoint" ? c[0] / 2 : c[1];
    weights.forEach((_, j) => (weights[j] += h * ofSlope * first[j] + h ** 2 * curvature * c[2] * second[j]));
  }
  return combine([
    [x, from.x],
    ...known.map((state, j) => [scale * weights[j], state[taken]] as const),
    ...(std > 0 ? [[std, draw()] as const] : []),
  ]);
}

import { signalFor } from "../../../core/turn.ts";
import { stream } from "../../../random/index.ts";
import { cholesky, logDetLower } from "../../distributions/linear/cholesky.ts";
import { halfLog2Pi } from "../../distributions/special/saddle.ts";
import type { Target } from "../../targets/target.ts";
import { undisturbed } from "../../vars/compiled/index.ts";
import { approximate, type Approximation } from "../approximation/approximation.ts";
import { inverseOf } from "../linear/inverse.ts";
import { normalDensity } from "../linear/normal.ts";
import { climb, type ModeOptions } from "../mode/find-mode.ts";
import { curvature } from "./curvature.ts";

export interface LaplaceApproximation extends Approximation {
  /** In unconstrained space: [dim]. */
  readonly mode: Float64Array;
  /** The inverse of the curvature at the mode: [dim, dim], row-major. */
  readonly covariance: Float64Array;
  /** ln of the target's integral in nats as Laplace's method has it; `logEvidence` corrects it by the draws. */
  readonly laplaceEvidence: number;
}

/**
 * Laplace's approximation in unconstrained space: the normal density at the mode with the curvature that the target has
 * there. Exact of a normal target. Throws an Error where the log density does not fall in every direction from where the
 * climb ended, and a RangeError where there is no place to begin.
 */
export async function laplaceApproximation(
  target: Target,
  { draws = 4000, ...options }: ModeOptions & { draws?: number } = {},
): Promise<LaplaceApproximation> {
  const { dim } = target;
  const { position: mode, logDensity } = await climb(target, options);
  const lowerPrecision = cholesky(
    undisturbed(() => curvature(target, mode)),
    dim,
  );
  const covariance = lowerPrecision && inverseOf(lowerPrecision, dim);
  const lower = covariance && cholesky(covariance, dim);
  if (!lower)
    throw new Error(
      "The log density does not fall in every direction from the mode that was found: Laplace's approximation is none. Give another start, or use vi",
    );
  const density = normalDensity(mode, lower);
  const random = stream(options.seed ?? 0).split("laplace");
  const of = { name: "Laplace's approximation", target, ...density };
  return {
    ...(await approximate(of, draws, random, signalFor(options.signal))),
    mode,
    covariance,
    laplaceEvidence: logDensity + dim * halfLog2Pi + logDetLower(lower, dim),
  };
}

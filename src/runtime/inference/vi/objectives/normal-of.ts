import { cholesky, solveLower, solveUpper } from "../../distributions/linear/cholesky.ts";
import { stream } from "../../../random/index.ts";
import type { Target } from "../../targets/target.ts";

/** A normal log density: peak - (x - mean)^T precision (x - mean) / 2, in nats. */
export interface NormalTarget {
  readonly mean: Float64Array;
  /** [dim, dim], row-major. */
  readonly precision: Float64Array;
  readonly peak: number;
}

/**
 * The normal distribution that a target is, or null where it is none: the gradient of a normal log density is linear, so
 * that dim + 1 gradients tell all of it, and those at other places tell whether it is one.
 */
export function normalOf(target: Target): NormalTarget | null {
  const { dim } = target;
  const origin = target.gradient(new Float64Array(dim)).gradient;
  const precision = new Float64Array(dim * dim);
  for (let j = 0; j < dim; j++) {
    const unit = new Float64Array(dim);
    unit[j] = 1;
    const moved = target.gradient(unit).gradient;
    for (let i = 0; i < dim; i++) precision[i * dim + j] = origin[i] - moved[i];
  }
  const lower = precision.every(Number.isFinite) ? cholesky(precision, dim) : null;
  if (!lower) return null;
  const mean = solveUpper(lower, solveLower(lower, origin));
  const peak = target.logDensity(mean);
  const random = stream(0).split("is it normal?");
  for (let trial = 0; trial < 4; trial++) {
    const at = random.normal64(dim).map((z) => 3 * z);
    const found = target.gradient(at);
    let fall = 0;
    for (let i = 0; i < dim; i++) {
      let expected = 0;
      for (let j = 0; j < dim; j++) expected -= precision[i * dim + j] * (at[j] - mean[j]);
      if (Math.abs(found.gradient[i] - expected) > 1e-8 * (1 + Math.abs(expected))) return null;
      fall += (expected * (at[i] - mean[i])) / 2;
    }
    if (Math.abs(found.logDensity - peak - fall) > 1e-8 * (1 + Math.abs(fall))) return null;
  }
  return { mean, precision, peak };
}

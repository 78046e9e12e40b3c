import type { Schedule } from "../../schedules/index.ts";
import type { Seen } from "./look.ts";
import { mean } from "./statistics.ts";

/**
 * The variance of p(x_{t-1} | x_t), and at t = 0 of the Gaussian decoder p(x_0 | x_1). "posterior" is beta tilde, DDPM's
 * fixed small one, "beta" its fixed large one (2006.11239, section 3.2); "learned" is what the model itself predicts;
 * "optimal" is Analytic-DPM's; an array holds one for each t from 0 to T - 1.
 */
export type Variance = "posterior" | "beta" | "learned" | "optimal" | ArrayLike<number>;

/** Throws a RangeError unless it is a variance for this schedule. */
export function expectVariance(variance: Variance, { steps }: Schedule): void {
  if (typeof variance === "string") {
    const known = ["posterior", "beta", "learned", "optimal"];
    if (known.includes(variance)) return;
    throw new RangeError(
      `variance is one of ${known.join(", ")}, or ${steps} numbers, not "${variance as string}"`,
    );
  }
  if (variance.length !== steps) {
    throw new RangeError(
      `variance has ${variance.length} entries for a schedule of ${steps} steps: one for each t`,
    );
  }
  const wrong = Array.from(variance).findIndex((value) => !(value > 0 && value < Infinity));
  if (wrong >= 0)
    throw new RangeError(`variance must be more than 0, and at t = ${wrong} it is ${variance[wrong]}`);
}

/**
 * The two variances that need no model. At t = 0, where the posterior has none, both are the posterior's of t = 1, as
 * in improved-diffusion's code (Nichol and Dhariwal, 2102.09672).
 */
export const fixedVariance = (schedule: Schedule, kind: "posterior" | "beta", t: number): number =>
  kind === "beta" && t > 0 ? schedule.betas[t] : Math.exp(schedule.posteriorLogVarianceClipped[t]);

/** ln of a learned variance: of "range" from the fraction, Nichol and Dhariwal's equation 15; of "free" as it is. */
export function learnedLogVariance(
  schedule: Schedule,
  t: number,
  kind: "range" | "free",
  value: number,
): number {
  if (kind === "free") return value;
  const least = schedule.posteriorLogVarianceClipped[t];
  return least + value * (Math.log(schedule.betas[t]) - least);
}

/**
 * The variance that makes the bound as tight as it can be with one number for all dimensions: Analytic-DPM
 * (2201.06503), equation 8. `epsSquare` is the mean square of the noise that the model predicts at t, over dimensions,
 * data and noise. What it says of x_0's variance given x_t is kept between 0 and the bounds of theorem 2, of which the
 * second holds for data within `range`.
 */
export function optimalVariance(
  schedule: Schedule,
  t: number,
  epsSquare: number,
  range?: readonly [number, number],
): number {
  const { alpha, sigma, posteriorMeanX0, posteriorVariance } = schedule;
  if (alpha[t] === 0) {
    throw new RangeError(
      `The optimal variance cannot be told from predicted noise at t = ${t}, where x_t is nothing but noise: ` +
        `choose variance "posterior" or "beta"`,
    );
  }
  const most = (sigma[t] / alpha[t]) ** 2;
  const ofRange = range ? ((range[1] - range[0]) / 2) ** 2 : Infinity;
  const unknown = Math.min(Math.max(most * (1 - epsSquare), 0), most, ofRange);
  const variance = posteriorVariance[t] + posteriorMeanX0[t] ** 2 * unknown;
  if (variance > 0) return variance;
  throw new RangeError(
    `The optimal decoder has no variance: at t = 0 the model predicts noise with a mean square of ${epsSquare}, and ` +
      `that of true noise given x_t is less than 1. Choose variance "posterior" or "beta"`,
  );
}

/** One variance for every value, or one for each by its index. */
export type VarianceOf = number | ((index: number) => number);

/** The variance asked for, which is left to the model where it is undefined, and the data's range if it is known. */
interface Chosen {
  readonly schedule: Schedule;
  readonly variance: Variance | undefined;
  readonly range: readonly [number, number] | undefined;
}

/** The variance that holds for one draw, of all draws at t. Throws a TypeError where it has to be learned and is not. */
export function varianceAt(
  { schedule, variance, range }: Chosen,
  t: number,
  draws: readonly Seen[],
  { variance: learned }: Seen,
): VarianceOf {
  const chosen = variance ?? (learned ? "learned" : "posterior");
  switch (chosen) {
    case "posterior":
    case "beta":
      return fixedVariance(schedule, chosen, t);
    case "optimal":
      return optimalVariance(schedule, t, mean(draws.map(({ eps }) => meanSquare(eps))), range);
    case "learned": {
      if (!learned)
        throw new TypeError('The model has no learned variance: choose "posterior", "beta" or "optimal"');
      const { kind, values } = learned;
      return (i) => Math.exp(learnedLogVariance(schedule, t, kind, values[i]));
    }
    default:
      return chosen[t];
  }
}

function meanSquare(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum / values.length;
}

import type { Tensor } from "../../core/tf.ts";
import { posterior, transition } from "../../schedules/index.ts";
import type { Known } from "../method.ts";
import type { Point } from "../path.ts";

/** The variance of p(x_s | x_t): one of DDPM's two, the model's own, or numbers by t. */
export type StepVariance = "posterior" | "beta" | "learned" | ArrayLike<number>;

const named = ["posterior", "beta", "learned"];

export function expectVariance(variance: StepVariance): void {
  if (typeof variance === "string" && !named.includes(variance))
    throw new RangeError(`variance is one of ${named.join(", ")}, or numbers by t, not "${variance}"`);
}

/** Noise of this variance for the step from `from` to `to`. */
export function addedBack(variance: StepVariance, from: Known, to: Point, draw: () => Tensor): Tensor {
  return variance === "learned"
    ? draw().mul(logVariance(from, to).div(2).exp())
    : draw().mul(Math.sqrt(varianceOf(variance, from, to)));
}

function varianceOf(variance: Exclude<StepVariance, "learned">, from: Known, to: Point): number {
  if (variance === "posterior") return posterior(from, to).variance;
  if (variance === "beta") return transition(from, to).variance;
  const at = (variance as ArrayLike<number | undefined>)[from.t];
  if (at !== undefined && at >= 0) return at;
  throw new RangeError(`variance has no number of at least 0 for t = ${from.t}: it holds ${at}`);
}

/** ln of the model's variance, Nichol and Dhariwal (2102.09672), equation 15 where it was learned as a range. */
function logVariance({ variance, ...from }: Known, to: Point): Tensor {
  if (!variance) throw new TypeError(`The model has learned no variance: take "posterior" or "beta"`);
  if (variance.kind === "free") return variance.log;
  const least = Math.log(posterior(from, to).variance);
  const most = Math.log(transition(from, to).variance);
  return variance.fraction.mul(most - least).add(least);
}

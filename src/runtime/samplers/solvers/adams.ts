import type { Tensor } from "../../core/tf.ts";
import type { Known, Step } from "../method.ts";
import type { Level } from "../../schedules/index.ts";
import { combine } from "./combine.ts";
import { integrated } from "./lagrange.ts";
import { lambdaOf, ratioOf } from "./lambda.ts";
import { moments } from "./moments.ts";

/** The weights of eps at some levels, the first of them where the step begins, in the integral of eps over sigma / alpha. */
export type Integral = (levels: readonly Level[], to: Level) => number[];

/** eps as a polynomial in sigma / alpha: the linear multistep method of k-diffusion. */
export const overRatio: Integral = (levels, to) => {
  const start = ratioOf(levels[0]);
  const end = ratioOf(to) - start;
  return integrated(
    levels.map((level) => ratioOf(level) - start),
    levels.map((_, k) => end ** (k + 1) / (k + 1)),
  );
};

/** eps as a polynomial in ln(sigma / alpha): DEIS (2204.13902), equation 15, with rho = sigma / alpha. */
export const overLogRatio: Integral = (levels, to) => {
  const start = lambdaOf(levels[0]);
  const weights = integrated(
    levels.map((level) => lambdaOf(level) - start),
    moments(lambdaOf(to) - start, levels.length),
  );
  return weights.map((weight) => -ratioOf(levels[0]) * weight);
};

/** The step of Adams and Bashforth over the states known, the newest first, for steps of any length. */
export function adams(integral: Integral, known: readonly Known[], { to }: Step): Tensor {
  const [{ x, alpha }] = known;
  const weights = integral(known, to);
  return combine([
    [to.alpha / alpha, x],
    ...known.map(({ eps }, j) => [to.alpha * weights[j], eps] as const),
  ]);
}

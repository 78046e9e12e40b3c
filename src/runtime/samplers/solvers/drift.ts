import type { Tensor } from "../../core/tf.ts";
import type { Level } from "../../schedules/index.ts";
import { combine } from "./combine.ts";
import { ratioOf } from "./lambda.ts";

/**
 * One step along the probability flow with eps held as it is: Euler's step in x / alpha over sigma / alpha, where the flow
 * is d(x / alpha) / d(sigma / alpha) = eps (DDIM, 2010.02502, equation 14). Divides by alpha of `from`.
 */
export const drift = (x: Tensor, eps: Tensor, from: Level, to: Level): Tensor =>
  combine([
    [to.alpha / from.alpha, x],
    [to.sigma - to.alpha * ratioOf(from), eps],
  ]);

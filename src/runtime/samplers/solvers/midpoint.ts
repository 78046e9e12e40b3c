import type { Tensor } from "../../core/tf.ts";
import { logSnrOf, type Level } from "../../schedules/index.ts";
import type { Step } from "../method.ts";
import { drift } from "./drift.ts";

/** The step to a level by the eps that the model predicts halfway there in ln(sigma / alpha); Euler's to data. */
export function midpoint({ from, at, ask }: Step, to: Level): Tensor {
  if (to.sigma === 0) return drift(from.x, from.eps, from, to);
  const middle = at((logSnrOf(from) + logSnrOf(to)) / 2);
  const { eps } = ask(drift(from.x, from.eps, from, middle), middle);
  return drift(from.x, eps, from, to);
}

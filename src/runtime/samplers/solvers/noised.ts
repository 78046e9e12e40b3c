import type { Tensor } from "../../core/tf.ts";
import type { Step } from "../method.ts";

/** x with new noise of standard deviation `up`; where that is 0 none is drawn. */
export const noised = (x: Tensor, up: number, draw: Step["draw"]): Tensor =>
  up > 0 ? x.add(draw().mul(up)) : x;

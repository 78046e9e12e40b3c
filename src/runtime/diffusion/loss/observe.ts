import { stack, type Scalar, type Tensor, type Tensor1D, type Tensor2D } from "../../core/tf.ts";
import type { Stream } from "../../random/index.ts";
import type { Predictor } from "../model.ts";
import { norms } from "../norm.ts";
import { slope, type Parameterization } from "../parameterization/index.ts";
import type { Draw } from "./draw.ts";
import type { Losses } from "./losses.ts";
import type { LossNature } from "./nature.ts";

/** The loss of a batch with what it was made of. */
export interface Observed extends Pick<Draw, "t" | "weights"> {
  readonly loss: Scalar;
  /** Mean squared error of eps and of x_0 of each example, [2, B]: the same errors whatever the network predicts. */
  readonly errors: Tensor2D;
}

/** The mean of losses at random t, and the same with what it is made of: what `fit` takes, and what it shows more of. */
export interface DiffusionLoss {
  (model: Predictor, x0: Tensor, random: Stream, condition?: Tensor): Scalar;
  readonly nature: LossNature;
  /** Null where x_0 is no multiple of the output, so that its error does not follow from the output's. */
  readonly observed: () => ((...of: Parameters<DiffusionLoss>) => Observed) | null;
}

/** The errors of eps and x_0 that an error of the output comes to, each the mean over an example. */
export function errorsOf(predict: Parameterization, { apart, at }: Pick<Losses, "apart" | "at">): Tensor2D {
  const squared = norms.mse(apart);
  const by = (of: "eps" | "x0"): Tensor1D =>
    squared.mul(slope(predict, of, at).reshape<Tensor1D>([-1]).square());
  return stack([by("eps"), by("x0")]) as Tensor2D; // of two rows
}

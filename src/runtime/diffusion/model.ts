import type { Tensor, Tensor1D } from "../core/tf.ts";

/**
 * A network as diffusion sees it: noisy data x_t [B, ...] and the timestep of each example [B] give [B, ...]; where
 * there is a condition, such as labels [B], it is the third argument.
 */
export type Predictor = (xt: Tensor, t: Tensor1D, condition?: Tensor) => Tensor;

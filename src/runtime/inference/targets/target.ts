import type { Tensor1D, Tensor2D } from "../../core/tf.ts";

/** A log density in nats, up to a constant, with its gradient [dim]. */
export interface Gradient {
  logDensity: number;
  gradient: Float64Array;
}

/** What is sampled from or approximated: a density over all of R^dim, known up to a constant, in float64. */
export interface Target {
  /** How many unconstrained numbers a position has. */
  readonly dim: number;
  /** Of each number that `constrain` gives, such as "theta[3]". */
  readonly names: readonly string[];
  /** In nats, up to a constant, with the log-determinants of constraints; -Infinity outside of the support. */
  logDensity(position: Float64Array): number;
  /** The gradient is in `out`, where that is given and the target can. */
  gradient(position: Float64Array, out?: Float64Array): Gradient;
  /** What a person knows the position by: parameters within their supports, one for each name. */
  constrain(position: Float64Array): Float64Array;
  /** `logDensity` of positions [n, dim] as tensors through which gradients flow: [n], where the density is made of tensors. */
  logDensities?(positions: Tensor2D): Tensor1D;
}

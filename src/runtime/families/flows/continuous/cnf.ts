import type { Scalar, Tensor, Tensor1D } from "../../../core/tf.ts";
import type { OdeOptions } from "../../../core/ode/index.ts";
import type { Denoiser, Trace } from "../../../diffusion/index.ts";
import type { Model } from "../../../networks/index.ts";
import type { Stream } from "../../../random/index.ts";
import type { BitsPerDim } from "../bits-per-dim.ts";

export interface CnfLogProbOptions extends Pick<OdeOptions, "rtol" | "atol" | "maxSteps" | "signal"> {
  /** "exact" for up to 64 numbers, or an estimate by "rademacher" or "gaussian" probes; exact for up to 8 unless given. */
  trace?: Trace;
  /** Random probes for each example, 1 unless given, and their seed. */
  probes?: number;
  seed?: number;
  /** What the network is told of each example, [B, ...]. */
  condition?: Tensor;
  /** Examples that are solved for at a time, 256 unless given. */
  batch?: number;
  /** Whether progress is shown; true unless given. */
  show?: boolean;
}

export type CnfSampleOptions = Pick<OdeOptions, "rtol" | "atol" | "maxSteps" | "signal"> & {
  /** What the network is told of each sample, [n, ...]. */
  condition?: Tensor;
};

/**
 * A continuous normalizing flow: x follows dx/dt = u(x, t) from data at t = 0 to N(0, I) at t = 1. Called with x, 1000 t [B]
 * and a condition it gives u. Its weights are trained by `fit(cnf, cnf.loss, { data })`.
 */
export interface Cnf extends Model {
  readonly shape: readonly number[];
  /**
   * ln p(x) of x [B, ...shape] in nats, [B], by an adaptive solver. Throws an Error where its tolerances, 1e-4 unless given,
   * take more than `maxSteps`.
   */
  readonly logProb: (x: Tensor, options?: CnfLogProbOptions) => Promise<Tensor1D>;
  /** Samples [n, ...shape], by the same solver the other way. */
  readonly sample: (random: Stream, n: number, options?: CnfSampleOptions) => Promise<Tensor>;
  /** What data costs, in bits for one dimension: of levels' probabilities, for one draw of noise, where there are levels. */
  readonly bitsPerDim: (x: Tensor, options?: CnfLogProbOptions) => Promise<BitsPerDim>;
  /**
   * Conditional flow matching on the straight path, Lipman et al. (2210.02747), equations 9 and 20 to 23 with sigma_min 0:
   * the mean square of u - (eps - x_0), for numbers of an example. What `fit` takes.
   */
  readonly loss: (model: Model, batch: Tensor, random: Stream, condition?: Tensor) => Scalar;
  /** What samplers take, of noisebook/samplers, such as `flowHeun`. */
  readonly denoiser: (condition?: Tensor) => Denoiser;
}

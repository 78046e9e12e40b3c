import type { Scalar, Tensor, Tensor1D, Tensor2D } from "../../core/tf.ts";
import type { Model } from "../../networks/index.ts";
import type { Stream } from "../../random/index.ts";
import type { Base } from "./base.ts";
import type { BitsPerDim } from "./bits-per-dim.ts";
import type { FlowLayer, Move } from "./layer.ts";

export interface BitsOptions {
  /** What each example is told of, [B, C]. */
  context?: Tensor2D;
  /** Seed of the noise that spreads data over its levels. */
  seed?: number;
  /** Stops the work. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
  /** Whether progress is shown, of more than 256 examples; true unless given. */
  show?: boolean;
}

/**
 * A normalizing flow: a density that is a simple one seen through invertible layers. Called with x [B, ...shape] it gives
 * the noise that x is led to, of the base's shape. Its weights are trained by `fit(flow, flow.loss, { data })`.
 */
export interface Flow extends Model {
  (x: Tensor): Tensor;
  /** The shape of one example. */
  readonly shape: readonly number[];
  readonly base: Base;
  readonly layers: readonly FlowLayer[];
  /** How often each way goes through networks: "forward" is the density's, "inverse" the samples'. */
  readonly passes: FlowLayer["passes"];
  /** Data to noise, with ln |det| of it, and the way back. */
  readonly forward: Move;
  readonly inverse: Move;
  /** ln p(x) of x [B, ...shape] in nats, [B]: a density. Differentiable in x, in the weights and in the context. */
  readonly logProb: (x: Tensor, context?: Tensor2D) => Tensor1D;
  /** Samples [n, ...shape]; one for each row of the context where there is one. */
  readonly sample: (random: Stream, n: number, context?: Tensor2D) => Tensor;
  /**
   * Samples and their ln p [n], by one way through the layers. Gradients flow through both to the weights, which is what
   * a variational posterior is fitted by.
   */
  readonly sampleWithLogProb: (
    random: Stream,
    n: number,
    context?: Tensor2D,
  ) => { readonly x: Tensor; readonly logProb: Tensor1D };
  /**
   * What data costs, in bits for one dimension. Where the flow has levels it is a bound on the levels' probabilities, for
   * one draw of the noise; a RangeError says which entry is on no level.
   */
  readonly bitsPerDim: (x: Tensor, options?: BitsOptions) => Promise<BitsPerDim>;
  /**
   * Negative log-likelihood in nats for one example: what `fit` takes. Where the flow has levels it is that of their
   * probabilities, for noise from the stream. The first batch sets the layers that begin by one.
   */
  readonly loss: (flow: Flow, batch: Tensor, random: Stream, condition?: Tensor) => Scalar;
}

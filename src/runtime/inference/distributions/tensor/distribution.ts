import type { Tensor } from "../../../core/tf.ts";
import type { Stream } from "../../../random/index.ts";

/** A parameter: a number, or a tensor through which gradients flow. Tensors are not looked at: a bad one gives NaN. */
export type Parameter = number | Tensor;

/** A parameter, or one of plain numbers along a last axis. */
export type Parameters = Parameter | readonly number[];

/**
 * A batch of distributions on tensors, in float32, differentiable in its parameters. Its own tensors are made where they
 * are needed and freed; what it returns belongs to the caller.
 */
export interface TensorDistribution {
  readonly name: string;
  /** What it was made from, by name: what the closed forms of KL divergences read. */
  readonly parameters: Readonly<Record<string, Parameters>>;
  /** The shape that the parameters broadcast to: distributions of their own. */
  readonly batchShape: readonly number[];
  /** The shape of one draw of one of them: [] of numbers. */
  readonly eventShape: readonly number[];
  /** Log density or log probability in nats of x [..., ...batch, ...event]: [..., ...batch]. */
  logProb(x: Tensor): Tensor;
  /** Draws [...shape, ...batch, ...event]; through them gradients flow to the parameters where `reparameterized`. */
  sample(stream: Stream, shape?: readonly number[]): Tensor;
  readonly reparameterized: boolean;
  /** In nats, [...batch]. Throws an Error where there is no closed form, as mean and variance do. */
  entropy(): Tensor;
  /** [...batch, ...event], as the variance of each entry. */
  mean(): Tensor;
  variance(): Tensor;
}

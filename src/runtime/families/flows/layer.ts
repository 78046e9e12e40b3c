import type { Tensor, Tensor1D, Tensor2D, Variable } from "../../core/tf.ts";

/** Where a batch is led, y [B, ...], and ln |det dy/dx| of each example [B], in nats. */
export interface Moved {
  readonly y: Tensor;
  readonly logDet: Tensor1D;
}

/** Leads x [B, ...] somewhere, told of each example what is in `context` [B, C] where the layer takes one. */
export type Move = (x: Tensor, context?: Tensor2D) => Moved;

/** How a layer begins: whether that is still to come, and by which batch, as it arrives at the layer. */
export interface Start {
  readonly due: () => boolean;
  readonly by: (x: Tensor, context?: Tensor2D) => void;
}

/**
 * A smooth map of examples that can be undone, with its weights. "Forward" is the way from data to noise, the one that a
 * density is found by; "inverse" the way from noise to data, the one that samples take.
 */
export interface FlowLayer {
  readonly name: string;
  /** Trainable weights by name. */
  readonly weights: Readonly<Record<string, Variable>>;
  readonly forward: Move;
  /** Undoes `forward`: its logDet is that of the way back, ln |det dx/dy|. */
  readonly inverse: Move;
  /** How often each way goes through the layer's network, one pass after the other: what a way costs. */
  readonly passes: { readonly forward: number; readonly inverse: number };
  /** The shape of one example after the layer, of that before it. Throws a RangeError for one the layer does not take. */
  readonly shape: (before: readonly number[]) => readonly number[];
  /** Of a layer whose weights a first batch sets, unless they have been set. */
  readonly start?: Start;
  readonly dispose: () => void;
}

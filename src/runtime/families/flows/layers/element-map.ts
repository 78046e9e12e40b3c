import type { Tensor } from "../../../core/tf.ts";

/** Where numbers are led, and ln |dy/dx| of each, both of the shape of x. */
export interface MovedElements {
  readonly y: Tensor;
  readonly logSlope: Tensor;
}

/** A rising map of single numbers, shaped by parameters that a network gives for each: raw [...shape of x, parameters]. */
export interface ElementMap {
  readonly name: string;
  /** How many parameters a number has. With all of them 0 the map is the identity. */
  readonly parameters: number;
  readonly forward: (x: Tensor, raw: Tensor) => MovedElements;
  /** The way back, with the logarithm of its own slope. */
  readonly inverse: (y: Tensor, raw: Tensor) => MovedElements;
}

import { sizeOf } from "../../../core/shape.ts";
import { tensor, type Tensor } from "../../../core/tf.ts";
import type { Stream } from "../../../random/index.ts";
import { openUniform } from "../random/open-uniform.ts";

/** A tensor of draws, each made in float64. */
export const filled = (shape: readonly number[], draw: () => number): Tensor =>
  tensor(Float32Array.from({ length: sizeOf(shape) }, draw), [...shape]);

/** N(0, 1). */
export const normals = (stream: Stream, shape: readonly number[]): Tensor =>
  tensor(stream.normal(sizeOf(shape)), [...shape]);

/** Gumbel's -ln(-ln u). */
export const gumbels = (stream: Stream, shape: readonly number[]): Tensor =>
  filled(shape, () => -Math.log(-Math.log(openUniform(stream))));

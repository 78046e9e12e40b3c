import { concat, split, type Tensor, type Tensor1D } from "../core/tf.ts";

/**
 * All numbers of several tensors in a row. What is done to each weight alone costs an operation for each; done to the
 * row it costs one, and starting a thousand small operations is what training steps spend their time on.
 */
export const flatten = (tensors: readonly Tensor[]): Tensor1D =>
  concat(tensors.map((x) => x.reshape<Tensor1D>([x.size])));

/** The tensors again, in these shapes. */
export function unflatten(row: Tensor1D, shapes: readonly number[][]): Tensor[] {
  const sizes = shapes.map((shape) => shape.reduce((product, length) => product * length, 1));
  if (sizes.length === 1) return [row.reshape(shapes[0])];
  return split(row, sizes).map((part, i) => part.reshape(shapes[i]));
}

import type { Tensor } from "../core/tf.ts";

/** Axes of an example in a batch [B, ...]: all but the first. */
const axes = (x: Tensor): number[] => x.shape.map((_, axis) => axis).slice(1);

/** Sum over each example of a batch [B, ...], as [B, 1, ...]. */
export const sumOfEach = (x: Tensor): Tensor => (x.shape.length > 1 ? x.sum(axes(x), true) : x);

/** Standard deviation of each example's entries, as [B, 1, ...]. */
export function stdOfEach(x: Tensor): Tensor {
  const mean = x.mean(axes(x), true);
  return x.sub(mean).square().mean(axes(x), true).sqrt();
}

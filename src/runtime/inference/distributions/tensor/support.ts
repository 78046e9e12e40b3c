import { onesLike, where, type Tensor } from "../../../core/tf.ts";

/**
 * A log density where x is in the support and -Infinity where it is not. There it is asked at 1: whatever it would give
 * for such an x, and its gradient, must not come through. Gradients of it are 0.
 */
export const inside = (
  isInside: Tensor,
  x: Tensor,
  logProb: (x: Tensor) => Tensor,
  elsewhere = onesLike(x),
): Tensor => where(isInside, logProb(where(isInside, x, elsewhere)), -Infinity);

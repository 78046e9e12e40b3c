import { grad, tensor, type Scalar, type Tensor } from "../../core/tf.ts";
import type { Stream } from "../../random/index.ts";

/** Keeps the slope of the root from infinity where a gradient is zero. */
const least = 1e-12;

/** Points on the lines between real and generated examples [B, ...], each at a place of its own. */
export function between(real: Tensor, fake: Tensor, random: Stream): Tensor {
  const [batch, ...rest] = real.shape;
  const place = tensor(random.uniform(batch), [batch, ...rest.map(() => 1)]);
  return fake.add(real.sub<Tensor>(fake).mul(place));
}

/**
 * The mean of (|d score / d x| - 1)^2 over points x [B, ...]: 1704.00028, equation 3. Differentiable by the critic's
 * weights, which is a gradient of a gradient.
 */
export function gradientPenalty(critic: (x: Tensor) => Tensor, x: Tensor): Scalar {
  // An example's score depends on it alone, so the gradient of their sum holds that of each.
  const slopes = grad((at: Tensor) => critic(at).sum())(x);
  const squares = slopes
    .square<Tensor>()
    .reshape<Tensor>([x.shape[0], x.size / x.shape[0]])
    .sum<Tensor>(1);
  return squares.add<Tensor>(least).sqrt<Tensor>().sub<Tensor>(1).square<Tensor>().mean();
}

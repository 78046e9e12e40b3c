import { customGrad, type Tensor, type Tensor1D, type Tensor4D } from "../core/tf.ts";

/** Keeps the division from zero where all numbers of a group are the same. */
const epsilon = 1e-5;

/**
 * Group normalization, 1803.08494: x [B, H, W, C] less its mean over each of `groups` groups of channels, over their
 * standard deviation, times weight [C] plus bias [C].
 *
 * With n = (x - mean) / deviation and g = weight dy, the gradient by x is (g - mean(g) - n mean(g n)) / deviation: a third
 * of the operations that tfjs's tape makes of it.
 */
export function normalize(x: Tensor4D, weight: Tensor1D, bias: Tensor1D, groups: number): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const grouped = [batch, height * width, groups, channels / groups];
  const over = [1, 3];
  const withSlope = customGrad((...given: unknown[]) => {
    const [input, scale, shift] = given as Tensor[];
    const save = given[3] as (tensors: Tensor[]) => void; // as tfjs calls it
    const each = input.reshape(grouped);
    const centred = each.sub(each.mean(over, true));
    const inverse = centred.square().mean(over, true).add(epsilon).rsqrt();
    const normal = centred.mul(inverse);
    save([normal, inverse, scale]);
    return {
      value: normal.reshape(x.shape).mul(scale).add(shift),
      gradFunc(dy: Tensor, [n, inv, w]: Tensor[]) {
        const g = dy.mul(w).reshape(grouped);
        const slope = g
          .sub(g.mean(over, true))
          .sub(n.mul(g.mul(n).mean(over, true)))
          .mul(inv);
        const pixels = [0, 1, 2];
        return [slope.reshape(x.shape), dy.mul(n.reshape(x.shape)).sum(pixels), dy.sum(pixels)];
      },
    };
  });
  return withSlope(x, weight, bias) as Tensor4D; // of the shape of x
}

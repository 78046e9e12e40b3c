import { customGrad, engine, type Tensor, type Tensor1D, type Tensor4D } from "../core/tf.ts";
import { hasKernel, isNested } from "./by-hand.ts";
import { silu } from "./silu.ts";

/** Keeps the division from zero where all numbers of a group are the same. */
const epsilon = 1e-5;

/**
 * Group normalization, 1803.08494: x [B, H, W, C] less its mean over each of `groups` groups of channels, over their
 * standard deviation, times weight [C] plus bias [C]; then SiLU where `activate` says so, which wasm does in the same
 * pass.
 */
export function normalize(
  x: Tensor4D,
  weight: Tensor1D,
  bias: Tensor1D,
  groups: number,
  activate = false,
): Tensor4D {
  if (isNested()) return composed(x, weight, bias, groups, activate);
  if (hasKernel("GroupNorm") && x.shape[3] % 4 === 0) return compiled(x, weight, bias, groups, activate);
  const normal = inClosedForm(x, weight, bias, groups);
  return activate ? silu(normal) : normal;
}

/** What a gradient is made of by tfjs's tape. */
function composed(
  x: Tensor4D,
  weight: Tensor1D,
  bias: Tensor1D,
  groups: number,
  activate: boolean,
): Tensor4D {
  const { centred, inverse } = parts(x, groups);
  const shifted = centred.mul(inverse.mul(weight)).add(bias).reshape<Tensor4D>(x.shape);
  return activate ? silu(shifted) : shifted;
}

/** x less its group's mean [B, pixels, C], and one over its group's standard deviation [B, 1, C]. */
function parts(x: Tensor, groups: number): { centred: Tensor; inverse: Tensor } {
  const [batch, height, width, channels] = x.shape;
  const flat = x.reshape([batch, height * width, channels]);
  const centred = flat.sub(groupMean(flat.mean(1, true), groups));
  const inverse = groupMean(centred.square().mean(1, true), groups).add(epsilon).rsqrt();
  return { centred, inverse };
}

/**
 * The mean of each group in all of its channels, of [B, 1, C]. Means over the pixels come first, channel by channel: over
 * both at once they take backends three times as long.
 */
function groupMean(x: Tensor, groups: number): Tensor {
  const [batch, , channels] = x.shape;
  const size = channels / groups;
  const means = x.reshape([batch, groups, size]).mean(2, true);
  return means.tile([1, 1, size]).reshape(x.shape);
}

/**
 * With c = x - mean and i = 1 / deviation, the gradient by x is i (w dy - mean(w dy) - c i mean(w dy c i)), means over the
 * group: half of the passes over the pixels that tfjs's tape makes of it, since what is the same for all of them is
 * multiplied first.
 */
function inClosedForm(x: Tensor4D, weight: Tensor1D, bias: Tensor1D, groups: number): Tensor4D {
  const [, height, width] = x.shape;
  const withSlope = customGrad((...given: unknown[]) => {
    const [input, scale, shift] = given as Tensor[];
    const save = given[3] as (tensors: Tensor[]) => void; // as tfjs calls it
    const { centred, inverse } = parts(input, groups);
    save([centred, inverse, scale]);
    return {
      value: centred.mul(inverse.mul(scale)).add(shift).reshape(x.shape),
      gradFunc(slope: Tensor, [c, i, w]: Tensor[]) {
        const dy = slope.reshape(c.shape);
        const pixels = height * width;
        const byBias = dy.sum(1, true);
        const byWeight = dy.mul(c).sum(1, true).mul(i);
        const plain = groupMean(byBias.mul(w), groups).mul(i).div(pixels);
        const along = groupMean(byWeight.mul(w), groups).mul(i.square()).div(pixels);
        const byInput = dy.mul(i.mul(w)).sub(c.mul(along)).sub(plain);
        return [byInput.reshape(x.shape), byWeight.sum([0, 1]), byBias.sum([0, 1])];
      },
    };
  });
  return withSlope(x, weight, bias) as Tensor4D; // of the shape of x
}

/** The same by the backend's own kernel, with the activation in it. */
function compiled(
  x: Tensor4D,
  weight: Tensor1D,
  bias: Tensor1D,
  groups: number,
  activate: boolean,
): Tensor4D {
  const attrs = { groups, epsilon, silu: activate };
  const withSlope = customGrad((...given: unknown[]) => {
    const [input, scale, shift] = given as Tensor[];
    const save = given[3] as (tensors: Tensor[]) => void; // as tfjs calls it
    const inputs = { x: input, weight: scale, bias: shift };
    const [value, mean, inverse] = engine().runKernel<Tensor[]>("GroupNorm", inputs, attrs);
    save([input, scale, shift, mean, inverse]);
    return {
      value,
      gradFunc(dy: Tensor, [from, w, b, m, inv]: Tensor[]) {
        const saved = { x: from, weight: w, bias: b, mean: m, inverse: inv };
        return engine().runKernel<Tensor[]>("GroupNormSlope", { ...saved, dy }, attrs);
      },
    };
  });
  return withSlope(x, weight, bias) as Tensor4D; // of the shape of x
}

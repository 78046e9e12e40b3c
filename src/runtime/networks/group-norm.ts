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
  const { normal } = parts(x, groups);
  const shifted = normal.reshape<Tensor4D>(x.shape).mul<Tensor4D>(weight).add<Tensor4D>(bias);
  return activate ? silu(shifted) : shifted;
}

/** The axes of a group, and the numbers in it brought to mean 0 and variance 1. */
const over = [1, 3];

function parts(x: Tensor, groups: number): { normal: Tensor; inverse: Tensor } {
  const [batch, height, width, channels] = x.shape;
  const each = x.reshape([batch, height * width, groups, channels / groups]);
  const centred = each.sub(each.mean(over, true));
  const inverse = centred.square().mean(over, true).add(epsilon).rsqrt();
  return { normal: centred.mul(inverse), inverse };
}

/**
 * With n = (x - mean) / deviation and g = weight dy, the gradient by x is (g - mean(g) - n mean(g n)) / deviation: a third
 * of the operations that tfjs's tape makes of it.
 */
function inClosedForm(x: Tensor4D, weight: Tensor1D, bias: Tensor1D, groups: number): Tensor4D {
  const withSlope = customGrad((...given: unknown[]) => {
    const [input, scale, shift] = given as Tensor[];
    const save = given[3] as (tensors: Tensor[]) => void; // as tfjs calls it
    const { normal, inverse } = parts(input, groups);
    save([normal, inverse, scale]);
    return {
      value: normal.reshape(x.shape).mul(scale).add(shift),
      gradFunc(dy: Tensor, [n, inv, w]: Tensor[]) {
        const g = dy.mul(w).reshape(n.shape);
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

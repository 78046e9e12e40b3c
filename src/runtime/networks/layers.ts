import { fused, type Tensor, type Tensor1D, type Tensor2D, type Tensor4D } from "../core/tf.ts";
import { normalize } from "./group-norm.ts";
import type { WeightMaker } from "./weights.ts";

/** A part of a network: a function that holds its weights. */
export type Layer<X extends Tensor = Tensor> = (x: X) => X;

/** [B, inputs] to [B, outputs]. `scale` 0 starts it at zero. */
export function dense(
  make: WeightMaker,
  name: string,
  inputs: number,
  outputs: number,
  scale = 1,
): Layer<Tensor2D> {
  const weight = make.normal(`${name}.weight`, [inputs, outputs], scale);
  const bias = make.constant(`${name}.bias`, [outputs], 0);
  return (x) => fused.matMul({ a: x, b: weight, bias }) as Tensor2D; // of the rank of x
}

/** 2-D convolution, [B, H, W, inputs] to [B, H / stride, W / stride, outputs], padded to "same". */
export function conv(
  make: WeightMaker,
  name: string,
  inputs: number,
  outputs: number,
  { kernel = 3, stride = 1, scale = 1 } = {},
): Layer<Tensor4D> {
  const weight = make.normal(`${name}.weight`, [kernel, kernel, inputs, outputs], scale);
  const bias = make.constant(`${name}.bias`, [outputs], 0);
  return (x) => fused.conv2d({ x, filter: weight as Tensor4D, strides: stride, pad: "same", bias });
}

/**
 * Group normalization (1803.08494) of [B, H, W, channels] with a learned scale and shift: 8 groups, fewer where they
 * would be of a single channel, from which it would remove any shift that a layer before has added; SiLU follows where
 * `activate` says so.
 */
export function groupNorm(
  make: WeightMaker,
  name: string,
  channels: number,
  { activate = false } = {},
): Layer<Tensor4D> {
  if (channels % 8) throw new RangeError(`Channels come in multiples of 8, not ${channels}`);
  const groups = Math.min(8, channels / 2);
  const weight = make.constant(`${name}.weight`, [channels], 1);
  const bias = make.constant(`${name}.bias`, [channels], 0);
  return (x) => normalize(x, weight as Tensor1D, bias as Tensor1D, groups, activate);
}

import { sizeOf } from "../../core/shape.ts";

/** What the variance of a normalization has added, in TensorFlow's networks. */
const epsilon = 1e-3;

/** Of a convolution [O, I, H, W] and of the normalization behind it, by running means. */
export interface Normalized {
  readonly shape: readonly number[];
  readonly weight: ArrayLike<number>;
  readonly gamma: ArrayLike<number>;
  readonly beta: ArrayLike<number>;
  readonly mean: ArrayLike<number>;
  readonly variance: ArrayLike<number>;
}

/** A convolution that is both: filter [H, W, I, O] and bias [O], worked out in float64. */
export function folded({ shape, weight, gamma, beta, mean, variance }: Normalized): {
  shape: [number, number, number, number];
  filter: Float32Array;
  bias: Float32Array;
} {
  const [outputs, inputs, height, width] = shape;
  const filter = new Float32Array(sizeOf(shape));
  const bias = new Float32Array(outputs);
  const area = height * width;
  for (let o = 0; o < outputs; o++) {
    const scale = gamma[o] / Math.sqrt(variance[o] + epsilon);
    bias[o] = beta[o] - mean[o] * scale;
    for (let i = 0; i < inputs; i++) {
      for (let at = 0; at < area; at++) {
        filter[(at * inputs + i) * outputs + o] = weight[(o * inputs + i) * area + at] * scale;
      }
    }
  }
  return { shape: [height, width, inputs, outputs], filter, bias };
}

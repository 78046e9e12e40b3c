import { erf, fused, sigmoid, type Tensor, type Tensor2D } from "../../../core/tf.ts";

/** Weights by the names of the file. */
export type WeightOf = (name: string) => Tensor;

/** x W^T + b of x [N, inputs], W [outputs, inputs]. */
export const linear = (x: Tensor2D, of: WeightOf, name: string): Tensor2D =>
  fused.matMul({
    a: x,
    b: of(`${name}.weight`),
    transposeB: true,
    bias: of(`${name}.bias`),
  }) as Tensor2D; // of the rank of x

/** Each row [N, D] brought to mean 0 and variance 1, then scaled and shifted. */
export function layerNorm(x: Tensor2D, of: WeightOf, name: string, epsilon: number): Tensor2D {
  const centred = x.sub<Tensor2D>(x.mean(1, true));
  const inverse = centred.square().mean(1, true).add(epsilon).rsqrt();
  return centred
    .mul(inverse)
    .mul(of(`${name}.weight`))
    .add(of(`${name}.bias`));
}

export const activations = {
  quick_gelu: (x: Tensor2D): Tensor2D => x.mul(sigmoid(x.mul(1.702))),
  gelu: (x: Tensor2D): Tensor2D => x.mul(erf(x.mul(Math.SQRT1_2)).add(1).mul(0.5)),
};

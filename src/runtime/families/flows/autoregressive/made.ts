import { concat, fused, type Tensor, type Tensor2D } from "../../../core/tf.ts";
import type { WeightMaker } from "../../../networks/weights.ts";
import { silu } from "../../../networks/silu.ts";
import { constant } from "../constant.ts";
import { degreesOf, maskOf, type MadeSizes } from "./degrees.ts";

/** A masked network, with the masks it holds. */
export interface Made {
  /** x [B, dim] and context [B, C] to [B, dim, parameters]: those of entry i depend on the entries before i alone. */
  (x: Tensor2D, context?: Tensor2D): Tensor;
  readonly masks: readonly Tensor[];
}

/** Germain et al., MADE (1502.03509), equations 8 and 9, with SiLU; its last layer starts at zero. */
export function made(make: WeightMaker, sizes: MadeSizes): Made {
  const degrees = degreesOf(sizes);
  const layers = degrees.slice(1).map((to, i) => {
    const from = degrees[i];
    const name = i === sizes.depth ? "out" : `hidden.${i}`;
    const weight = make.normal(`${name}.weight`, [from.length, to.length], i === sizes.depth ? 0 : 1);
    const bias = make.constant(`${name}.bias`, [to.length], 0);
    return { weight, bias, mask: constant(maskOf(from, to), [from.length, to.length]) };
  });
  const run = (x: Tensor2D, context?: Tensor2D): Tensor => {
    const out = layers.reduce(
      (h, { weight, bias, mask }, i) => {
        const next = fused.matMul({ a: h, b: weight.mul(mask), bias }) as Tensor2D; // of the rank of h
        return i === sizes.depth ? next : silu(next);
      },
      context ? concat([x, context], 1) : x,
    );
    return out.reshape([x.shape[0], sizes.dim, sizes.parameters]);
  };
  return Object.assign(run, { masks: layers.map(({ mask }) => mask) });
}

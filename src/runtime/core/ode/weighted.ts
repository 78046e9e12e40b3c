import type { Tensor } from "../tf.ts";

/** y + h (w_0 k_0 + w_1 k_1 + ...), tensor by tensor. */
export const weighted = (
  y: readonly Tensor[],
  slopes: readonly (readonly Tensor[])[],
  weights: readonly number[],
  h: number,
): Tensor[] =>
  y.map((tensor, i) =>
    weights.reduce((sum, weight, j) => (weight ? sum.add(slopes[j][i].mul(h * weight)) : sum), tensor),
  );

import { maximum, stack, type Tensor } from "../tf.ts";

export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

/**
 * Root mean square of each example's entries, as multiples of what the tolerance allows them at the larger of two
 * states, and of that the largest in the batch: a scalar.
 */
export function worstExample(
  values: readonly Tensor[],
  y0: readonly Tensor[],
  y1: readonly Tensor[],
  { rtol, atol }: Tolerance,
): Tensor {
  const worst = values.map((value, i) => {
    const allowed = maximum(y0[i].abs(), y1[i].abs()).mul(rtol).add(atol);
    const each = value.div(allowed).square();
    const entries = each.shape.map((_, axis) => axis).slice(1);
    return (entries.length ? each.mean(entries) : each).max();
  });
  return stack(worst).max().sqrt();
}

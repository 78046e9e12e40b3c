import { fill, tensor, tidy, where, type Tensor } from "../core/tf.ts";
import type { Stream } from "../random/index.ts";

/**
 * The condition that says nothing, of the shape of this one: -1 for labels (int32), which `oneHot` turns into zeros,
 * and 0 for embeddings. A network learns it where the loss drops conditions, and classifier-free guidance asks for it.
 */
export const noCondition = (condition: Tensor): Tensor =>
  fill(
    condition.shape,
    condition.dtype === "int32" ? -1 : 0,
    condition.dtype === "int32" ? "int32" : "float32",
  );

/** Each example's condition [B, ...], or with probability `rate` none: Ho and Salimans (2207.12598), algorithm 1. */
export function dropCondition(condition: Tensor, rate: number, random: Stream): Tensor {
  const [batch, ...rest] = condition.shape;
  const dropped = Uint8Array.from(random.uniform(batch), (u) => Number(u < rate));
  return tidy(() => {
    const mask = tensor(dropped, [batch, ...rest.map(() => 1)], "bool").broadcastTo(condition.shape);
    return where(mask.cast("bool"), noCondition(condition), condition);
  });
}

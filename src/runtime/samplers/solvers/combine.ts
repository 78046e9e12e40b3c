import { zerosLike, type Tensor } from "../../core/tf.ts";

/** A tensor and what it is multiplied by. */
export type Term = readonly [number, Tensor];

/** The sum of the terms. One of no weight is left out, so that 0 times what is not finite is 0. */
export function combine(terms: readonly Term[]): Tensor {
  const parts = terms.filter(([weight]) => weight !== 0).map(([weight, x]) => x.mul<Tensor>(weight));
  return parts.length ? parts.reduce((sum, x) => sum.add(x)) : zerosLike(terms[0][1]);
}

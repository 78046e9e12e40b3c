import { keep, tensor, type Rank, type ShapeMap, type Tensor } from "../../core/tf.ts";

/** A tensor that belongs to a layer, such as a mask: no `tidy` frees it. */
export const constant = <R extends Rank>(values: ArrayLike<number>, shape: ShapeMap[R]): Tensor<R> =>
  keep(tensor<R>(Float32Array.from(values), shape));

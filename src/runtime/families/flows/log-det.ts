import { ones, zeros, type Rank, type Scalar, type Tensor, type Tensor1D } from "../../core/tf.ts";

/** The sum over all but the first axis, [B, ...] to [B]. */
export const sumEach = (x: Tensor): Tensor1D => x.reshape([x.shape[0], -1]).sum<Tensor1D>(1);

/** One number for each of the examples, [count]. As a product: the gradient of a tile is a slice for each copy. */
export const sameForEach = (value: Scalar, count: number): Tensor1D => ones<Rank.R1>([count]).mul(value);

/** ln |det| of what moves entries about without scaling them. */
export const noChange = (count: number): Tensor1D => zeros<Rank.R1>([count]);

import * as v from "valibot";
import { count, finite } from "./number-schemas.ts";

/** Where two tensors differ most, and by how much. */
const Apart = v.object({
  by: v.pipe(finite, v.minValue(0)),
  /** Of the first and the second tensor. */
  values: v.tuple([finite, finite]),
  index: v.pipe(v.array(count), v.maxLength(16)),
});

/** How close two tensors of one shape are: NumPy's `allclose`, and where they differ most. */
export const Closeness = v.object({
  /** Pairs that were compared: all of them, or of large tensors first some. */
  of: count,
  /** Pairs with |a - b| > atol + rtol |b|, or of which not both are the same NaN or infinity. */
  far: count,
  rtol: v.pipe(finite, v.minValue(0)),
  atol: v.pipe(finite, v.minValue(0)),
  /** Pairs of which one or both are not finite and that are not the same. */
  unlike: count,
  /** Of pairs of finite values; null where there are none. */
  largest: v.nullable(Apart),
  /** The same of |a - b| / max(|a|, |b|). */
  relative: v.nullable(Apart),
  /** The most float32 numbers from one to the other, where both are of float32; else null. */
  ulps: v.nullable(count),
});
export type Closeness = v.InferOutput<typeof Closeness>;

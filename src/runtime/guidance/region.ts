import { where, type Tensor } from "../core/tf.ts";
import { shapeText } from "../core/shape.ts";

/** Data of which a part is known. */
export interface Known {
  /** The known data: the shape of x [B, ...], or with axes of length 1 that all share. Its other part is not looked at. */
  known: Tensor;
  /** Where it is known (not 0) and where not (0); shaped likewise. */
  mask: Tensor;
}

/** `inside` where it is known and `outside` elsewhere, all of the shape of `outside`. */
export const patched = (mask: Tensor, inside: Tensor, outside: Tensor): Tensor =>
  where(mask.cast("bool").broadcastTo(outside.shape), inside.broadcastTo(outside.shape), outside);

/** Throws a RangeError unless the known data and its mask fit states of this shape. */
export function expectRegion({ known, mask }: Known, shape: readonly number[]): void {
  for (const [name, one] of Object.entries({ known, mask })) {
    const fits =
      one.shape.length === shape.length && one.shape.every((n, axis) => n === 1 || n === shape[axis]);
    if (!fits)
      throw new RangeError(`${name} of shape ${shapeText(one.shape)} does not fit x of ${shapeText(shape)}`);
  }
}

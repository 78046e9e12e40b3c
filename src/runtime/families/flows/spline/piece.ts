import { concat, slice, stack, unstack, zeros, type Tensor } from "../../../core/tf.ts";
import type { Knots } from "./knots.ts";

/** The piece of its spline that each number is on, its parts of the shape of x. */
export type Piece = { readonly [Part in keyof Knots]: Tensor };

/** The piece that begins last at or before x, of pieces that begin at `starts` [..., K] in rising order. */
export function pieceAt(x: Tensor, starts: Tensor, knots: Knots): Piece {
  const axis = starts.rank - 1;
  const reached = x.expandDims(axis).greaterEqual(starts).toFloat();
  // 1 for the piece itself, 0 for all others: the pieces that have begun, less those whose next has.
  const rest = slice(reached, [...x.shape.map(() => 0), 1], [...x.shape, starts.shape[axis] - 1]);
  const chosen = reached.sub(concat([rest, zeros([...x.shape, 1])], axis));
  // All parts in one product: on small tensors an operation costs what it takes to start it.
  const { left, width, bottom, height, slope, nextSlope } = knots;
  const parts = stack([left, width, bottom, height, slope, nextSlope])
    .mul(chosen)
    .sum(axis + 1);
  const [atLeft, ofWidth, atBottom, ofHeight, atSlope, atNext] = unstack(parts);
  return {
    left: atLeft,
    width: ofWidth,
    bottom: atBottom,
    height: ofHeight,
    slope: atSlope,
    nextSlope: atNext,
  };
}

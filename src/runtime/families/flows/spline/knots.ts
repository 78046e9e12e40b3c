import { concat, cumsum, ones, softmax, split, type Tensor } from "../../../core/tf.ts";

export interface SplineOptions {
  /** Pieces of the spline, K. */
  bins: number;
  /** It bends within [-bound, bound] and is the identity outside. */
  bound: number;
  /** Least width and height of a piece as a part of the whole, and least slope at a knot. */
  minWidth: number;
  minHeight: number;
  minSlope: number;
}

/** The pieces of splines, each tensor [..., K]: where a piece begins, how wide and high it is, its slopes at both ends. */
export interface Knots {
  readonly left: Tensor;
  readonly width: Tensor;
  readonly bottom: Tensor;
  readonly height: Tensor;
  readonly slope: Tensor;
  readonly nextSlope: Tensor;
}

/**
 * Knots from what a network says, raw [..., 3 K - 1]: widths and heights by softmax, inner slopes by softplus, 1 at both
 * ends, as 1906.04032, section 3.1 has them. Zeros make the identity.
 */
export function knotsOf(raw: Tensor, { bins, bound, minWidth, minHeight, minSlope }: SplineOptions): Knots {
  const axis = raw.rank - 1;
  const [widths, heights, slopes] = split(raw, [bins, bins, bins - 1], axis);
  const sizes = (logits: Tensor, least: number) =>
    softmax(logits)
      .mul(1 - least * bins)
      .add(least)
      .mul(2 * bound);
  const [width, height] = [sizes(widths, minWidth), sizes(heights, minHeight)];
  const start = (size: Tensor) => cumsum(size, axis, true).sub(bound);
  // softplus of this is 1 - minSlope.
  const atZero = Math.log(Math.expm1(1 - minSlope));
  const inner = slopes.add(atZero).softplus().add(minSlope);
  const end = ones([...raw.shape.slice(0, -1), 1]);
  return {
    left: start(width),
    width,
    bottom: start(height),
    height,
    slope: concat([end, inner], axis),
    nextSlope: concat([inner, end], axis),
  };
}

import type { Pairs } from "../trajectory/scatter.ts";

/** Directions over the half circle, evenly: of two dimensions no random ones are needed. */
const directions = 48;

/**
 * Sliced Wasserstein distance of order 1 of two sets of as many points of the plane: along a direction the optimal transport
 * pairs the sorted projections, so W_1 is the mean of |a_(i) - b_(i)|; then the mean over directions. NaN where a point is
 * not finite.
 */
export function slicedW1(a: Pairs, b: Pairs): number {
  let sum = 0;
  for (let k = 0; k < directions; k++) {
    const angle = (Math.PI * (k + 0.5)) / directions;
    const [x, y] = [along(a, angle), along(b, angle)];
    let apart = 0;
    for (let i = 0; i < x.length; i++) apart += Math.abs(x[i] - y[i]);
    sum += apart / x.length;
  }
  return sum / directions;
}

function along(points: Pairs, angle: number): Float64Array {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return Float64Array.from(
    { length: points.length / 2 },
    (_, i) => c * points[2 * i] + s * points[2 * i + 1],
  ).sort();
}

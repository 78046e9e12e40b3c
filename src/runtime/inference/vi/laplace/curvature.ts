import type { Target } from "../../targets/target.ts";

/** Of a deviation, how far gradients are taken apart. */
const share = 1e-3;

/**
 * The negative of a log density's Hessian [dim, dim] at a place, by central differences of its exact gradient: first with
 * steps of 1e-5, then with a thousandth of the deviation that those tell of, whatever the scale of each number is.
 */
export function curvature(target: Target, at: Float64Array): Float64Array {
  const { dim } = target;
  const slope = (i: number, by: number) => {
    const moved = (d: number) => target.gradient(at.with(i, at[i] + d)).gradient;
    const [up, down] = [moved(by), moved(-by)];
    return up.map((g, k) => (down[k] - g) / (2 * by));
  };
  const matrix = new Float64Array(dim * dim);
  for (let i = 0; i < dim; i++) {
    const rough = 1e-5 * Math.max(1, Math.abs(at[i]));
    const own = Math.abs(slope(i, rough)[i]);
    const by = own > 0 ? Math.min(1, share / Math.sqrt(own)) : rough;
    matrix.set(slope(i, by), i * dim);
  }
  return matrix.map((value, place) => (value + matrix[(place % dim) * dim + Math.floor(place / dim)]) / 2);
}

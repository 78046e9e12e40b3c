import { logDetLower, solveLower, timesLower } from "../../distributions/linear/cholesky.ts";
import { halfLog2Pi } from "../../distributions/special/saddle.ts";
import type { Stream } from "../../../random/index.ts";

/** A normal density of vectors. */
export interface NormalDensity {
  readonly mean: Float64Array;
  draw(random: Stream): { position: Float64Array; logQ: number };
  logProb(position: Float64Array): number;
}

/** N(mean, L L^T) of a lower L [n, n], row-major. */
export function normalDensity(mean: Float64Array, lower: Float64Array): NormalDensity {
  const n = mean.length;
  const peak = -n * halfLog2Pi - logDetLower(lower, n);
  const half = (eps: Float64Array) => eps.reduce((sum, e) => sum + e * e, 0) / 2;
  return {
    mean,
    draw(random) {
      const eps = random.normal64(n);
      return { position: timesLower(lower, eps).map((x, i) => x + mean[i]), logQ: peak - half(eps) };
    },
    logProb(position) {
      if (position.length !== n)
        throw new RangeError(`A position of this density has ${n} numbers, not ${position.length}`);
      return peak - half(solveLower(lower, position.map((x, i) => x - mean[i]))); // prettier-ignore
    },
  };
}

import { solveLower, solveUpper } from "../../distributions/linear/cholesky.ts";
import { halfLog2Pi } from "../../distributions/special/saddle.ts";
import { concat } from "../../vars/index.ts";
import { strictLowerTimes, traceOfForm } from "../var/matrix.ts";
import type { Guide } from "./guide.ts";

/**
 * A normal distribution with a covariance L L^T of its own: means, logarithms of L's diagonal, then what lies below it, row
 * after row.
 */
export const fullRank = (): Guide => ({
  name: "full-rank normal",
  on: ({ dim }) => {
    const size = 2 * dim + (dim * (dim - 1)) / 2;
    return {
      name: "full-rank normal",
      dim,
      size,
      noise: dim,
      init(centre, scale) {
        const params = new Float64Array(size);
        params.set(centre);
        params.fill(Math.log(scale), dim, 2 * dim);
        return params;
      },
      draw(params, eps) {
        const logDiagonal = params.slice(dim, dim);
        const constant = -dim * halfLog2Pi - eps.reduce((sum, e) => sum + e * e, 0) / 2;
        return {
          z: strictLowerTimes(params.slice(2 * dim, size - 2 * dim), eps)
            .add(logDiagonal.exp().mul(eps))
            .add(params.slice(0, dim)),
          logQ: logDiagonal.sum().neg().add(constant),
        };
      },
      score: (params, eps) => solveUpper(lowerOf(params, dim), eps).map((x) => -x),
      logProb(params, z) {
        const eps = solveLower(
          lowerOf(params, dim),
          z.map((x, i) => x - params[i]),
        );
        let log = -dim * halfLog2Pi;
        for (let i = 0; i < dim; i++) log -= params[dim + i] + eps[i] ** 2 / 2;
        return log;
      },
      normal(params) {
        const logDiagonal = params.slice(dim, dim);
        const lower = (): number[] => {
          // The diagonal, what lies below, and a 0: where each entry of L is among these.
          const places: number[] = [];
          for (let i = 0, at = dim; i < dim; i++)
            for (let j = 0; j < dim; j++) places.push(j > i ? size - dim : j === i ? i : at++);
          return places;
        };
        return {
          mean: params.slice(0, dim),
          entropy: logDiagonal.sum().add(dim * (halfLog2Pi + 0.5)),
          spread: (matrix) =>
            traceOfForm(
              matrix,
              concat([logDiagonal.exp(), params.slice(2 * dim, size - 2 * dim), 0]).gather(lower()),
            ),
        };
      },
    };
  },
});

/** L [dim, dim], row-major. */
export function lowerOf(params: Float64Array, dim: number): Float64Array {
  const lower = new Float64Array(dim * dim);
  for (let i = 0, at = 2 * dim; i < dim; i++) {
    for (let j = 0; j < i; j++) lower[i * dim + j] = params[at++];
    lower[i * (dim + 1)] = Math.exp(params[dim + i]);
  }
  return lower;
}

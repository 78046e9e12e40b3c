import { expectInteger } from "../../../core/shape.ts";
import { halfLog2Pi } from "../../distributions/special/saddle.ts";
import { toVar, type Var } from "../../vars/index.ts";
import { times, traceOfForm } from "../var/matrix.ts";
import { lowRankInverse, lowRankLogDensity } from "../var/low-rank-log-density.ts";
import type { Guide } from "./guide.ts";

/**
 * A normal distribution of covariance D + F F^T with F [dim, rank]: means, logarithms of the roots of D, then F row after
 * row. Throws a RangeError for a rank below 1.
 */
export function lowRank(rank: number): Guide {
  expectInteger("The rank of a low-rank guide", rank, 1);
  const name = `normal of rank ${rank}`;
  return {
    name,
    on: ({ dim }) => {
      const size = 2 * dim + dim * rank;
      const parts = (params: Var) => ({
        mean: params.slice(0, dim),
        logStd: params.slice(dim, dim),
        factor: params.slice(2 * dim, dim * rank),
      });
      const inverseOf = (params: Float64Array) =>
        lowRankInverse(
          params.slice(dim, 2 * dim).map((x) => Math.exp(2 * x)),
          params.slice(2 * dim),
        );
      const away = (params: Float64Array, z: Float64Array) => z.map((x, i) => x - params[i]);
      return {
        name,
        dim,
        size,
        noise: dim + rank,
        init(centre, scale, random) {
          const params = new Float64Array(size);
          params.set(centre);
          params.fill(Math.log(scale), dim, 2 * dim);
          // At F = 0 its gradient is 0: it begins small, but not there.
          params.set(
            random.normal64(dim * rank).map((x) => (x * scale) / 10 / Math.sqrt(rank)),
            2 * dim,
          );
          return params;
        },
        draw(params, eps) {
          const { mean, logStd, factor } = parts(params);
          const apart = times(factor, toVar(eps.slice(dim))).add(logStd.exp().mul(eps.slice(0, dim)));
          return { z: apart.add(mean), logQ: lowRankLogDensity(logStd.mul(2).exp(), factor, apart) };
        },
        score: (params, _, z) =>
          inverseOf(params)
            .times(away(params, z))
            .map((x) => -x),
        logProb(params, z) {
          const inverse = inverseOf(params);
          const x = away(params, z);
          const solved = inverse.times(x);
          return (
            -dim * halfLog2Pi - inverse.halfLogDet - x.reduce((sum, xi, i) => sum + xi * solved[i], 0) / 2
          );
        },
        normal(params) {
          const { mean, logStd, factor } = parts(params);
          const variances = logStd.mul(2).exp();
          return {
            mean,
            // ln q at the mean is the entropy's negative, but for half a nat a number.
            entropy: lowRankLogDensity(variances, factor, toVar(new Float64Array(dim)))
              .neg()
              .add(dim / 2),
            spread: (matrix) =>
              variances
                .dot(Float64Array.from({ length: dim }, (_, i) => matrix[i * (dim + 1)]))
                .add(traceOfForm(matrix, factor)),
          };
        },
      };
    },
  };
}

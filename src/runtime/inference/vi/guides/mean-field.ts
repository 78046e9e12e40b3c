import { halfLog2Pi } from "../../distributions/special/saddle.ts";
import type { Guide } from "./guide.ts";

/** Means, then logarithms of standard deviations: a normal distribution for each number of a position, all independent. */
export const meanField = (): Guide => ({
  name: "mean-field normal",
  on: ({ dim }) => ({
    name: "mean-field normal",
    dim,
    size: 2 * dim,
    noise: dim,
    init(centre, scale) {
      const params = new Float64Array(2 * dim).fill(Math.log(scale));
      params.set(centre);
      return params;
    },
    draw(params, eps) {
      const logStd = params.slice(dim, dim);
      const constant = -dim * halfLog2Pi - eps.reduce((sum, e) => sum + e * e, 0) / 2;
      return {
        z: logStd.exp().mul(eps).add(params.slice(0, dim)),
        logQ: logStd.sum().neg().add(constant),
      };
    },
    score: (params, eps) => eps.map((e, i) => -e / Math.exp(params[dim + i])),
    logProb(params, z) {
      let log = -dim * halfLog2Pi;
      for (let i = 0; i < dim; i++) {
        const logStd = params[dim + i];
        log -= logStd + ((z[i] - params[i]) / Math.exp(logStd)) ** 2 / 2;
      }
      return log;
    },
    normal(params) {
      const logStd = params.slice(dim, dim);
      return {
        mean: params.slice(0, dim),
        entropy: logStd.sum().add(dim * (halfLog2Pi + 0.5)),
        spread: (matrix) =>
          logStd
            .mul(2)
            .exp()
            .dot(Float64Array.from({ length: dim }, (_, i) => matrix[i * (dim + 1)])),
      };
    },
  }),
});

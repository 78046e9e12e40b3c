import { halfLog2Pi } from "../../distributions/special/saddle.ts";
import { toVar, type Var } from "../../vars/index.ts";
import type { Family } from "./guide.ts";

/** Of each number of a position, as variables or as numbers. */
export interface Places<T> {
  readonly mean: T;
  readonly logStd: T;
}

/**
 * What a family is whose numbers are normal and independent, with means and deviations that `at` makes of its parameters.
 * `valuesAt` makes the same of numbers alone, where that is less work.
 */
export function independentNormals(
  dim: number,
  at: (params: Var) => Places<Var>,
  valuesAt: (params: Float64Array) => Places<Float64Array> = (params) => {
    const { mean, logStd } = at(toVar(params));
    return { mean: mean.value, logStd: logStd.value };
  },
): Pick<Family, "noise" | "draw" | "score" | "logProb" | "normal"> {
  return {
    noise: dim,
    draw(params, eps) {
      const { mean, logStd } = at(params);
      const constant = -dim * halfLog2Pi - eps.reduce((sum, e) => sum + e * e, 0) / 2;
      return { z: logStd.exp().mul(eps).add(mean), logQ: logStd.sum().neg().add(constant) };
    },
    score(params, eps) {
      const { logStd } = valuesAt(params);
      return eps.map((e, i) => -e / Math.exp(logStd[i]));
    },
    logProb(params, z) {
      const { mean, logStd } = valuesAt(params);
      let log = -dim * halfLog2Pi;
      for (let i = 0; i < dim; i++) log -= logStd[i] + ((z[i] - mean[i]) / Math.exp(logStd[i])) ** 2 / 2;
      return log;
    },
    normal(params) {
      const { mean, logStd } = at(params);
      return {
        mean,
        entropy: logStd.sum().add(dim * (halfLog2Pi + 0.5)),
        spread: (matrix) =>
          logStd
            .mul(2)
            .exp()
            .dot(Float64Array.from({ length: dim }, (_, i) => matrix[i * (dim + 1)])),
      };
    },
  };
}

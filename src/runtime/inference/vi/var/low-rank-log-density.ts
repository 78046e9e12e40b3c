import { cholesky, logDetLower, solveLower, solveUpper } from "../../distributions/linear/cholesky.ts";
import { halfLog2Pi } from "../../distributions/special/saddle.ts";
import { Var } from "../../vars/index.ts";

/** The inverse of a covariance D + F F^T, by Woodbury's identity, and half of ln of its determinant. */
export function lowRankInverse(variances: Float64Array, factor: Float64Array) {
  const dim = variances.length;
  const rank = factor.length / dim;
  const inner = new Float64Array(rank * rank);
  for (let a = 0; a < rank; a++) {
    inner[a * (rank + 1)] = 1;
    for (let b = 0; b < rank; b++)
      for (let i = 0; i < dim; i++)
        inner[a * rank + b] += (factor[i * rank + a] * factor[i * rank + b]) / variances[i];
  }
  const lower = cholesky(inner, rank);
  if (!lower) throw new RangeError("A low-rank covariance is no longer finite: lower the learning rate");
  return {
    halfLogDet: logDetLower(lower, rank) + variances.reduce((sum, v) => sum + Math.log(v), 0) / 2,
    times(x: Float64Array): Float64Array {
      const scaled = x.map((xi, i) => xi / variances[i]);
      const seen = new Float64Array(rank);
      for (let i = 0; i < dim; i++)
        for (let a = 0; a < rank; a++) seen[a] += factor[i * rank + a] * scaled[i];
      const solved = solveUpper(lower, solveLower(lower, seen));
      return scaled.map((s, i) => {
        let shared = 0;
        for (let a = 0; a < rank; a++) shared += factor[i * rank + a] * solved[a];
        return s - shared / variances[i];
      });
    },
  };
}

/** ln N(x; 0, D + F F^T) in nats, of variables: variances D [dim], F [dim, rank] row after row, and x [dim]. */
export function lowRankLogDensity(variances: Var, factor: Var, x: Var): Var {
  const dim = x.length;
  const rank = factor.length / dim;
  const inverse = lowRankInverse(variances.value, factor.value);
  const solved = inverse.times(x.value);
  const quadratic = solved.reduce((sum, s, i) => sum + s * x.value[i], 0);
  const out: Var = new Var(Float64Array.of(-dim * halfLog2Pi - inverse.halfLogDet - quadratic / 2), () => {
    const slope = out.grad[0];
    // The gradient by the covariance is G = (s s^T - inverse) / 2 with s = inverse x; by F it is 2 G F, by D its diagonal.
    for (let a = 0; a < rank; a++) {
      const column = Float64Array.from({ length: dim }, (_, i) => factor.value[i * rank + a]);
      const along = solved.reduce((sum, s, i) => sum + s * column[i], 0);
      const inverted = inverse.times(column);
      for (let i = 0; i < dim; i++) factor.grad[i * rank + a] += slope * (solved[i] * along - inverted[i]);
    }
    for (let i = 0; i < dim; i++) {
      const unit = new Float64Array(dim);
      unit[i] = 1;
      variances.grad[i] += (slope * (solved[i] ** 2 - inverse.times(unit)[i])) / 2;
      x.grad[i] -= slope * solved[i];
    }
  });
  return out;
}

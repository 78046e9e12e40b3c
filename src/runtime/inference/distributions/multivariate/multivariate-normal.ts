import type { Distribution } from "../distribution.ts";

/** What the normal distributions of vectors have in common, however their covariance is given. */
export interface MultivariateNormal extends Distribution<Float64Array> {
  readonly name: "diagonal normal" | "full normal" | "low-rank normal";
  /** The covariance [n, n], row-major. */
  covariance(): Float64Array;
  /** Its lower Cholesky factor [n, n], row-major. */
  cholesky(): Float64Array;
}

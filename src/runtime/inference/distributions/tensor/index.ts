// The same distributions on tensors: batched, and differentiable in their parameters.
export { bernoulli } from "./bernoulli.ts";
export { beta } from "./beta.ts";
export {
  affineBijector,
  expBijector,
  sigmoidBijector,
  softplusBijector,
  type TensorBijector,
} from "./bijectors.ts";
export { binomial } from "./binomial.ts";
export { categorical } from "./categorical.ts";
export { cauchy } from "./cauchy.ts";
export { diagonalNormal } from "./diagonal-normal.ts";
export { dirichlet } from "./dirichlet.ts";
export type { Parameter, TensorDistribution } from "./distribution.ts";
export { exponential } from "./exponential.ts";
export { fullNormal } from "./full-normal.ts";
export { gamma } from "./gamma.ts";
export { halfCauchy } from "./half-cauchy.ts";
export { independent } from "./independent.ts";
export { inverseGamma } from "./inverse-gamma.ts";
export { kl, type TensorKl } from "./kl.ts";
export { laplace } from "./laplace.ts";
export { logNormal } from "./log-normal.ts";
export { logistic } from "./logistic.ts";
export { lowRankNormal } from "./low-rank-normal.ts";
export { mixture } from "./mixture.ts";
export { normal } from "./normal.ts";
export { poisson } from "./poisson.ts";
export { relaxedOneHot } from "./relaxed-one-hot.ts";
export { studentT } from "./student-t.ts";
export { transformed } from "./transformed.ts";
export { uniform } from "./uniform.ts";

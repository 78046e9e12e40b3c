// The same distributions over variables: what a program samples from and observes.
export type { VarDistribution } from "./distribution.ts";
export { bernoulli, binomial, categorical, poisson } from "./counts.ts";
export { mixture } from "./mixture.ts";
export { exponential, gamma, halfCauchy, inverseGamma, logNormal } from "./positive.ts";
export { cauchy, laplace, logistic, normal, studentT } from "./real.ts";
export { beta, uniform } from "./unit.ts";
export { dirichlet, fullNormal } from "./vectors.ts";

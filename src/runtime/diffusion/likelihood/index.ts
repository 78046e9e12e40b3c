// Likelihoods in closed form, on plain numbers in float64: what the terms of the bounds are made of.
export { discretizedGaussianLogLikelihood, type Discretization } from "./discretized.ts";
export type { Values } from "./elementwise.ts";
export { gaussianCost, gaussianLogLikelihood } from "./gaussian.ts";
export type { NormalCdf } from "./normal-cdf.ts";
export { normalKl } from "./normal-kl.ts";
export { posteriorKl } from "./posterior-kl.ts";
export { priorKl, priorVariance } from "./prior-kl.ts";

// The variational bound of a diffusion, term by term, by steps and in continuous time.
export { elbo } from "./elbo.ts";
export type { ElboOptions } from "./options.ts";
export type { Elbo, ElboAbout } from "./result.ts";
export type { Amount, TermSummary } from "./summary.ts";
export { fixedVariance, optimalVariance, type Variance } from "./variance.ts";

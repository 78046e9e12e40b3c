// The variational bound of a diffusion, term by term, as numbers and as an output.
export { elbo, type Elbo, type ElboAbout, type ElboOptions } from "./elbo.ts";
export type { Amount, TermSummary } from "./summary.ts";
export { fixedVariance, optimalVariance, type Variance } from "./variance.ts";

// Variational autoencoders, with the likelihoods of what they decode to.
export type { Bound } from "./bound.ts";
export { bernoulliLikelihood } from "./bernoulli-likelihood.ts";
export type { Code } from "./code.ts";
export { discretisedLogistic } from "./discretised-logistic.ts";
export type { VaeElbo, VaeElboOptions } from "./elbo.ts";
export type { EvaluationOptions } from "./evaluation.ts";
export { gaussianLikelihood } from "./gaussian-likelihood.ts";
export type { Iwae } from "./iwae.ts";
export type { Likelihood, LikelihoodChoice, LikelihoodName } from "./likelihood.ts";
export type { Coder, VaeOptions } from "./options.ts";
export { vae, type Vae } from "./vae.ts";

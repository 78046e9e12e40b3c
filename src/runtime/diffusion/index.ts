// Gaussian diffusion: the forward process, its posterior, what a network predicts, and the losses that fit it.
export type { Timestep } from "./at.ts";
export { noCondition } from "./condition.ts";
export type { Denoiser, LearnedVariance, Prediction } from "./denoiser.ts";
export * from "./elbo/index.ts";
export { gaussian, type Gaussian } from "./gaussian.ts";
export type { Instant, Instants } from "./instant.ts";
export type { Draw } from "./loss/draw.ts";
export type { LossNature } from "./loss/nature.ts";
export type { DiffusionLoss, Observed } from "./loss/observe.ts";
export * from "./likelihood/index.ts";
export * from "./ode/index.ts";
export type { Predictor } from "./model.ts";
export { huber, norms, pseudoHuber, type Norm } from "./norm.ts";
export type { GaussianOptions } from "./options.ts";
export {
  convert,
  parameterization,
  parameterizations,
  preconditioned,
  type ConvertOptions,
  type Known,
  type Parameterization,
  type Seen,
} from "./parameterization/index.ts";
export { importance, logitNormal, logNormal, times, type DrawnTimes, type Times } from "./times/index.ts";
export { edmWeight, minSnr, p2, sigmoid, softMinSnr, weight, weights, type Weight } from "./weight/index.ts";

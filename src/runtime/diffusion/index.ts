// Gaussian diffusion: the forward process, its posterior, what a network predicts, and the loss that fits it.
export type { Timestep } from "./at.ts";
export type { Denoiser, LearnedVariance, Prediction } from "./denoiser.ts";
export { gaussian, type Gaussian, type GaussianOptions } from "./gaussian.ts";
export type { Predictor } from "./model.ts";
export { parameterization, parameterizations, type Parameterization } from "./parameterization.ts";

// Variational inference: guides and objectives as values, and the fit that brings them together.
export type { Approximation } from "./approximation/approximation.ts";
export type { Convergence } from "./fit/convergence.ts";
export type { Fitted } from "./fit/fitted.ts";
export { viKernel, type ViInfo, type ViKernel, type ViKernelOptions, type ViState } from "./fit/kernel.ts";
export { startVi, vi, type RunningVi, type ViOptions } from "./fit/vi.ts";
export { delta } from "./guides/delta.ts";
export { fullRank } from "./guides/full-rank.ts";
export type { Draw, Family, Guide, NormalParts } from "./guides/guide.ts";
export { lowRank } from "./guides/low-rank.ts";
export { meanField } from "./guides/mean-field.ts";
export { chi } from "./objectives/chi.ts";
export { elbo, type ElboOptions } from "./objectives/elbo.ts";
export type { Baseline, Estimator } from "./objectives/estimator.ts";
export type { Bound, Estimate, Objective } from "./objectives/objective.ts";
export { iwae, renyi, type WeightedOptions } from "./objectives/renyi.ts";
export type { Particles, Pulls } from "./objectives/particles.ts";
export { tailAdaptive } from "./objectives/tail-adaptive.ts";
export { wakeSleep, type WakeSleepOptions } from "./objectives/wake-sleep.ts";

// Noise schedules of Gaussian diffusion in float64, and the choice of timesteps among them. No tensors here.
export { cosine } from "./cosine.ts";
export { expectDiscrete, isDiscrete } from "./discrete.ts";
export { dataLevel, logSnrOf, snrOf, variancePreserving, type Level } from "./level.ts";
export { linear } from "./linear.ts";
export type { NoiseSchedule } from "./noise-schedule.ts";
export { scaledLinear } from "./scaled-linear.ts";
export { fromBetas, type Schedule } from "./schedule.ts";
export { posterior, transition, type Posterior, type Transition } from "./transition.ts";
export { timesteps, type Spacing } from "./timesteps.ts";

// Noise schedules of Gaussian diffusion in float64, and the choice of timesteps among them. No tensors here.
export { cosine } from "./cosine.ts";
export { linear } from "./linear.ts";
export { scaledLinear } from "./scaled-linear.ts";
export { fromBetas, type Schedule } from "./schedule.ts";
export { timesteps, type Spacing } from "./timesteps.ts";

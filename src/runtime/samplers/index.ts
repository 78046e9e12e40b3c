// Samplers: async generators that walk from noise to data. Whoever consumes them draws, stops or records each step.
export { ddim } from "./ddim.ts";
export { ddpm } from "./ddpm.ts";
export { forward } from "./forward.ts";
export type { Frame, Sampling } from "./frame.ts";
export type { SamplingOptions } from "./sampling.ts";

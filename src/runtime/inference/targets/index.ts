// Targets: densities that samplers walk on and guides approximate.
export { density, type DensityOptions } from "./density.ts";
export { tempered } from "./tempered.ts";
export type { Gradient, Target } from "./target.ts";

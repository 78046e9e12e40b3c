// Families of generative models trained on the same data with the same budget, side by side.
export { compareFamilies } from "./compare-families.ts";
export { diffusionFamily, type DiffusionFamilyOptions } from "./diffusion-family.ts";
export type { Budget, Cost, Family, FamilyTraining, LikelihoodKind, Trained } from "./family.ts";
export { flowFamily, type FlowMaking } from "./flow-family.ts";
export { ganFamily, type GanFamilyOptions } from "./gan-family.ts";
export type { CompareFamiliesOptions } from "./options.ts";
export { neighbours, type Neighbours, type Points } from "./neighbours.ts";
export type { FamiliesComparison, FamilyResult } from "./result.ts";
export { vaeFamily } from "./vae-family.ts";

// Hierarchical VAEs: learned ones, and the Markovian one with fixed linear Gaussian encoders that diffusion is.
export type { Conditional, Normal } from "./conditional.ts";
export { hierarchicalVae, type HierarchicalVae } from "./hierarchical-vae.ts";
export type { Hierarchy } from "./hierarchy.ts";
export type { LinearChain, LinearEncoder } from "./linear-chain.ts";
export { markovian, type Markovian, type MarkovianChoice } from "./markovian.ts";
export type { MarkovianElbo, MarkovianOptions } from "./markovian-elbo.ts";
export type { HierarchicalVaeOptions } from "./options.ts";
export type { HierarchicalElbo, PathOptions } from "./path-bound.ts";

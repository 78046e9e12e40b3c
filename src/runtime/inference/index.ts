// Bayesian inference: distributions, bijectors, programs that become targets, and diagnostics of draws.
export * from "./bijectors/index.ts";
export * from "./distributions/index.ts";
export * from "./diagnostics/index.ts";
export { chainsOf, type Draws } from "./draws.ts";
export * from "./mcmc/index.ts";
export * from "./programs/index.ts";
export * from "./targets/index.ts";
export * from "./vi/index.ts";
export * as vars from "./vars/index.ts";

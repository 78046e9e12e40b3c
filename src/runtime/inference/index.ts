// Bayesian inference: distributions and bijectors.
export * from "./bijectors/index.ts";
export * from "./distributions/index.ts";

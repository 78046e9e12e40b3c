// Variables: numbers and vectors in float64 through which gradients flow, and distributions over them.
export * from "./distributions/index.ts";
export { gradientOf } from "./gradient.ts";
export { concat, logAddExp, matVec } from "./many.ts";
export { toVar, Var, type Value } from "./var.ts";

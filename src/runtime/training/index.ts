// Training: one loop that fits any model to any loss, under a live monitor, and one that compares variants by it.
export { compare, type CompareOptions, type Comparison } from "./compare/compare.ts";
export type { Variant } from "./compare/comparison.ts";
export { fit, type Fit, type FitOptions, type Loss } from "./fit.ts";

// Training: one loop that fits any model to any loss, under a live monitor, and one that compares variants by it.
export { compare, type CompareOptions, type Comparison } from "./compare/compare.ts";
export type { Variant } from "./compare/comparison.ts";
export { fit, type Fit } from "./fit.ts";
export type { EarlierFit, FitOptions, Loss, Metric } from "./options.ts";
export type { RunRecord } from "./record.ts";

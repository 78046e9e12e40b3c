import { elementwise, type Values } from "./elementwise.ts";

/**
 * ln N(x; mean, exp(2 logScale)) in nats, a density, for numbers or entry by entry for arrays, in float64. `logScale`
 * is the logarithm of the standard deviation. Throws a RangeError for arrays of different lengths.
 */
export function gaussianLogLikelihood(x: number, mean: number, logScale: number): number;
export function gaussianLogLikelihood(x: Values, mean: Values, logScale: Values): number | Float64Array;
export function gaussianLogLikelihood(x: Values, mean: Values, logScale: Values): number | Float64Array {
  const density = (at: number, m: number, ls: number): number =>
    -0.5 * (((at - m) * Math.exp(-ls)) ** 2 + Math.log(2 * Math.PI)) - ls;
  return elementwise(density, x, mean, logScale);
}

/** -E ln N(x; mean, variance) in nats for a dimension, where E (x - mean)^2 is `squaredError`. */
export const gaussianCost = (squaredError: number, variance: number): number =>
  0.5 * (squaredError / variance + Math.log(2 * Math.PI * variance));

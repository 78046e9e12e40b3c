import { density } from "../../../../../src/runtime/inference/index.ts";

// A normal density of three numbers whose area is not 1, and its closed forms.
export const mean = Float64Array.of(1, -2, 0.5);
export const precision = Float64Array.of(2, 0.8, -0.3, 0.8, 1, 0.2, -0.3, 0.2, 0.5);
/** What the density is above a normalized one, in nats. */
export const evidence = 3.25;

const [a, b, c, , e, f, , , i] = precision;
const det = a * (e * i - f * f) - b * (b * i - f * c) + c * (b * f - e * c);
/** The inverse of the precision, by cofactors. */
export const covariance = Float64Array.of(
  e * i - f * f, c * f - b * i, b * f - c * e,
  c * f - b * i, a * i - c * c, b * c - a * f,
  b * f - c * e, b * c - a * f, a * e - b * b,
).map((x) => x / det); // prettier-ignore

const falls = (x: Float64Array) =>
  x.map((_, row) => x.reduce((sum, xk, k) => sum - precision[3 * row + k] * (xk - mean[k]), 0));
export const correlated = density({
  dim: 3,
  logDensity: (x) =>
    evidence + Math.log(det) / 2 - 1.5 * Math.log(2 * Math.PI) + falls(x).reduce((sum, g, k) => sum + (g * (x[k] - mean[k])) / 2, 0), // prettier-ignore
  gradient: falls,
});

/** KL of the best mean-field normal density from this one, in nats. */
export const gap = (Math.log(a) + Math.log(e) + Math.log(i) - Math.log(det)) / 2;

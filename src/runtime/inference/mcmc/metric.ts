import type { Stream } from "../../random/index.ts";
import { cholesky, solveUpper, timesLower } from "../distributions/linear/cholesky.ts";

/**
 * The shape that a kernel takes a target to have: an estimate of its covariance, by which it scales its steps. Hamiltonian
 * kernels use it as the inverse of their mass.
 */
export interface Metric {
  /** A step of this covariance from standard normal numbers. */
  spread: (z: Float64Array) => Float64Array;
  /** A momentum, from standard normal numbers, in `out` as below, which may be theirs: its covariance is the mass. */
  momentum: (z: Float64Array, out?: Float64Array) => Float64Array;
  /** The covariance times a momentum or a gradient, in `out` where that is given and the metric can. */
  velocity: (p: Float64Array, out?: Float64Array) => Float64Array;
}

export const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

/** p velocity(p) / 2. The velocity is in `out` then, where that is given and the metric can. */
export const kineticEnergy = (metric: Metric, p: Float64Array, out?: Float64Array): number =>
  dot(p, metric.velocity(p, out)) / 2;

/** In `out`, where that is given and the metric can. */
export const drawMomentum = (metric: Metric, stream: Stream, dim: number, out?: Float64Array): Float64Array =>
  metric.momentum(stream.normal64(dim, out), out);

/** Of variances alone. Throws a RangeError for one that is not above 0. */
export function diagonalMetric(variances: ArrayLike<number>): Metric {
  const v = Float64Array.from(variances);
  if (!v.every((x) => x > 0 && x < Infinity))
    throw new RangeError("A metric's variances are finite numbers above 0");
  const root = v.map(Math.sqrt);
  return {
    spread: (z) => z.map((x, i) => x * root[i]),
    momentum(z, out = new Float64Array(z.length)) {
      for (let i = 0; i < z.length; i++) out[i] = z[i] / root[i];
      return out;
    },
    velocity(p, out = new Float64Array(p.length)) {
      for (let i = 0; i < p.length; i++) out[i] = p[i] * v[i];
      return out;
    },
  };
}

/** Of a covariance [n, n], row-major. Throws a RangeError for one that is not positive definite. */
export function denseMetric(covariance: Float64Array): Metric {
  const n = Math.sqrt(covariance.length);
  const lower = cholesky(covariance, n);
  if (!lower) throw new RangeError("A metric's covariance is positive definite");
  return {
    spread: (z) => timesLower(lower, z),
    momentum: (z) => solveUpper(lower, z),
    velocity(p, out = new Float64Array(n)) {
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += covariance[i * n + k] * p[k];
        out[i] = sum;
      }
      return out;
    },
  };
}

export const unitMetric = (dim: number): Metric => diagonalMetric(new Float64Array(dim).fill(1));

import { dot } from "../../mcmc/metric.ts";
import type { Pair } from "../mode/lbfgs.ts";

/**
 * The diagonal that an inverse of the curvature begins with, told what a step has shown: Gilbert and Lemaréchal's, as in
 * Pathfinder's algorithm 3 (2108.03782).
 */
export function nextDiagonal(diagonal: Float64Array, { step, fall }: Pair): Float64Array {
  const a = fall.reduce((sum, y, i) => sum + y * y * diagonal[i], 0);
  const b = dot(step, fall);
  const c = step.reduce((sum, s, i) => sum + (s * s) / diagonal[i], 0);
  return diagonal.map((d, i) => 1 / (a / (b * d) + fall[i] ** 2 / b - (a * step[i] ** 2) / (b * c * d * d)));
}

/** The inverse of the curvature [dim, dim]: the diagonal, to which BFGS tells each pair in turn. */
export function inverseCurvature(diagonal: Float64Array, pairs: readonly Pair[]): Float64Array {
  const dim = diagonal.length;
  const matrix = new Float64Array(dim * dim);
  diagonal.forEach((d, i) => (matrix[i * (dim + 1)] = d));
  for (const { step, fall } of pairs) {
    const rho = 1 / dot(step, fall);
    const along = new Float64Array(dim);
    for (let i = 0; i < dim; i++) for (let j = 0; j < dim; j++) along[i] += matrix[i * dim + j] * fall[j];
    const more = rho * (1 + rho * dot(fall, along));
    for (let i = 0; i < dim; i++)
      for (let j = 0; j < dim; j++)
        matrix[i * dim + j] += more * step[i] * step[j] - rho * (step[i] * along[j] + along[i] * step[j]);
  }
  return matrix;
}

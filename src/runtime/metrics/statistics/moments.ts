import type { Points } from "../features.ts";
import { addDots } from "../linear/dots.ts";
import type { Work } from "../work.ts";

/** What mean and covariance are made of: it can be merged. */
export interface Moments {
  readonly count: number;
  /** [D] */
  readonly mean: Float64Array;
  /** Sums of (x - mean)(x - mean)^T [D, D], of which only the lower triangle counts. */
  readonly scatter: Float64Array;
}

/** Moments of feature vectors, in two passes: the mean first, so that a large one costs no digits. */
export function* momentsOf({ values, count, dim }: Points): Work<Moments> {
  const mean = meanOf({ values, count, dim });
  const scatter = new Float64Array(dim * dim);
  const most = 1024; // samples that are turned into columns at a time
  for (let first = 0; first < count; first += most) {
    const some = Math.min(most, count - first);
    const columns = new Float64Array(dim * some);
    for (let i = 0; i < some; i++) {
      const row = (first + i) * dim;
      for (let j = 0; j < dim; j++) columns[j * some + i] = values[row + j] - mean[j];
    }
    const matrix = { values: columns, rows: dim, columns: some };
    yield* addDots(scatter, matrix, matrix, true);
  }
  return { count, mean, scatter };
}

/** Mean of each feature [D], of deviations from the first sample: a large common part costs no digits. */
export function meanOf({ values, count, dim }: Points): Float64Array {
  const sums = new Float64Array(dim);
  for (let i = 1; i < count; i++) {
    for (let j = 0; j < dim; j++) sums[j] += values[i * dim + j] - values[j];
  }
  return sums.map((sum, j) => values[j] + sum / count);
}

/** The mean [D] of two sets together. */
export function mergedMean(
  a: Pick<Moments, "count" | "mean">,
  b: Pick<Moments, "count" | "mean">,
): Float64Array {
  const share = b.count / (a.count + b.count);
  return a.mean.map((x, j) => x + (b.mean[j] - x) * share);
}

/** The moments of two sets together, by Chan, Golub and LeVeque's update (1983). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  const dim = a.mean.length;
  const apart = a.mean.map((x, j) => b.mean[j] - x);
  const weight = a.count * (b.count / count);
  const scatter = new Float64Array(dim * dim);
  for (let i = 0; i < dim; i++) {
    for (let j = 0; j <= i; j++) {
      const at = i * dim + j;
      scatter[at] = a.scatter[at] + b.scatter[at] + weight * apart[i] * apart[j];
    }
  }
  return { count, mean: mergedMean(a, b), scatter };
}

/** The covariance [D, D] that divides by N - 1. */
export function covarianceOf({ count, mean, scatter }: Moments): Float64Array {
  const dim = mean.length;
  const covariance = new Float64Array(dim * dim);
  for (let i = 0; i < dim; i++) {
    for (let j = 0; j <= i; j++) {
      covariance[i * dim + j] = covariance[j * dim + i] = scatter[i * dim + j] / (count - 1);
    }
  }
  return covariance;
}

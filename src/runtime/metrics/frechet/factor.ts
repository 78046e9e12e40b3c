import type { Points } from "../features.ts";
import type { RowMatrix } from "../linear/dots.ts";
import { pivotedCholesky } from "../linear/pivoted-cholesky.ts";
import { meanOf } from "../statistics/moments.ts";
import type { Work } from "../work.ts";

/** What a covariance is known by: itself [D, D], or the samples that it is of. */
export type Source = { readonly covariance: Float64Array } | { readonly samples: Points };

/** G [rank, D] with covariance G^T G. */
export interface Factor {
  readonly matrix: RowMatrix;
  /** Which feature each column of G belongs to; null where they stand in order. */
  readonly order: Int32Array | null;
  /** The trace of the covariance. */
  readonly trace: number;
}

/** A factor of a covariance: the centred samples themselves where there are few, else Cholesky's. */
export function* factorOf(source: Source, dim: number): Work<Factor> {
  if ("samples" in source) return centred(source.samples);
  const { covariance } = source;
  const { factor, order } = yield* pivotedCholesky(covariance, dim);
  let trace = 0;
  for (let i = 0; i < dim; i++) trace += covariance[i * dim + i];
  return { matrix: factor, order, trace };
}

function centred(samples: Points): Factor {
  const { count, dim } = samples;
  const mean = meanOf(samples);
  const scale = 1 / Math.sqrt(count - 1);
  const values = samples.values.map((x, at) => (x - mean[at % dim]) * scale);
  const trace = values.reduce((sum, x) => sum + x * x, 0);
  return { matrix: { values, rows: count, columns: dim }, order: null, trace };
}

/** Its rows with the columns in the order that those of another factor have. */
export function inOrderOf({ matrix, order }: Factor, other: Factor): RowMatrix {
  const { values, rows, columns } = matrix;
  const place = new Int32Array(columns).map((_, at) => at);
  order?.forEach((feature, at) => (place[feature] = at));
  const from = other.order ? other.order.map((feature) => place[feature]) : place;
  const moved = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let at = 0; at < columns; at++) moved[i * columns + at] = values[i * columns + from[at]];
  }
  return { values: moved, rows, columns };
}

import { shapeText } from "../../core/shape.ts";
import type { StoredArray } from "./npy.ts";
import type { Statistics } from "./statistics.ts";

/** A mean and a covariance as they were stored. */
export interface Saved {
  readonly mean: StoredArray;
  readonly covariance: StoredArray;
  readonly count: number | null;
  readonly extractor: string | null;
}

/** Statistics of which only mean and covariance are there. Throws a RangeError where they cannot be such. */
export function savedStatistics({ mean, covariance, count, extractor }: Saved): Statistics {
  const dim = mean.values.length;
  if (mean.shape.length !== 1 || dim === 0) {
    throw new RangeError(`a mean is [D], not ${shapeText(mean.shape)}`);
  }
  if (shapeText(covariance.shape) !== shapeText([dim, dim])) {
    throw new RangeError(`a covariance is ${shapeText([dim, dim])} here, not ${shapeText(covariance.shape)}`);
  }
  if (!mean.values.every(Number.isFinite)) throw new RangeError("its mean is not finite");
  if (count !== null && !(Number.isInteger(count) && count >= 2)) {
    throw new RangeError(`a covariance is of at least 2 samples, not of ${count}`);
  }
  expectSymmetric(covariance.values, dim);
  return {
    extractor,
    dim,
    count,
    samples: null,
    mean: () => mean.values.slice(),
    covariance: () => Promise.resolve(covariance.values.slice()),
  };
}

function expectSymmetric(values: Float64Array, dim: number): void {
  for (let i = 0; i < dim; i++) {
    for (let j = 0; j <= i; j++) {
      const [x, y] = [values[i * dim + j], values[j * dim + i]];
      if (!Number.isFinite(x) || !Number.isFinite(y)) throw new RangeError("its covariance is not finite");
      const scale = Math.sqrt(Math.abs(values[i * dim + i] * values[j * dim + j]));
      if (Math.abs(x - y) > 1e-4 * scale) {
        throw new RangeError(`its covariance is not symmetric: ${x} at [${i}, ${j}], ${y} at [${j}, ${i}]`);
      }
    }
  }
}

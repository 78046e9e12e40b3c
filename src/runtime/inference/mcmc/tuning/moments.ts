/** Mean and covariance of positions as they come: Welford's algorithm. */
export interface Moments {
  readonly count: number;
  add(position: Float64Array): void;
  /** Sample variances. */
  variances(): Float64Array;
  /** Sample covariance [dim, dim]; only where it was asked for. */
  covariance(): Float64Array;
}

export function moments(dim: number, dense: boolean): Moments {
  const mean = new Float64Array(dim);
  const sums = new Float64Array(dense ? dim * dim : dim);
  let count = 0;
  return {
    get count() {
      return count;
    },
    add(position) {
      count++;
      const before = position.map((x, i) => x - mean[i]);
      for (let i = 0; i < dim; i++) mean[i] += before[i] / count;
      for (let i = 0; i < dim; i++) {
        const after = position[i] - mean[i];
        if (dense) for (let k = 0; k < dim; k++) sums[i * dim + k] += after * before[k];
        else sums[i] += after * before[i];
      }
    },
    variances: () =>
      Float64Array.from({ length: dim }, (_, i) => sums[dense ? i * (dim + 1) : i] / (count - 1)),
    covariance: () => sums.map((sum) => sum / (count - 1)),
  };
}

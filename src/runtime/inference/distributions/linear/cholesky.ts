// Symmetric positive-definite matrices by their lower Cholesky factors, all [n, n] and row-major.

/** The lower L with L L^T = matrix, or null where the matrix is not positive definite. */
export function cholesky(matrix: Float64Array, n: number): Float64Array | null {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * n + j];
      for (let k = 0; k < j; k++) rest -= lower[i * n + k] * lower[j * n + k];
      if (i > j) lower[i * n + j] = rest / lower[j * n + j];
      else if (rest > 0) lower[i * n + i] = Math.sqrt(rest);
      else return null;
    }
  }
  return lower;
}

/** L^-1 b. */
export function solveLower(lower: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i * n + k] * x[k];
    x[i] /= lower[i * n + i];
  }
  return x;
}

/** L^-T b. */
export function solveUpper(lower: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const x = Float64Array.from(b);
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= lower[k * n + i] * x[k];
    x[i] /= lower[i * n + i];
  }
  return x;
}

/** L z. */
export function timesLower(lower: Float64Array, z: Float64Array): Float64Array {
  const n = z.length;
  return z.map((_, i) => {
    let sum = 0;
    for (let k = 0; k <= i; k++) sum += lower[i * n + k] * z[k];
    return sum;
  });
}

/** L L^T. */
export function squareOfLower(lower: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = 0;
    for (let k = 0; k <= Math.min(i, j); k++) sum += lower[i * n + k] * lower[j * n + k];
    return sum;
  });
}

/** ln det L. */
export function logDetLower(lower: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += Math.log(lower[i * n + i]);
  return sum;
}

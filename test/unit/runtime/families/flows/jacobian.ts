import { grad, tidy, type Tensor } from "../../../../../src/runtime/core/tf.ts";

/** The Jacobian of a map of examples, [B][out][in] as rows, by one gradient for each output. */
export async function jacobians(map: (x: Tensor) => Tensor, x: Tensor): Promise<Float64Array[][]> {
  const batch = x.shape[0];
  const size = x.size / batch;
  const outputs = tidy(() => map(x).size / batch);
  const rows: Float32Array[] = [];
  for (let j = 0; j < outputs; j++) {
    const slope = tidy(() =>
      grad((at: Tensor) => map(at).reshape([batch, outputs]).slice([0, j], [batch, 1]).sum())(x),
    );
    rows.push((await slope.data()) as Float32Array);
    slope.dispose();
  }
  return Array.from({ length: batch }, (_, b) =>
    rows.map((row) => Float64Array.from(row.subarray(b * size, (b + 1) * size))),
  );
}

/** ln |det| of a square matrix, by elimination with pivots. */
export function logAbsDet(matrix: readonly Float64Array[]): number {
  const a = matrix.map((row) => Float64Array.from(row));
  let sum = 0;
  for (let k = 0; k < a.length; k++) {
    const pivot = a.reduce(
      (best, row, i) => (i > k && Math.abs(row[k]) > Math.abs(a[best][k]) ? i : best),
      k,
    );
    [a[k], a[pivot]] = [a[pivot], a[k]];
    sum += Math.log(Math.abs(a[k][k]));
    for (let i = k + 1; i < a.length; i++) {
      const factor = a[i][k] / a[k][k];
      for (let j = k; j < a.length; j++) a[i][j] -= factor * a[k][j];
    }
  }
  return sum;
}

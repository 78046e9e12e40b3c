import type { Matrix } from "./rotation.ts";

export interface Lu {
  /** A = P L U, where row order[i] of P L U is row i of L U. */
  readonly order: readonly number[];
  /** L below its diagonal of ones and U from its diagonal on, in one matrix. */
  readonly packed: Matrix;
}

/** The LU decomposition of a matrix that has an inverse, by Gauss's elimination with the largest pivot of each column. */
export function luOf(matrix: Matrix): Lu {
  const packed = matrix.map((row) => Float64Array.from(row));
  const order = packed.map((_, i) => i);
  for (let k = 0; k < packed.length; k++) {
    let pivot = k;
    for (let i = k + 1; i < packed.length; i++) {
      if (Math.abs(packed[i][k]) > Math.abs(packed[pivot][k])) pivot = i;
    }
    [packed[k], packed[pivot]] = [packed[pivot], packed[k]];
    [order[k], order[pivot]] = [order[pivot], order[k]];
    for (let i = k + 1; i < packed.length; i++) {
      const factor = packed[i][k] / packed[k][k];
      packed[i][k] = factor;
      for (let j = k + 1; j < packed.length; j++) packed[i][j] -= factor * packed[k][j];
    }
  }
  return { order, packed };
}

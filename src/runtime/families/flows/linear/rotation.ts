import { stream } from "../../../random/index.ts";

/** A matrix in float64, row by row. */
export type Matrix = Float64Array[];

/**
 * A rotation of n axes from the stream of a name: normal rows made orthonormal one by one (Gram and Schmidt, twice over
 * for all digits).
 */
export function rotation(n: number, name: string): Matrix {
  const random = stream(0).split(name);
  const rows: Matrix = [];
  while (rows.length < n) {
    const row = random.normal64(n);
    for (let pass = 0; pass < 2; pass++) {
      for (const other of rows) {
        const along = dot(row, other);
        other.forEach((value, i) => (row[i] -= along * value));
      }
    }
    const length = Math.sqrt(dot(row, row));
    rows.push(row.map((value) => value / length));
  }
  return rows;
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

import { expectFinite, expectLength } from "../expect.ts";

/** The rows of a matrix. */
export type Rows = ArrayLike<ArrayLike<number>>;

/** A matrix of rows, row-major. Throws a RangeError unless it is [rows, columns] of finite numbers. */
export function flat(who: string, name: string, matrix: Rows, rows: number, columns: number): Float64Array {
  expectLength(who, name, matrix, rows);
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    expectLength(who, `${name}[${i}]`, matrix[i], columns);
    for (let j = 0; j < columns; j++) {
      expectFinite(who, `${name}[${i}][${j}]`, matrix[i][j]);
      values[i * columns + j] = matrix[i][j];
    }
  }
  return values;
}

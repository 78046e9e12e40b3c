import { Var } from "../../vars/index.ts";

/**
 * A layer of variables for each row of x [n, columns]: the matrix [rows, columns], row after row, times it, and a bias [rows]
 * added. Gives [n, rows].
 */
export function dense(matrix: Var, bias: Var, x: Var): Var {
  const rows = bias.length;
  const columns = matrix.length / rows;
  const count = x.length / columns;
  const [m, v] = [matrix.value, x.value];
  const result = new Float64Array(count * rows);
  for (let n = 0; n < count; n++)
    for (let i = 0; i < rows; i++) {
      let sum = bias.value[i];
      for (let j = 0; j < columns; j++) sum += m[i * columns + j] * v[n * columns + j];
      result[n * rows + i] = sum;
    }
  const out: Var = new Var(result, () => {
    for (let n = 0; n < count; n++)
      for (let i = 0; i < rows; i++) {
        const slope = out.grad[n * rows + i];
        bias.grad[i] += slope;
        for (let j = 0; j < columns; j++) {
          matrix.grad[i * columns + j] += slope * v[n * columns + j];
          x.grad[n * columns + j] += slope * m[i * columns + j];
        }
      }
  });
  return out;
}

import { Var } from "../../vars/index.ts";

/** A matrix of variables [rows, columns], row after row, times a vector [columns]. */
export function times(matrix: Var, x: Var): Var {
  const columns = x.length;
  const rows = matrix.length / columns;
  if (!Number.isInteger(rows))
    throw new RangeError(`A matrix of ${matrix.length} numbers has no whole rows for a vector of ${columns}`);
  const [m, v] = [matrix.value, x.value];
  const result = new Float64Array(rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) result[i] += m[i * columns + j] * v[j];
  const out: Var = new Var(result, () => {
    for (let i = 0; i < rows; i++) {
      const slope = out.grad[i];
      for (let j = 0; j < columns; j++) {
        matrix.grad[i * columns + j] += slope * v[j];
        x.grad[j] += slope * m[i * columns + j];
      }
    }
  });
  return out;
}

/** The numbers below a matrix's diagonal, row after row, as L; L times a constant vector. */
export function strictLowerTimes(below: Var, x: Float64Array): Var {
  const result = new Float64Array(x.length);
  let at = 0;
  for (let i = 1; i < x.length; i++) for (let j = 0; j < i; j++) result[i] += below.value[at++] * x[j];
  const out: Var = new Var(result, () => {
    let back = 0;
    for (let i = 1; i < x.length; i++) for (let j = 0; j < i; j++) below.grad[back++] += out.grad[i] * x[j];
  });
  return out;
}

/** The trace of F^T A F, of a constant symmetric A [rows, rows] and variables F [rows, columns], row after row. */
export function traceOfForm(a: Float64Array, f: Var): Var {
  const rows = Math.sqrt(a.length);
  const columns = f.length / rows;
  const af = new Float64Array(f.length);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < rows; k++)
      for (let j = 0; j < columns; j++) af[i * columns + j] += a[i * rows + k] * f.value[k * columns + j];
  const out: Var = new Var(Float64Array.of(f.value.reduce((sum, x, i) => sum + x * af[i], 0)), () => {
    for (let i = 0; i < af.length; i++) f.grad[i] += 2 * out.grad[0] * af[i];
  });
  return out;
}

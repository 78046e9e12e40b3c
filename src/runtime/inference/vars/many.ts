import { above } from "./pointwise.ts";
import { each, lengthOf, toVar, Var, type Value } from "./var.ts";

/** Vectors one after the other. */
export function concat(values: readonly Value[]): Var {
  const parts = values.map(toVar);
  const joined = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const { numbers } of parts) {
    joined.set(numbers, at);
    at += numbers.length;
  }
  const out: Var = new Var(
    joined,
    () => {
      let from = 0;
      for (const { grad } of parts) for (let i = 0; i < grad.length; i++) grad[i] += out.grad[from++];
    },
    { op: "concat", parts },
  );
  return out;
}

/** ln(e^a + e^b) of each entry. */
export function logAddExp(a: Value, b: Value): Var {
  // Beside the larger one, what is exponentiated is at most 1.
  const [x, y] = [toVar(a), toVar(b)];
  const difference = x.sub(y);
  const more = each(difference, above);
  const high = x.mul(more).add(y.mul(more.neg().add(1)));
  return high.add(difference.abs().neg().softplus());
}

/**
 * A constant matrix [rows, columns], a row after the other, times a vector [columns]: such as the predictors of a regression
 * times its coefficients. Throws a RangeError unless the matrix has whole rows of the vector's length.
 */
export function matVec(matrix: ArrayLike<number>, vector: Value): Var {
  const x = toVar(vector);
  const columns = lengthOf(vector);
  const rows = matrix.length / columns;
  if (!Number.isInteger(rows))
    throw new RangeError(`A matrix of ${matrix.length} numbers has no whole rows for a vector of ${columns}`);
  const { grad } = x;
  const values = x.numbers;
  const result = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = 0, at = row * columns; i < columns; i++, at++) sum += matrix[at] * values[i];
    result[row] = sum;
  }
  const out: Var = new Var(
    result,
    () => {
      for (let row = 0; row < rows; row++) {
        const of = out.grad[row];
        if (of !== 0) for (let i = 0, at = row * columns; i < columns; i++, at++) grad[i] += of * matrix[at];
      }
    },
    { op: "matVec", a: x, matrix },
  );
  return out;
}

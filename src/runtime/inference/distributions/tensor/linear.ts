import { concat, stack, type Tensor } from "../../../core/tf.ts";

/** Column j of a matrix [n, m]. */
const column = (matrix: Tensor, j: number): Tensor => matrix.slice([0, j], [-1, 1]).flatten();

/** L^-1 b of a lower triangular L [n, n] and b [..., n], by forward substitution: differentiable, n operations deep. */
export function solveLower(lower: Tensor, b: Tensor): Tensor {
  const n = b.shape[b.rank - 1];
  const found: Tensor[] = [];
  const parts = b.unstack(-1);
  for (let i = 0; i < n; i++) {
    const row = lower.slice([i, 0], [1, i + 1]).flatten();
    const own = row.slice([i], [1]).reshape([]);
    const known = i
      ? stack(found, -1)
          .mul<Tensor>(row.slice([0], [i]))
          .sum(-1)
      : null;
    found.push((known ? parts[i].sub<Tensor>(known) : parts[i]).div(own));
  }
  return stack(found, -1);
}

/** The lower Cholesky factor of a positive-definite matrix [n, n], column by column: differentiable. */
export function cholesky(matrix: Tensor): Tensor {
  const n = matrix.shape[0];
  const columns: Tensor[] = [];
  for (let j = 0; j < n; j++) {
    let rest = column(matrix, j).slice([j], [n - j]);
    for (const done of columns) {
      const below = done.slice([j], [n - j]);
      rest = rest.sub<Tensor>(below.mul(done.slice([j], [1])));
    }
    const scaled = rest.div<Tensor>(rest.slice([0], [1]).sqrt());
    columns.push(j ? concat([scaled.slice([0], [j]).zerosLike(), scaled]) : scaled);
  }
  return stack(columns, 1);
}

/** ln det of a lower triangular matrix [n, n]. */
export const logDetLower = (lower: Tensor): Tensor => {
  const n = lower.shape[0];
  const places = Array.from({ length: n }, (_, i) => i * (n + 1));
  return lower.flatten().gather(places).log<Tensor>().sum();
};

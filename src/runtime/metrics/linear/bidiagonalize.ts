import type { Work } from "../work.ts";

/** The upper bidiagonal matrix with the singular values of another: its diagonal, and the n - 1 numbers above it. */
export interface Bidiagonal {
  readonly diagonal: Float64Array;
  readonly above: Float64Array;
}

/**
 * Householder's bidiagonalisation (Golub and Kahan 1965) of a matrix [m, n], m >= n, which it overwrites. The matrix is
 * walked through twice a column instead of four times: what one reflection changes is applied while the next one's product
 * is summed, four rows at a time. `values` must have room for m rounded up to a multiple of 4 rows, the last ones 0.
 */
export function* bidiagonalize(values: Float64Array, m: number, n: number): Work<Bidiagonal> {
  const padded = Math.ceil(m / 4) * 4;
  const diagonal = new Float64Array(n);
  const above = new Float64Array(Math.max(n - 1, 0));
  const u = new Float64Array(padded); // reflects columns
  const v = new Float64Array(n); // reflects rows
  const w = new Float64Array(n);
  const y = new Float64Array(padded); // y v^T is still to be taken away
  for (let k = 0; k < n; k++) {
    u.fill(0, 0, k);
    for (let i = k; i < m; i++) u[i] = values[i * n + k] - y[i] * v[k];
    const left = reflector(u, k, m);
    diagonal[k] = left.length;
    if (k + 1 === n) break;

    w.fill(0);
    y.fill(0, 0, k);
    const first = k - (k % 4);
    for (let i = first; i < padded; i += 4) subtractAndSum(values, n, i, k + 1, y, v, u, w);
    for (let j = k + 1; j < n; j++) v[j] = values[k * n + j] - left.scale * w[j];
    const right = reflector(v, k + 1, n);
    above[k] = right.length;

    u[k] = 0;
    for (let i = k + 1; i < m; i++) u[i] *= left.scale;
    for (let i = first; i < padded; i += 4) subtractAndMultiply(values, n, i, k + 1, u, w, v, y);
    for (let i = 0; i < m; i++) y[i] = i > k ? y[i] * right.scale : 0;
    yield 4 * (m - k) * (n - k);
  }
  return { diagonal, above };
}

/**
 * Makes x[from..to) the u of the reflection I - scale u u^T that turns it into [length, 0, ...], with u[from] = 1.
 */
function reflector(x: Float64Array, from: number, to: number): { length: number; scale: number } {
  let most = 0;
  for (let i = from + 1; i < to; i++) most = Math.max(most, Math.abs(x[i]));
  const head = x[from];
  x[from] = 1;
  if (most === 0) return { length: head, scale: 0 };
  most = Math.max(most, Math.abs(head)); // so that no square is too large or too small
  let squares = (head / most) ** 2;
  for (let i = from + 1; i < to; i++) squares += (x[i] / most) ** 2;
  const norm = most * Math.sqrt(squares);
  const length = head > 0 ? -norm : norm;
  for (let i = from + 1; i < to; i++) x[i] /= head - length;
  return { length, scale: (length - head) / length };
}

/** Rows i to i + 3: subtracts y v^T, and adds u times what is left to w. */
function subtractAndSum(
  values: Float64Array,
  n: number,
  i: number,
  from: number,
  y: Float64Array,
  v: Float64Array,
  u: Float64Array,
  w: Float64Array,
): void {
  const [y0, y1, y2, y3] = [y[i], y[i + 1], y[i + 2], y[i + 3]];
  const [u0, u1, u2, u3] = [u[i], u[i + 1], u[i + 2], u[i + 3]];
  let at0 = i * n + from;
  let at1 = at0 + n;
  let at2 = at1 + n;
  let at3 = at2 + n;
  for (let j = from; j < n; j++) {
    const x = v[j];
    const r0 = values[at0] - y0 * x;
    const r1 = values[at1] - y1 * x;
    const r2 = values[at2] - y2 * x;
    const r3 = values[at3] - y3 * x;
    values[at0++] = r0;
    values[at1++] = r1;
    values[at2++] = r2;
    values[at3++] = r3;
    w[j] += u0 * r0 + u1 * r1 + (u2 * r2 + u3 * r3);
  }
}

/** Rows i to i + 3: subtracts u w^T, and puts the product of what is left with v into y. */
function subtractAndMultiply(
  values: Float64Array,
  n: number,
  i: number,
  from: number,
  u: Float64Array,
  w: Float64Array,
  v: Float64Array,
  y: Float64Array,
): void {
  const [u0, u1, u2, u3] = [u[i], u[i + 1], u[i + 2], u[i + 3]];
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let at0 = i * n + from;
  let at1 = at0 + n;
  let at2 = at1 + n;
  let at3 = at2 + n;
  for (let j = from; j < n; j++) {
    const x = w[j];
    const z = v[j];
    const r0 = values[at0] - u0 * x;
    const r1 = values[at1] - u1 * x;
    const r2 = values[at2] - u2 * x;
    const r3 = values[at3] - u3 * x;
    values[at0++] = r0;
    values[at1++] = r1;
    values[at2++] = r2;
    values[at3++] = r3;
    s0 += r0 * z;
    s1 += r1 * z;
    s2 += r2 * z;
    s3 += r3 * z;
  }
  y[i] = s0;
  y[i + 1] = s1;
  y[i + 2] = s2;
  y[i + 3] = s3;
}

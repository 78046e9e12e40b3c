import type { Work } from "../work.ts";
import { linearKernels } from "./kernels.ts";

/** The upper bidiagonal matrix with the singular values of another: its diagonal, and the n - 1 numbers above it. */
export interface Bidiagonal {
  readonly diagonal: Float64Array;
  readonly above: Float64Array;
}

/**
 * Householder's bidiagonalisation (Golub and Kahan 1965) of a matrix [m, n], m >= n. The matrix is walked through twice a
 * column instead of four times: what one reflection changes is applied while the next one's product is summed, four rows at a
 * time.
 */
export function* bidiagonalize(values: Float64Array, m: number, n: number): Work<Bidiagonal> {
  const padded = Math.ceil(m / 4) * 4;
  const kernels = linearKernels((padded + 2) * n + 2 * padded);
  const own = kernels.room(padded * n);
  own.set(values);
  const diagonal = new Float64Array(n);
  const above = new Float64Array(Math.max(n - 1, 0));
  const u = kernels.room(padded); // reflects columns
  const v = kernels.room(n); // reflects rows
  const w = kernels.room(n);
  const y = kernels.room(padded); // y v^T is still to be taken away
  for (let k = 0; k < n; k++) {
    u.fill(0, 0, k);
    for (let i = k; i < m; i++) u[i] = own[i * n + k] - y[i] * v[k];
    const left = reflector(u, k, m);
    diagonal[k] = left.length;
    if (k + 1 === n) break;

    w.fill(0);
    y.fill(0, 0, k);
    const rest = [own.byteOffset, n, k - (k % 4), padded, k + 1] as const;
    kernels.subtract_and_sum(...rest, ...addresses(y, v, u, w));
    for (let j = k + 1; j < n; j++) v[j] = own[k * n + j] - left.scale * w[j];
    const right = reflector(v, k + 1, n);
    above[k] = right.length;

    u[k] = 0;
    for (let i = k + 1; i < m; i++) u[i] *= left.scale;
    kernels.subtract_and_multiply(...rest, ...addresses(u, w, v, y));
    for (let i = 0; i < m; i++) y[i] = i > k ? y[i] * right.scale : 0;
    yield 4 * (m - k) * (n - k);
  }
  return { diagonal, above };
}

const addresses = (a: Float64Array, b: Float64Array, c: Float64Array, d: Float64Array) =>
  [a.byteOffset, b.byteOffset, c.byteOffset, d.byteOffset] as const;

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

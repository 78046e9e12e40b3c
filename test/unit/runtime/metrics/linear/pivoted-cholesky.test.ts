import test from "node:test";
import assert from "node:assert/strict";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { atOnce } from "../../../../../src/runtime/metrics/work.ts";
import { addDots } from "../../../../../src/runtime/metrics/linear/dots.ts";
import {
  pivotedCholesky,
  type PivotedFactor,
} from "../../../../../src/runtime/metrics/linear/pivoted-cholesky.ts";

/** X^T X of random X [rank, n]. */
function gram(n: number, rank: number, seed = 1): Float64Array {
  const columns = stream(seed).normal64(n * rank);
  const matrix = { values: columns, rows: n, columns: rank };
  const out = new Float64Array(n * n);
  atOnce(addDots(out, matrix, matrix));
  return out;
}

function rebuilt({ factor, order }: PivotedFactor, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let k = 0; k < factor.rows; k++) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++)
        out[order[i] * n + order[j]] += factor.values[k * n + i] * factor.values[k * n + j];
    }
  }
  return out;
}

test("Inner products are those of loops, also of what blocks leave over and of rows that begin late.", () => {
  for (const [m, n, length] of [
    [1, 1, 1],
    [2, 50, 3],
    [7, 5, 300],
    [50, 49, 260],
    [51, 51, 7],
  ]) {
    const [a, b] = [stream(1).normal64(m * length), stream(2).normal64(n * length)];
    const starts = Int32Array.from({ length: m }, (_, i) => Math.min(i, length));
    for (let i = 0; i < m; i++) a.fill(0, i * length, i * length + starts[i]);
    const out = new Float64Array(m * n).fill(1);
    const rows = { values: a, rows: m, columns: length, starts };
    atOnce(addDots(out, rows, { values: b, rows: n, columns: length }));
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let dot = 1;
        for (let k = 0; k < length; k++) dot += a[i * length + k] * b[j * length + k];
        assert.ok(Math.abs(out[i * n + j] - dot) < 1e-11, `${m} ${n} ${length}: ${i} ${j}`);
      }
    }
  }
});

test("The lower triangle of inner products is whole when no more is asked for.", () => {
  for (const n of [1, 4, 47, 48, 49, 100, 145]) {
    const matrix = { values: stream(3).normal64(n * 5), rows: n, columns: 5 };
    const [all, lower] = [new Float64Array(n * n), new Float64Array(n * n)];
    atOnce(addDots(all, matrix, matrix));
    atOnce(addDots(lower, matrix, matrix, true));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) assert.equal(lower[i * n + j], all[i * n + j]);
    }
  }
});

test("A factor gives its matrix back, with as many rows as that has rank.", () => {
  for (const [n, rank] of [
    [1, 1],
    [5, 5],
    [40, 40],
    [40, 13],
    [41, 1],
  ]) {
    const matrix = gram(n, rank);
    const found = atOnce(pivotedCholesky(matrix, n));
    assert.equal(found.factor.rows, rank);
    const largest = matrix.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    rebuilt(found, n).forEach((x, i) => assert.ok(Math.abs(x - matrix[i]) < 1e-13 * largest));
  }
});

test("Of a matrix that was rounded to float32, the rounding is left out and not blown up.", () => {
  const [n, rank] = [150, 30];
  const exact = gram(n, rank);
  const rounded = Float64Array.from(Float32Array.from(exact));
  const found = atOnce(pivotedCholesky(rounded, n));
  const largest = exact.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  rebuilt(found, n).forEach((x, i) => assert.ok(Math.abs(x - exact[i]) < 1.5 * 2 ** -24 * largest));
  assert.ok(found.factor.rows <= rank + 3, `rank ${found.factor.rows}`);
});

test("A matrix with a negative eigenvalue is no covariance.", () => {
  assert.throws(() => atOnce(pivotedCholesky(Float64Array.of(1, 2, 2, 1), 2)), {
    name: "RangeError",
    message: /no covariance: .* -3\.00, where the largest is 1\.00/,
  });
  assert.equal(atOnce(pivotedCholesky(new Float64Array(9), 3)).factor.rows, 0);
});

test("A factor of several blocks is that of the whole, of full and of lower rank.", () => {
  for (const [n, rank] of [
    [65, 65],
    [150, 150],
    [200, 130],
    [129, 64],
  ]) {
    const matrix = gram(n, rank, n);
    const found = atOnce(pivotedCholesky(matrix, n));
    assert.equal(found.factor.rows, rank);
    const again = rebuilt(found, n);
    const largest = matrix.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    matrix.forEach((x, at) => assert.ok(Math.abs(again[at] - x) < 1e-12 * largest, `${n}, ${rank}: ${at}`));
    // Largest first: the diagonal never rises.
    for (let k = 1; k < rank; k++) {
      assert.ok(found.factor.values[k * n + k] <= found.factor.values[(k - 1) * n + k - 1] * (1 + 1e-12));
    }
  }
});

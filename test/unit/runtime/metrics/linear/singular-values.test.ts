import test from "node:test";
import assert from "node:assert/strict";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { atOnce } from "../../../../../src/runtime/metrics/work.ts";
import { singularValues } from "../../../../../src/runtime/metrics/linear/singular-values.ts";
import { tridiagonalEigenvalues } from "../../../../../src/runtime/metrics/linear/tridiagonal-eigenvalues.ts";
import { near } from "../grid.ts";

const of = (matrix: Float64Array, rows: number, columns: number) =>
  atOnce(singularValues(matrix, rows, columns));

test("Singular values are NumPy's, whichever way the matrix lies.", () => {
  // M = np.sin(1.3*np.arange(35)).reshape(7,5) + .2*np.cos(np.arange(35)**2%13).reshape(7,5); np.linalg.svd(M)[1]
  const expected = [
    3.880059891535068, 1.7360239101529602, 0.37008660434748375, 0.33305484322943485, 0.041654044525540355,
  ];
  const matrix = Float64Array.from({ length: 35 }, (_, k) => Math.sin(1.3 * k) + 0.2 * Math.cos(k ** 2 % 13));
  const turned = Float64Array.from({ length: 35 }, (_, k) => matrix[(k % 7) * 5 + Math.floor(k / 7)]);
  for (const values of [of(matrix, 7, 5), of(turned, 5, 7)]) {
    assert.equal(values.length, 5);
    values.forEach((value, i) => near(value, expected[i], 1e-13));
  }
});

test("Small singular values keep the digits that their squares would lose.", () => {
  // A reflection of each side leaves the singular values of a diagonal matrix as they are.
  const n = 6;
  const diagonal = [1, 1e-3, 1e-6, 1e-9, 1e-12, 1e-15];
  const u = Float64Array.from({ length: n }, (_, i) => Math.cos(i + 1));
  const v = Float64Array.from({ length: n }, (_, i) => Math.sin(3 * i + 1));
  const reflection = (x: Float64Array, i: number, j: number) =>
    (i === j ? 1 : 0) - (2 * x[i] * x[j]) / x.reduce((sum, y) => sum + y * y, 0);
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++)
        matrix[i * n + j] += reflection(u, i, k) * diagonal[k] * reflection(v, k, j);
    }
  }
  of(matrix, n, n).forEach((value, i) => assert.ok(Math.abs(value - diagonal[i]) < 1e-15, `${value}`));
});

test("Sums of squares and of fourth powers are those of the matrix, for every size to 13.", () => {
  for (let rows = 1; rows <= 13; rows++) {
    for (let columns = 1; columns <= 13; columns++) {
      const matrix = stream(rows)
        .split(columns)
        .normal64(rows * columns);
      const values = of(matrix, rows, columns);
      assert.equal(values.length, Math.min(rows, columns));
      near(sumOf(values.map((x) => x * x)), sumOf(matrix.map((x) => x * x)), 1e-13);
      const gram = Float64Array.from({ length: rows * rows }, (_, at) => {
        let dot = 0;
        for (let k = 0; k < columns; k++)
          dot += matrix[Math.floor(at / rows) * columns + k] * matrix[(at % rows) * columns + k];
        return dot;
      });
      near(sumOf(values.map((x) => x ** 4)), sumOf(gram.map((x) => x * x)), 1e-13);
    }
  }
});

test("Matrices of rank 0 and 1, and numbers too large or too small to square, have their singular values.", () => {
  assert.deepEqual([...of(new Float64Array(6), 3, 2)], [0, 0]);
  assert.equal(of(new Float64Array(0), 0, 3).length, 0);
  const [first, ...others] = of(new Float64Array(20 * 20).fill(1), 20, 20);
  near(first, 20, 1e-14);
  assert.ok(others.every((x) => x < 1e-13));
  for (const scale of [1e200, 1e-200]) {
    const values = of(Float64Array.of(3 * scale, 0, 4 * scale, 5 * scale), 2, 2);
    near(values[0], 3 * Math.sqrt(5) * scale, 1e-14);
    near(values[1], Math.sqrt(5) * scale, 1e-14);
  }
});

test("Eigenvalues of the second difference are 2 - 2 cos(pi k / (n + 1)).", () => {
  const n = 50;
  const values = atOnce(
    tridiagonalEigenvalues(new Float64Array(n).fill(2), new Float64Array(n - 1).fill(-1)),
  );
  values.forEach((value, i) => {
    assert.ok(Math.abs(value - (2 - 2 * Math.cos((Math.PI * (i + 1)) / (n + 1)))) < 1e-14);
  });
});

const sumOf = (x: Float64Array) => x.reduce((sum, y) => sum + y, 0);

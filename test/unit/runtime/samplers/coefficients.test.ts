import test from "node:test";
import assert from "node:assert/strict";
import { ancestral } from "../../../../src/runtime/samplers/solvers/ancestral.ts";
import { exact } from "../../../../src/runtime/samplers/solvers/exponential.ts";
import { integrated, lagrange } from "../../../../src/runtime/samplers/solvers/lagrange.ts";
import { moments } from "../../../../src/runtime/samplers/solvers/moments.ts";
import { slopes } from "../../../../src/runtime/samplers/solvers/slopes.ts";
import { solve } from "../../../../src/runtime/samplers/solvers/solve.ts";
import { stream } from "../../../../src/runtime/random/index.ts";
import { posterior, variancePreserving } from "../../../../src/runtime/schedules/index.ts";

const random = stream(11);
const uniform = (length: number, low: number, high: number): number[] =>
  Array.from(random.uniform(length), (u) => low + u * (high - low));

/** Simpson's rule. */
function integral(f: (u: number) => number, end: number, parts = 2000): number {
  let sum = 0;
  for (let i = 0; i <= parts; i++) sum += (i % parts ? (i % 2 ? 4 : 2) : 1) * f((i * end) / parts);
  return (sum * end) / parts / 3;
}

function assertNear(found: number, expected: number, tolerance: number): void {
  assert.ok(
    Math.abs(found - expected) <= tolerance * Math.max(1e-300, Math.abs(expected)),
    `${found}, not ${expected}`,
  );
}

test("Moments of the exponential are its integrals, for short and long steps and for one without end.", () => {
  for (const h of [1e-6, 0.01, 0.9, 1.1, 6, 40]) {
    moments(h, 4).forEach((found, k) =>
      assertNear(
        found,
        integral((u) => Math.exp(-u) * u ** k, h),
        1e-7,
      ),
    );
  }
  assert.deepEqual(moments(Infinity, 4), [1, 1, 2, 6]);
  assert.deepEqual(moments(0, 3), [0, 0, 0]);
});

test("Lagrange's weights integrate polynomials exactly, and so do slopes derive them.", () => {
  const nodes = uniform(3, -2, 2);
  const [a, b, c] = uniform(3, -1, 1);
  const p = (u: number) => a + b * u + c * u * u;
  const sum = (weights: number[]) => weights.reduce((total, weight, j) => total + weight * p(nodes[j]), 0);
  assertNear(sum(integrated(nodes, [1.5, 1.5 ** 2 / 2, 1.5 ** 3 / 3])), integral(p, 1.5), 1e-9);
  lagrange(nodes).forEach((polynomial, j) =>
    nodes.forEach((u, k) => {
      const value = polynomial.reduce((total, coefficient, n) => total + coefficient * u ** n, 0);
      assert.ok(Math.abs(value - (j === k ? 1 : 0)) < 1e-9);
    }),
  );
  const { first, second } = slopes(nodes);
  assertNear(sum(first), b + 2 * c * nodes[0], 1e-8);
  assertNear(sum(second), 2 * c, 1e-8);
});

test("The exact part of a step is what its integrals say, with data or noise a polynomial in lambda.", () => {
  for (const eta of [0, 0.4, 1]) {
    const [s, t] = uniform(2, -4, 4).sort((one, other) => one - other);
    const [from, to] = [variancePreserving(s), variancePreserving(t)];
    const h = (t - s) / 2;
    const { x, scale, c, std } = exact("x0", from, to, eta);
    assertNear(x, (to.sigma / from.sigma) * Math.exp(-eta * h), 1e-12);
    c.forEach((found, k) => {
      const factorial = [1, 1, 2][k];
      const weight = (u: number) => (1 + eta) * Math.exp(-(1 + eta) * (h - u)) * (u / h) ** k;
      assertNear(scale * found, (to.alpha * integral(weight, h)) / factorial, 1e-8);
    });
    // The noise that an SDE step adds is what its own decay takes away.
    assertNear(std ** 2 + (Math.exp(-eta * h) * to.sigma) ** 2, to.sigma ** 2, 1e-12);
    if (eta) continue;
    const noise = exact("eps", from, to);
    assertNear(noise.x, to.alpha / from.alpha, 1e-12);
    noise.c.forEach((found, k) => {
      const factorial = [1, 1, 2][k];
      const weight = (u: number) => Math.exp(-u) * (u / h) ** k;
      const expected = -to.alpha * (from.sigma / from.alpha) * integral(weight, h);
      assertNear(noise.scale * found, expected / factorial, 1e-8);
    });
  }
});

test("An ancestral step leaves as much noise as its end has, and at eta 1 adds the posterior's.", () => {
  for (const eta of uniform(5, 0, 1.5)) {
    const [s, t] = uniform(2, -6, 6).sort((one, other) => one - other);
    const [from, to] = [variancePreserving(s), variancePreserving(t)];
    const { down, up } = ancestral(from, to, eta);
    assertNear(down.sigma ** 2 + up ** 2, to.sigma ** 2, 1e-12);
    assertNear(ancestral(from, to, 1).up ** 2, posterior(from, to).variance, 1e-12);
  }
});

test("Linear systems are solved, also where the first pivot is 0.", () => {
  assert.deepEqual(
    solve(
      [
        [0, 2],
        [4, 0],
      ],
      [6, 8],
    ),
    [2, 3],
  );
  const wanted = uniform(3, -2, 2);
  const matrix = [0, 1, 2].map(() => uniform(3, -1, 1));
  const right = matrix.map((row) => row.reduce((sum, value, k) => sum + value * wanted[k], 0));
  solve(matrix, right).forEach((found, i) => assertNear(found, wanted[i], 1e-9));
});

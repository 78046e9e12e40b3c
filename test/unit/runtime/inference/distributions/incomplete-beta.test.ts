import assert from "node:assert/strict";
import test from "node:test";
import { betaInc } from "../../../../../src/runtime/inference/distributions/special/functions.ts";
import {
  incompleteBeta,
  incompleteBetaInv,
} from "../../../../../src/runtime/inference/distributions/special/incomplete-beta.ts";

const near = (actual: number, expected: number, tolerance: number, what: string) =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.abs(expected),
    `${what}: ${actual}, not ${expected}`,
  );

test("The expansion for huge parameters is stdlib's function where that still converges.", () => {
  for (const [a, b] of [
    [1.1e6, 1.1e6],
    [2e6, 9e6],
    [5e6, 1.5e6],
  ] as const) {
    const mean = a / (a + b);
    const spread = Math.sqrt((mean * (1 - mean)) / (a + b));
    for (const z of [-7, -2, -1e-4, 0, 0.4, 5]) {
      const x = mean + z * spread;
      const { lower, upper } = incompleteBeta(x, a, b);
      near(lower, betaInc(x, a, b), 1e-8, `lower of ${a} and ${b} at ${z}`);
      near(upper, betaInc(x, a, b, true, true), 1e-8, `upper of ${a} and ${b} at ${z}`);
    }
  }
});

test("Mirrored parameters change the tails, and the inverse undoes the function, however large they are.", () => {
  for (const [a, b] of [
    [3e7, 1e8],
    [1e9, 1e9],
    [1e13, 2e12],
  ] as const) {
    const middle = incompleteBetaInv(0.3, a, b);
    const tolerance = 1e-15 * Math.sqrt(a) + 1e-9;
    near(incompleteBeta(middle, a, b).lower, 0.3, tolerance, "at its inverse");
    near(incompleteBeta(1 - middle, b, a).upper, 0.3, 10 * tolerance, "mirrored");
  }
});

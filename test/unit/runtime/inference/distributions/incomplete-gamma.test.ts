import assert from "node:assert/strict";
import test from "node:test";
import {
  gammaSensitivity,
  incompleteGamma,
  incompleteGammaInv,
} from "../../../../../src/runtime/inference/distributions/special/incomplete-gamma.ts";

const near = (actual: number, expected: number, tolerance: number, what: string) =>
  assert.ok(
    Math.abs(actual - expected) <= tolerance * Math.abs(expected),
    `${what}: ${actual}, not ${expected}`,
  );

const sizes = [1e-3, 0.2, 1, 7.5, 300, 2000, 5e5, 3e6, 5e7, 2e8, 1e12];

test("The inverse of the incomplete gamma functions undoes both of them in their tails.", () => {
  for (const a of sizes) {
    for (const p of [1e-60, 1e-9, 0.1, 0.5]) {
      const x = incompleteGammaInv(a, p);
      // A digit of x is worth as many of P as its logarithm is steep.
      const tolerance = 1e-12 * (1 + 30 * Math.sqrt(a));
      if (x > 0) near(incompleteGamma(a, x).lower, p, tolerance, `P of ${a} at ${p}`);
      near(incompleteGamma(a, incompleteGammaInv(a, p, "upper")).upper, p, tolerance, `Q of ${a} at ${p}`);
    }
  }
});

test("The expansion for huge a takes over from the series without a step.", () => {
  for (const z of [-21, -6, -1, -1e-3, 1e-3, 0.5, 4, 21]) {
    const at = (a: number) => incompleteGamma(a, a + z * Math.sqrt(a));
    const [below, above] = [at(1e8), at(1e8 * (1 + 1e-9))];
    near(above.lower, below.lower, 1e-7, `P at ${z}`);
    near(above.upper, below.upper, 1e-7, `Q at ${z}`);
  }
});

test("A gamma draw moves with a as its quantile does.", () => {
  for (const a of [0.05, 0.7, 1, 3.3, 40, 2500, 5e5, 2e6]) {
    for (const p of [1e-4, 0.2, 0.5, 0.8]) {
      for (const tail of ["lower", "upper"] as const) {
        const log = (shape: number) => Math.log(incompleteGammaInv(shape, p, tail));
        const h = 1e-3 * a;
        // Central differences of fourth order.
        const slope = (8 * (log(a + h) - log(a - h)) - (log(a + 2 * h) - log(a - 2 * h))) / (12 * h);
        near(gammaSensitivity(a, log(a)), slope, 2e-6, `a = ${a}, ${tail} ${p}`);
      }
    }
  }
  // Of a draw too small for a number: x^a / Gamma(a + 1) = p.
  near(gammaSensitivity(1e-3, -5000), (5000 + digammaOfOne) / 1e-3, 3e-3, "a small draw");
});

const digammaOfOne = -0.5772156649015329;

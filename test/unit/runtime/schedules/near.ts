import assert from "node:assert/strict";

/** Asserts that two numbers agree to an error relative to the larger of 1 and the expected one. */
export function assertNear(actual: number, expected: number, tolerance: number, what = ""): void {
  const error = actual === expected ? 0 : Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  assert.ok(error <= tolerance, `${what}: ${actual} differs from ${expected} by ${error.toExponential(1)}`);
}

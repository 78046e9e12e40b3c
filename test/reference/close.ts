import assert from "node:assert/strict";

/** Asserts that two numbers agree to a relative error (absolute below 1e-300, where the expected value is 0). */
export function assertClose(actual: number, expected: number, tolerance: number, what = ""): void {
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), Number.MIN_VALUE);
  const within = actual === expected || error <= tolerance;
  assert.ok(within, `${what} ${actual} differs from ${expected} by ${error.toExponential(1)} of it`);
}

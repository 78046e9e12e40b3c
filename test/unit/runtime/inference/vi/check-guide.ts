import assert from "node:assert/strict";
import { gradientOf, toVar } from "../../../../../src/runtime/inference/vars/index.ts";
import type { Family } from "../../../../../src/runtime/inference/vi/guides/guide.ts";
import { halfLog2Pi } from "../../../../../src/runtime/inference/distributions/special/saddle.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";

/** Parameters that are nowhere special. */
export const someParams = (family: Family, seed: number): Float64Array => {
  const random = stream(seed);
  return family.init(new Float64Array(family.dim), 0.7, random).map((x) => x + 0.4 * random.normal64(1)[0]);
};

export const drawnAt = (family: Family, params: Float64Array, eps: Float64Array): Float64Array =>
  family.draw(toVar(params), eps).z.value;

const difference = (f: (x: Float64Array) => number, x: Float64Array, i: number): number => {
  const by = 1e-4;
  const at = (d: number) => f(x.with(i, x[i] + d));
  return (8 * (at(by) - at(-by)) - (at(2 * by) - at(-2 * by))) / (12 * by);
};

/** ln |det| by elimination with pivots. */
export function logAbsDet(matrix: Float64Array[]): number {
  const rows = matrix.map((row) => row.slice());
  let sum = 0;
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.reduce(
      (best, row, i) => (i >= k && Math.abs(row[k]) > Math.abs(rows[best][k]) ? i : best),
      k,
    );
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    sum += Math.log(Math.abs(rows[k][k]));
    for (let i = k + 1; i < rows.length; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j < rows.length; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  return sum;
}

/** The draw, its density, the density of any place, the score, and all gradients, against each other by differences. */
export function checkGuide(family: Family, seed: number, tolerance = 1e-8): void {
  const params = someParams(family, seed);
  const eps = stream(seed + 1).normal64(family.noise);
  const { z, logQ } = family.draw(toVar(params), eps);
  const near = (a: number, b: number, what: string) =>
    assert.ok(Math.abs(a - b) < tolerance * (1 + Math.abs(b)), `${family.name}, ${what}: ${a}, not ${b}`);
  assert.equal(params.length, family.size);
  assert.equal(z.length, family.dim);
  near(logQ.value[0], family.logProb(params, z.value), "ln q of a draw");

  const score = family.score(params, eps, z.value);
  score.forEach((s, i) =>
    near(
      s,
      difference((at) => family.logProb(params, at), z.value, i),
      `score ${i}`,
    ),
  );

  // A weighted sum of all that a draw gives has the gradient of its differences.
  const weights = stream(seed + 2).normal64(family.dim + 1);
  const total = (at: Float64Array) =>
    gradientOf((theta) => {
      const drawn = family.draw(theta, eps);
      return drawn.z.dot(weights.slice(1)).add(drawn.logQ.mul(weights[0]));
    }, at);
  const { gradient } = total(params);
  gradient.forEach((slope, i) => near(slope, difference((at) => total(at).logDensity, params, i), `parameter ${i}`)); // prettier-ignore

  if (family.noise !== family.dim) return;
  // ln q is that of the noise, less ln of the whole Jacobian's determinant.
  const jacobian = Array.from({ length: family.dim }, (_, row) =>
    Float64Array.from({ length: family.dim }, (__, i) =>
      difference((e) => drawnAt(family, params, e)[row], eps, i),
    ),
  );
  const base = -family.dim * halfLog2Pi - eps.reduce((sum, e) => sum + e * e, 0) / 2;
  near(logQ.value[0], base - logAbsDet(jacobian), "ln q by the Jacobian");
}

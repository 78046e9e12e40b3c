import test from "node:test";
import assert from "node:assert/strict";
import { denseMetric, diagonalMetric, unitMetric } from "../../../../../src/runtime/inference/index.ts";
import {
  energyOf,
  leapfrog,
  withGradient,
  type Phase,
} from "../../../../../src/runtime/inference/mcmc/leapfrog.ts";
import { kineticEnergy } from "../../../../../src/runtime/inference/mcmc/metric.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { banana } from "./targets.ts";

const { target } = banana;
const covariance = Float64Array.of(2, 0.6, 0.6, 0.5);
const metric = denseMetric(covariance);
const start = (): Phase => ({
  ...withGradient(target)(Float64Array.of(0.7, -0.4)),
  momentum: Float64Array.of(0.3, 1.1),
});

test("A path that turns round goes back to where it came from.", () => {
  let phase = start();
  for (let i = 0; i < 20; i++) phase = leapfrog(target, metric, phase, 0.1);
  assert.ok(Math.abs(phase.position[0] - 0.7) > 0.1);
  for (let i = 0; i < 20; i++) phase = leapfrog(target, metric, phase, -0.1);
  [...phase.position, ...phase.momentum].forEach((x, i) =>
    assert.ok(Math.abs(x - [0.7, -0.4, 0.3, 1.1][i]) < 1e-12),
  );
});

test("The energy's error falls with the square of the step.", () => {
  const errorOf = (step: number) => {
    let phase = start();
    const before = energyOf(metric, phase);
    for (let i = 0; i < Math.round(1.6 / step); i++) phase = leapfrog(target, metric, phase, step);
    return Math.abs(energyOf(metric, phase) - before);
  };
  const ratio = errorOf(0.02) / errorOf(0.01);
  assert.ok(Math.abs(ratio - 4) < 0.1, String(ratio));
});

test("A step keeps volume in phase space.", () => {
  const at = [0.7, -0.4, 0.3, 1.1];
  const to = (x: number[]) => {
    const from = { ...withGradient(target)(Float64Array.from(x.slice(0, 2))), momentum: Float64Array.from(x.slice(2)) }; // prettier-ignore
    const { position, momentum } = leapfrog(target, metric, from, 0.4);
    return [...position, ...momentum];
  };
  const h = 1e-5;
  const columns = at.map((_, k) => {
    const [up, down] = [1, -1].map((sign) => to(at.with(k, at[k] + sign * h)));
    return up.map((value, i) => (value - down[i]) / (2 * h));
  });
  assert.ok(Math.abs(Math.abs(determinant(columns)) - 1) < 1e-8);
});

function determinant(rows: number[][]): number {
  if (rows.length === 1) return rows[0][0];
  return rows[0].reduce(
    (sum, x, k) => sum + (k % 2 ? -1 : 1) * x * determinant(rows.slice(1).map((row) => row.toSpliced(k, 1))),
    0,
  );
}

test("A metric's velocity is the covariance, its spread has it, and its momenta have the inverse.", () => {
  const [a, b, , d] = covariance;
  const inverse = [d, -b, -b, a].map((x) => x / (a * d - b * b));
  const velocity = metric.velocity(Float64Array.of(1, 2));
  assert.ok(Math.abs(velocity[0] - 3.2) < 1e-14 && Math.abs(velocity[1] - 1.6) < 1e-14);
  const random = stream(3);
  const count = 40_000;
  const squares = (draw: (z: Float64Array) => Float64Array) => {
    const sums = [0, 0, 0, 0];
    for (let i = 0; i < count; i++) {
      const x = draw(random.normal64(2));
      sums.forEach((_, k) => (sums[k] += x[k >> 1] * x[k & 1]));
    }
    return sums.map((sum) => sum / count);
  };
  const near = (found: number[], expected: number[]) =>
    found.forEach((x, k) => {
      const spread = Math.sqrt((expected[0] * expected[3] + expected[1] ** 2 + expected[k] ** 2) * 2 / count); // prettier-ignore
      assert.ok(Math.abs(x - expected[k]) < 5 * spread, `${found.join()} of ${expected.join()}`);
    });
  near(squares(metric.spread), [...covariance]);
  near(squares(metric.momentum), inverse);
  const p = Float64Array.of(0.4, -1);
  assert.ok(Math.abs(kineticEnergy(metric, p) - (2 * 0.16 - 2 * 0.6 * 0.4 + 0.5) / 2) < 1e-14);
  const line = Float64Array.of(3, -2);
  const flat = diagonalMetric([4, 0.25]);
  assert.deepEqual([...flat.spread(line)], [6, -1]);
  assert.deepEqual([...flat.momentum(line)], [1.5, -4]);
  assert.deepEqual([...flat.velocity(line)], [12, -0.5]);
  assert.deepEqual([...unitMetric(2).velocity(line)], [3, -2]);
});

test("A metric that is none is refused.", () => {
  assert.throws(() => diagonalMetric([1, 0]), /above 0/);
  assert.throws(() => diagonalMetric([NaN]), /above 0/);
  assert.throws(() => denseMetric(Float64Array.of(1, 2, 2, 1)), /positive definite/);
});

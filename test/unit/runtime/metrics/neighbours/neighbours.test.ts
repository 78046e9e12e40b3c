import test from "node:test";
import assert from "node:assert/strict";
import {
  densityCoverage,
  precisionRecall,
  type DensityCoverage,
} from "../../../../../src/runtime/metrics/index.ts";
import { grid, near, normal } from "../grid.ts";

const apart = (p: ArrayLike<number>, q: ArrayLike<number>) =>
  Array.from(p).reduce((sum, value, i) => sum + (value - q[i]) ** 2, 0);

/** Squared distance of each to its k-th neighbour, itself left out. */
const radii = (x: Float64Array[], k: number) =>
  x.map((p, i) => x.flatMap((q, j) => (i === j ? [] : apart(p, q))).sort((a, b) => a - b)[k - 1]);

/** The share of `points` in some closed ball around `centres`. */
const within = (points: Float64Array[], centres: Float64Array[], k: number) => {
  const r = radii(centres, k);
  return points.filter((p) => centres.some((c, i) => apart(p, c) <= r[i])).length / points.length;
};

test("Precision, recall, density and coverage are those of their definitions.", async () => {
  for (const [n, m, k] of [
    [140, 131, 3],
    [20, 300, 5],
    [9, 8, 1],
    [6, 6, 5],
  ]) {
    const fake = normal(n, 3, n).map((row) => row.map((x) => 1.3 * x + 0.4));
    const real = normal(m, 3, m + 1);
    const { precision, recall } = await precisionRecall(fake, real, { k });
    near(precision, within(fake, real, k), 1e-15);
    near(recall, within(real, fake, k), 1e-15);
    const r = radii(real, k);
    const held = real.map((c, i) => fake.filter((p) => apart(p, c) < r[i]).length);
    const { density, coverage } = await densityCoverage(fake, real, { k });
    near(density, held.reduce((a, b) => a + b, 0) / (k * n), 1e-14);
    near(coverage, held.filter((count) => count > 0).length / m, 1e-15);
  }
});

test("On a line they can be counted by hand.", async () => {
  // Balls around 0, 1, 2, 10 up to the nearest other: [-1, 1], [0, 2], [1, 3], [2, 18].
  const real = [[0], [1], [2], [10]];
  const fake = [[0.5], [2.5], [30], [-5]];
  // Around the samples: [-1.5, 2.5], [0.5, 4.5], [2.5, 57.5], [-10.5, 0.5].
  const found = await precisionRecall(fake, real, { k: 1 });
  assert.deepEqual([found.precision, found.recall], [0.5, 1]);
  const other = await densityCoverage(fake, real, { k: 1 });
  assert.deepEqual([other.density, other.coverage], [4 / 4, 1]);
});

test("Of one distribution, density is 1 and coverage what the paper expects.", async () => {
  const [n, k, times] = [100, 5, 30];
  const all: DensityCoverage[] = [];
  for (let i = 0; i < times; i++)
    all.push(await densityCoverage(normal(n, 4, 2 * i), normal(n, 4, 2 * i + 1), { k }));
  const check = (of: (one: DensityCoverage) => number, expected: number) => {
    const mean = all.reduce((sum, one) => sum + of(one), 0) / times;
    const error = Math.sqrt(all.reduce((sum, one) => sum + (of(one) - mean) ** 2, 0) / times / (times - 1));
    assert.ok(Math.abs(mean - expected) < 4.5 * error, `${mean} ± ${error}, not ${expected}`);
  };
  check(({ density }) => density, 1);
  let missed = 1;
  for (let i = 1; i <= k; i++) missed *= (n - i) / (2 * n - i);
  check(({ coverage }) => coverage, 1 - missed);
});

test("A set that was dropped is not recalled, and one that repeats itself lies in its own balls.", async () => {
  const [left, right] = [normal(30, 2, 1), normal(30, 2, 2).map((row) => row.map((x) => x + 50))];
  const { precision, recall } = await precisionRecall(left, [...left, ...right]);
  assert.deepEqual([precision, recall], [1, 0.5]);
  const repeated = Array.from({ length: 10 }, () => [1, 2]);
  assert.equal((await precisionRecall(repeated, repeated)).recall, 1);
});

test("Too few samples for k, or sets of two lengths, are refused.", async () => {
  const x = grid(3, 2, (i) => i);
  await assert.rejects(precisionRecall(x, normal(9, 2, 1)), /at least 4 samples, not 3/);
  await assert.rejects(densityCoverage(normal(9, 3, 1), normal(9, 2, 1)), /one length, not of 3 and 2/);
  await assert.rejects(densityCoverage(x, x, { k: 0 }), /k of densityCoverage must be a whole number/);
});

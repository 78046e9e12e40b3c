import test from "node:test";
import assert from "node:assert/strict";
import { slicedWasserstein } from "../../../../../src/runtime/metrics/index.ts";
import { quantileDistance } from "../../../../../src/runtime/metrics/sliced/quantile-distance.ts";
import { grid, near, normal } from "../grid.ts";

test("In one dimension it is SciPy's Wasserstein distance, of sets of two sizes too.", async () => {
  // stats.wasserstein_distance(np.sin(1.3*np.arange(9)), np.cos(.9*np.arange(14))+.2)
  const found = await slicedWasserstein(
    grid(9, 1, (k) => Math.sin(1.3 * k)),
    grid(14, 1, (k) => Math.cos(0.9 * k) + 0.2),
    { p: 1 },
  );
  near(found.distance, 0.217838837278238, 1e-13);
  assert.deepEqual([found.values.length, found.error], [1, 0]);
});

test("Quantiles of sets of n and m are those of sets repeated to a common size.", () => {
  for (const [n, m] of [
    [1, 5],
    [4, 6],
    [7, 7],
    [3, 8],
  ]) {
    const [x, y] = [normal(1, n, n)[0].sort(), normal(1, m, m + 1)[0].sort()];
    let expected = 0;
    for (let i = 0; i < n * m; i++) expected += Math.abs(x[Math.floor(i / m)] - y[Math.floor(i / n)]) ** 3;
    near(quantileDistance(x, y, 3), expected / (n * m), 1e-13);
  }
});

test("A shift by s in D dimensions has |s| / sqrt(D), within its own error.", async () => {
  const x = normal(40, 5, 1);
  const shift = [1, -2, 0, 3, 0.5];
  const { distance, error } = await slicedWasserstein(
    x,
    x.map((row) => row.map((value, i) => value + shift[i])),
    { directions: 500 },
  );
  const expected = Math.hypot(...shift) / Math.sqrt(5);
  assert.ok(Math.abs(distance - expected) < 4.5 * error, `${distance} ± ${error}, not ${expected}`);
  // Of a shift s along unit vectors u, the variance of (s u)^2 is 2 |s|^4 (D - 1) / (D^2 (D + 2)).
  const squares = shift.reduce((sum, value) => sum + value * value, 0);
  const sd = Math.sqrt((2 * squares ** 2 * 4) / (25 * 7));
  near(error, sd / Math.sqrt(500) / (2 * expected), 0.25);
});

test("A set is at no distance from itself in another order, and a seed fixes the directions.", async () => {
  const x = normal(20, 3, 1);
  assert.equal((await slicedWasserstein(x, [...x].reverse())).distance, 0);
  const y = normal(30, 3, 2);
  const some = await slicedWasserstein(x, y, { directions: 4, seed: 7 });
  assert.deepEqual(
    (await slicedWasserstein(x, y, { directions: 2, seed: 7 })).values,
    some.values.slice(0, 2),
  );
  assert.notDeepEqual((await slicedWasserstein(x, y, { directions: 4 })).values, some.values);
});

test("Options out of range are refused.", async () => {
  const x = normal(5, 2, 1);
  await assert.rejects(slicedWasserstein(x, x, { p: 0.5 }), /at least 1, not 0.5/);
  await assert.rejects(slicedWasserstein(x, x, { directions: 0 }), /directions of slicedWasserstein/);
  await assert.rejects(slicedWasserstein(x, normal(5, 3, 1)), /one length/);
});

import assert from "node:assert/strict";
import test from "node:test";
import {
  cells,
  countsNear,
  densityDifference,
  reach,
} from "../../../../src/renderers/comparison/density-difference.ts";
import { energy } from "../../../../src/renderers/comparison/energy.ts";
import { discoveryThreshold } from "../../../../src/renderers/comparison/false-discovery.ts";
import { fisherP } from "../../../../src/renderers/comparison/fisher.ts";
import { pixelDifference } from "../../../../src/renderers/comparison/pixel-difference.ts";
import { scaleFor } from "../../../../src/renderers/comparison/scale.ts";
import { signedMap } from "../../../../src/renderers/comparison/signed-map.ts";
import { slicedW1 } from "../../../../src/renderers/comparison/sliced-w1.ts";
import { tensor2d } from "../../../../src/runtime/core/tf.ts";
import { energyDistance, slicedWasserstein } from "../../../../src/runtime/metrics/index.ts";
import { stream } from "../../../../src/runtime/random/index.ts";

const random = stream(5);
let drawn = 0;
const normal = (count: number): Float64Array => random.split(drawn++).normal64(2 * count);
const near = (found: number, expected: number, tolerance: number): void =>
  assert.ok(Math.abs(found - expected) <= tolerance, `${found}, not ${expected}`);

test("Fisher's p is the sum over all tables with the same sums that are as far apart, by brute force.", () => {
  const choose = (n: number, k: number): number => {
    let product = 1;
    for (let i = 0; i < k; i++) product = (product * (n - i)) / (i + 1);
    return k < 0 || k > n ? 0 : product;
  };
  for (const [a, b, n] of [
    [0, 6, 20],
    [3, 9, 12],
    [5, 5, 8],
    [8, 3, 8],
    [1, 14, 400],
  ]) {
    let expected = 0;
    for (let k = 0; k <= a + b; k++) {
      const apart = Math.abs(2 * k - (a + b)) >= Math.abs(a - b);
      if (apart) expected += (choose(n, k) * choose(n, a + b - k)) / choose(2 * n, a + b);
    }
    near(fisherP(a, b, n), Math.min(1, expected), 1e-10);
    assert.equal(fisherP(b, a, n), fisherP(a, b, n));
  }
});

test("Of findings, those under the line of Benjamini and Hochberg count.", () => {
  // Their own example, of 15 tests: four are found at a rate of 5 %.
  const ps = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];
  assert.equal(discoveryThreshold([...ps].reverse(), 0.05), 0.0095);
  assert.ok(discoveryThreshold([0.4, 0.9], 0.05) < 0);
  assert.ok(discoveryThreshold([], 0.05) < 0);
});

test("Points are counted in a disc around each cell, by brute force.", () => {
  const points = normal(60);
  const radius = 2;
  const counts = countsNear(points, radius);
  const width = (2 * radius) / cells;
  for (const [row, column] of [
    [0, 0],
    [10, 31],
    [20, 20],
    [39, 5],
  ]) {
    const [x, y] = [-radius + (column + 0.5) * width, radius - (row + 0.5) * width];
    let expected = 0;
    for (let i = 0; i < 60; i++)
      if (Math.hypot(points[2 * i] - x, points[2 * i + 1] - y) < reach * width) expected++;
    assert.equal(counts[row * cells + column], expected);
  }
  assert.ok(countsNear([NaN, 0, Infinity, 1, 1e300, -1e300], radius).every((count) => count === 0));
});

test("Equal distributions seldom show a difference, whether they are independent or began alike.", () => {
  const runs = 100;
  for (const alike of [0, 0.9]) {
    let coloured = 0;
    for (let i = 0; i < runs; i++) {
      const [a, fresh] = [normal(300), normal(300)];
      const b = fresh.map((value, k) => alike * a[k] + Math.sqrt(1 - alike ** 2) * value);
      if (densityDifference(a, b, 3).most > 0) coloured++;
    }
    // All cells together at 5 %: of 100 pictures, 12 or more would have a chance of less than 1 in 200.
    assert.ok(coloured < 12, `${coloured} of ${runs} pictures show a difference that is not there`);
  }
});

test("A difference that is there is found where it is, and with its sign.", () => {
  const a = normal(500);
  const b = normal(500).map((value, k) => (k % 2 === 0 ? value + 1 : value));
  const { values, more, most } = densityDifference(a, b, 3);
  assert.ok(more[0] > 20 && more[1] > 20 && most > 0.01);
  values.forEach((value, cell) => {
    const x = ((cell % cells) + 0.5) / cells - 0.5;
    // a has its middle at 0, b at a sixth of the window to the right: they are as dense half way.
    if (value !== 0) assert.equal(value > 0, x < 1 / 12, `${value} at ${x}`);
  });
  const same = densityDifference(a, a, 3);
  assert.deepEqual([same.most, same.more], [0, [0, 0]]);
});

test("Sliced W1 of a shift is 2 / pi of it, and the runtime's own.", async () => {
  const a = normal(200);
  const shifted = a.map((value, k) => value + (k % 2 === 0 ? 0.3 : -0.4));
  near(slicedW1(a, shifted), (2 / Math.PI) * 0.5, 1e-3);
  const b = normal(200).map((value) => 1.5 * value + 0.2);
  const [x, y] = [a, b].map((values) => tensor2d(Array.from(values), [200, 2]));
  const { distance, error } = await slicedWasserstein(x, y, { p: 1, directions: 2000 });
  near(slicedW1(a, b), distance, 4 * error);
  assert.ok(
    Number.isNaN(
      slicedW1(
        a,
        b.map((value, k) => (k === 7 ? NaN : value)),
      ),
    ),
  );
});

test("The energy distance is the runtime's, its error that of the jackknife by leaving each pair out.", async () => {
  const n = 40;
  const a = normal(n);
  const b = a.map((value, k) => 0.7 * value + (k % 3) / 4);
  const squaredOf = async (x: ArrayLike<number>, y: ArrayLike<number>): Promise<number> => {
    const rows = x.length / 2;
    const [p, q] = [x, y].map((values) => tensor2d(Array.from(values), [rows, 2]));
    const { squared } = await energyDistance(p, q, { biased: false });
    p.dispose();
    q.dispose();
    return squared;
  };
  const { squared, error } = energy(a, b);
  near(squared, await squaredOf(a, b), 1e-5);
  const left: number[] = [];
  for (let i = 0; i < n; i++) {
    const without = (values: Float64Array) => values.filter((_, k) => k >> 1 !== i);
    left.push(energy(without(a), without(b)).squared);
  }
  const mean = left.reduce((sum, value) => sum + value, 0) / n;
  const variance = ((n - 1) / n) * left.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  near(error, Math.sqrt(variance), 1e-10);
  assert.ok(Number.isNaN(energy([0, 0, 1, 1], [0, 1, 1, 0]).error));
});

test("Pixels differ by channel in the numbers and by their mean in the picture.", () => {
  const found = pixelDifference([1, 0, 0, 0.5, 0.5, 0.5], [0, 0, 1, 0.5, 0.5, -0.1], 3);
  near(found.values[0], 0, 1e-7);
  near(found.values[1], 0.2, 1e-7);
  near(found.most, 0.2, 1e-7);
  near(found.meanAbsolute, 2.6 / 6, 1e-12);
  near(found.rms, Math.sqrt(2.36 / 6), 1e-12);
});

test("The colours' scale is a round number that holds all, and zero is the page.", () => {
  assert.deepEqual(
    [0.013, 0.02, 0.3, 0.9, 1, 6, 0].map(scaleFor).map((value) => Number(value.toPrecision(3))),
    [0.015, 0.02, 0.3, 1, 1, 7, 1],
  );
  const map = signedMap("rgb(200, 100, 0)", "rgb(0, 100, 200)", "rgb(31, 31, 31)");
  assert.deepEqual(map(0.5), [31, 31, 31]);
  assert.ok(map(0.8)[2] > map(0.8)[0] && map(0.2)[0] > map(0.2)[2]);
});

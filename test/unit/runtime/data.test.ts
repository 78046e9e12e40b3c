import test from "node:test";
import assert from "node:assert/strict";
import { digits, flower, moons } from "../../../src/runtime/data/index.ts";

test("The digits are 1,797 scans with values in [-1, 1], split once and for all.", async () => {
  const { train, test } = digits();
  assert.deepEqual(train.images.shape, [1500, 8, 8, 1]);
  assert.deepEqual(test.images.shape, [297, 8, 8, 1]);
  const counts = new Array<number>(10).fill(0);
  for (const part of [train, test]) {
    const pixels = await part.images.data();
    assert.ok(pixels.every((value) => value >= -1 && value <= 1));
    for (const label of await part.labels.data()) counts[label]++;
  }
  // As published with the data set.
  assert.deepEqual(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  assert.deepEqual(await digits().test.labels.data(), await test.labels.data());
});

test("The moons are centred, of unit average variance, and the same for a seed.", async () => {
  const points = moons(20_000, { seed: 1 });
  const mean = await points.mean(0).data();
  for (const value of mean) assert.ok(Math.abs(value) < 0.02, String(mean));
  const [variance] = await points.square().mean().data();
  assert.ok(Math.abs(variance - 1) < 0.05, String(variance));
  assert.deepEqual(await moons(5, { seed: 2 }).data(), await moons(5, { seed: 2 }).data());
});

test("Without noise the moons are half circles.", async () => {
  const points = await moons(200, { noise: 0 }).array();
  points.forEach(([x, y], i) => {
    const [u, v] = [x / Math.SQRT2 + 0.5, y / Math.SQRT2 + 0.25];
    const radius = i % 2 === 0 ? Math.hypot(u, v) : Math.hypot(u - 1, v - 0.5);
    assert.ok(Math.abs(radius - 1) < 1e-5);
  });
});

test("No moons are no data.", () => {
  assert.throws(() => moons(0), /n must be a whole number of at least 1/);
});

test("The photograph is one of an orange flower before green.", async () => {
  const photo = flower();
  assert.deepEqual(photo.shape, [160, 240, 3]);
  const values = await photo.data();
  assert.ok(values.every((value) => value >= -1 && value <= 1));
  const at = (y: number, x: number) => [...values.subarray(3 * (240 * y + x), 3 * (240 * y + x) + 3)];
  const [flowerAt, leafAt] = [at(85, 110), at(20, 20)];
  assert.ok(flowerAt[0] > flowerAt[1] && flowerAt[1] > flowerAt[2], String(flowerAt));
  assert.ok(leafAt[0] < Math.min(leafAt[1], leafAt[2]), String(leafAt));
  photo.dispose();
});

import assert from "node:assert/strict";
import test from "node:test";
import { coverage } from "../../../../src/renderers/trajectory/dots.ts";

const dots = { window: 1, dot: 2, opacity: 1 };
const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0);

test("A dot covers the area of its disc, wherever between the pixels it stands.", () => {
  for (const at of [0, 0.013, 0.037, -0.21]) {
    const area = sum(coverage(40, { ...dots, points: [at, at / 3], dot: 4 }));
    assert.ok(Math.abs(area / (Math.PI * 16) - 1) < 0.03, `${area} at ${at}`);
  }
});

test("x goes to the right and y upwards.", () => {
  const covered = coverage(8, { ...dots, dot: 0.5, points: [0.625, 0.875] });
  assert.equal(covered[0 * 8 + 6], 1);
  assert.equal(sum(covered), 1);
});

test("Dots over each other are as opaque as two layers, and those outside of the window leave no mark.", () => {
  const one = coverage(9, { ...dots, opacity: 0.5, points: [0, 0] });
  const two = coverage(9, { ...dots, opacity: 0.5, points: [0, 0, 0, 0] });
  assert.equal(one[40], 0.5);
  assert.equal(two[40], 0.75);
  assert.equal(sum(coverage(9, { ...dots, points: [5, 0, 0, -7, NaN, 0, Infinity, 1] })), 0);
});

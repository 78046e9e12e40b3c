import assert from "node:assert/strict";
import test from "node:test";
import { logTicks, scaleOf } from "../../../src/runtime/display/pictures/scale.ts";

test("A log axis has few, round ticks, and at least two.", () => {
  assert.deepEqual(logTicks(0.13, 1.2), [0.2, 0.5, 1]);
  assert.deepEqual(logTicks(0.1, 1), [0.1, 0.2, 0.5, 1]);
  assert.deepEqual(logTicks(1e-4, 10), [1e-4, 1e-3, 1e-2, 0.1, 1, 10]);
  assert.deepEqual(logTicks(0.213, 0.3), [0.21, 0.3]);
  for (let power = -12; power < 12; power++) {
    const ticks = logTicks(10 ** power, 10 ** (power + 8));
    assert.ok(ticks.length >= 2 && ticks.length <= 6, ticks.join());
  }
});

test("An axis is logarithmic, and linear where values are negative.", () => {
  const log = scaleOf([0.1, 10, 0]);
  assert.ok(log && Math.abs(log.place(1) - 0.5) < 1e-12);
  assert.equal(log.place(0), 0); // what a log axis has no place for lies at its foot
  const linear = scaleOf([-3, 1, NaN]);
  assert.ok(linear);
  assert.deepEqual([-3, -1, 1].map(linear.place), [0, 0.5, 1]);
  assert.deepEqual(linear.ticks, [-3, -2, -1, 0, 1]);
  assert.deepEqual(scaleOf([-0.25, 0.3])?.ticks, [-0.2, 0, 0.2]);
  assert.deepEqual(scaleOf([-2])?.place(-2), 0);
  assert.equal(scaleOf([]), null);
  assert.equal(scaleOf([0, 0]), null);
});

import assert from "node:assert/strict";
import test from "node:test";
import { logTicks } from "../../../src/runtime/display/pictures/curve.ts";

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

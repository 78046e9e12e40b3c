import assert from "node:assert/strict";
import test from "node:test";
import { linear } from "../../../src/renderers/scale/linear.ts";
import { columnMeans } from "../../../src/renderers/scale/mean.ts";
import { perSecond, remember, type Reading } from "../../../src/renderers/scale/rate.ts";
import { thin } from "../../../src/renderers/scale/thin.ts";
import { linearTicks, logTicks } from "../../../src/renderers/scale/ticks.ts";

test("A linear scale maps ends to ends and an empty domain to the middle.", () => {
  const y = linear([0, 10], [100, 0]);
  assert.deepEqual([y(0), y(5), y(10)], [100, 50, 0]);
  assert.equal(linear([3, 3], [0, 8])(3), 4);
});

test("Linear ticks are round, within the range and not too many.", () => {
  assert.deepEqual(linearTicks(0, 2000, 4), [0, 500, 1000, 1500, 2000]);
  assert.deepEqual(linearTicks(-3, 3, 6), [-3, -2, -1, 0, 1, 2, 3]);
  assert.deepEqual(linearTicks(0, 0.35, 5), [0, 0.1, 0.2, 0.3]);
  assert.deepEqual(linearTicks(5, 5), [5]);
});

test("Logarithmic ticks are few, from within a decade to many decades.", () => {
  for (const [low, high] of [
    [0.25, 1.4],
    [1e-6, 3],
    [0.31, 0.36],
    [2, 9000],
  ] as const) {
    const ticks = logTicks(low, high);
    assert.ok(ticks.length >= 2 && ticks.length <= 6, `${low} to ${high}: ${ticks.join()}`);
    assert.ok(ticks.every((tick) => tick >= low && tick <= high));
  }
});

test("Thinning keeps every column's extremes, so a spike of one step stays.", () => {
  const x = Float64Array.from({ length: 100_000 }, (_, i) => i);
  const y = x.map((i) => Math.sin(i / 5000));
  y[54_321] = 40;
  const { x: kept, y: values } = thin(x, y, 300, [0, 100_000]);
  assert.ok(kept.length <= 4 * 301);
  assert.equal(values[kept.indexOf(54_321)], 40);
  assert.equal(Math.min(...values), Math.min(...y));
  assert.ok(kept.every((at, i) => i === 0 || at > kept[i - 1]));
});

test("Thinning leaves short series as they are and what is not finite as gaps.", () => {
  assert.deepEqual(thin([0, 1, 2], [5, Infinity, 6], 100, [0, 2]), { x: [0, 1, 2], y: [5, NaN, 6] });
  const steps = Array.from({ length: 1000 }, (_, i) => i);
  const { y } = thin(
    steps,
    steps.map((i) => (i === 500 ? NaN : i)),
    10,
    [0, 1000],
  );
  assert.equal(y.filter(Number.isNaN).length, 1);
});

test("Column means leave out what is not finite and columns without values.", () => {
  assert.deepEqual(columnMeans([0, 1, 6, 7], [2, 4, NaN, 8], 5, [0, 10]), { x: [0.5, 7], y: [3, 8] });
});

test("A rate is measured over the window and is silent before it can be known.", () => {
  let readings: Reading[] = [];
  assert.equal(perSecond(readings), null);
  for (let time = 0; time <= 10_000; time += 500) {
    // Slow for five seconds, then fast: only the fast part is within the window.
    const count = time <= 5000 ? time / 1000 : 5 + (time - 5000) / 10;
    readings = remember(readings, { time, count }, 2000);
  }
  assert.ok(Math.abs((perSecond(readings) ?? 0) - 100) < 1e-9);
  assert.equal(
    perSecond([
      { time: 1, count: 0 },
      { time: 2, count: 9 },
    ]),
    null,
  );
});

import assert from "node:assert/strict";
import test from "node:test";
import { glanceAt } from "../../../src/protocol/index.ts";

test("a glance counts, measures and sorts into bins", () => {
  const { moments, bars, ...counts } = glanceAt([0, 1, 2, 3, NaN, Infinity, -Infinity, -Infinity], 2);
  assert.deepEqual(counts, { finite: 4, nan: 1, plusInf: 1, minusInf: 2 });
  assert.deepEqual(moments, { min: 0, max: 3, mean: 1.5, std: Math.sqrt(1.25) });
  assert.deepEqual(bars, [2, 2]);
});

test("a large offset, equal values, the largest doubles and none at all spoil nothing", () => {
  const offset = glanceAt([1e9 + 1, 1e9 + 2, 1e9 + 3], 3);
  assert.equal(offset.moments?.std, Math.sqrt(2 / 3));
  assert.deepEqual(offset.bars, [1, 1, 1]);
  assert.deepEqual(glanceAt([7, 7], 3).bars, [0, 2, 0]);
  const huge = glanceAt([-Number.MAX_VALUE, Number.MAX_VALUE], 2);
  assert.deepEqual([huge.moments?.mean, huge.bars], [0, [1, 1]]);
  assert.ok(Number.isFinite(huge.moments?.std));
  assert.deepEqual(glanceAt([], 2), {
    finite: 0,
    nan: 0,
    plusInf: 0,
    minusInf: 0,
    moments: null,
    bars: [0, 0],
  });
});

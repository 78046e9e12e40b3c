import assert from "node:assert/strict";
import test from "node:test";
import { spread, stripLayout } from "../../../../../src/renderers/trajectory/export/strip-layout.ts";

test("No pictures of a strip overlap, all lie within it, and rows and columns are straight.", () => {
  const layout = stripLayout(
    [
      { width: 400, height: 400 },
      { width: 120, height: 60 },
    ],
    12,
  );
  const cells = layout.cells.flat();
  assert.equal(cells.length, 24);
  for (const [k, a] of cells.entries()) {
    assert.ok(a.left >= 0 && a.left + a.width <= layout.width && a.top + a.height <= layout.height);
    assert.ok(a.top > layout.captions && layout.captions > layout.title);
    for (const b of cells.slice(k + 1)) {
      const apart = a.left + a.width <= b.left || b.left + b.width <= a.left || a.top + a.height <= b.top;
      assert.ok(apart, JSON.stringify([a, b]));
    }
  }
  layout.cells[0].forEach((cell, k) => assert.equal(cell.left, layout.cells[1][k].left));
});

test("Large pictures are made smaller in their own proportions, small ones stay as they are.", () => {
  const { cells } = stripLayout(
    [
      { width: 600, height: 300 },
      { width: 64, height: 32 },
    ],
    1,
  );
  assert.equal(cells[0][0].width, 2 * cells[0][0].height);
  assert.deepEqual([cells[1][0].width, cells[1][0].height], [64, 32]);
});

test("A strip takes the first, the last and evenly what is between.", () => {
  assert.deepEqual(spread(101, 11), [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  assert.deepEqual(spread(3, 12), [0, 1, 2]);
  assert.deepEqual([spread(0, 12), spread(1, 12), spread(9, 1)], [[], [0], [8]]);
});

import assert from "node:assert/strict";
import test from "node:test";
import { columnsThatFit, cornerOf, pixelAt, sizeOf } from "../../../../src/renderers/tensor/picture-grid.ts";
import { cellAt, cellOf, placementOf } from "../../../../src/renderers/tensor/placement.ts";
import type { Plane } from "../../../../src/renderers/tensor/plane.ts";

test("Every pixel of a grid of pictures is found at its middle, and none in the gaps.", () => {
  for (const labelled of [false, true]) {
    const grid = { columns: 3, tile: [20, 10] as const, labelled };
    const sides = [7, 5, 4] as const; // seven pictures of 5 by 4 pixels
    const [width, height] = sizeOf(grid, 7);
    assert.deepEqual([width, height], [3 * 24 - 4, 3 * (14 + (labelled ? 16 : 0)) - 4]);
    for (let picture = 0; picture < 7; picture++)
      for (let row = 0; row < 5; row++)
        for (let column = 0; column < 4; column++) {
          const [left, up] = cornerOf(grid, picture);
          const found = pixelAt(grid, sides, left + 5 * column + 2.5, up + 2 * row + 1);
          assert.deepEqual(found, { picture, row, column });
        }
    assert.equal(pixelAt(grid, sides, 21, 5), null, "between two columns");
    assert.equal(pixelAt(grid, sides, 5, 12), null, "below a picture");
    assert.equal(pixelAt(grid, sides, 30, sizeOf(grid, 7)[1] - 2), null, "after the last picture");
    assert.equal(pixelAt(grid, sides, -1, 5), null);
  }
  assert.deepEqual(
    [columnsThatFit(100, 20, 9), columnsThatFit(100, 20, 2), columnsThatFit(5, 20, 9)],
    [4, 2, 1],
  );
});

/** Of a [2, 12, 30] tensor: axis 0 at 1, rows 2:12:2 in blocks of 2, columns 3:30 in blocks of 4. */
const plane: Plane = {
  height: 3,
  width: 7,
  mean: new Float64Array(21),
  min: null,
  max: null,
  bad: null,
  rows: { start: 2, step: 2, count: 5, block: 2 },
  columns: { start: 3, step: 1, count: 27, block: 4 },
  exact: true,
  coarse: true,
  sampled: false,
};
const selection = {
  picks: [
    { kind: "index", at: 1 },
    { kind: "range", start: 2, step: 2, count: 5 },
    { kind: "range", start: 3, step: 1, count: 27 },
  ],
  rows: 1,
  columns: 2,
} as const;

test("A point of a heat map leads to its cell, and an element to the cell that holds it.", () => {
  const view = { rows: [0, 5], columns: [0, 27] } as const;
  const at = placementOf(plane, selection, view, { clientWidth: 270, clientHeight: 50 });
  assert.deepEqual(at, { left: 0, top: 0, cellWidth: 40, cellHeight: 20 });
  assert.deepEqual(cellAt(plane, at, 85, 39), { row: 1, column: 2 });
  assert.equal(cellAt(plane, at, -1, 0), null);
  assert.equal(cellAt(plane, at, 10, 61), null);
  for (let row = 2; row < 12; row += 2)
    for (let column = 3; column < 30; column++) {
      const cell = cellOf([1, row, column], plane, selection);
      assert.deepEqual(cell, { row: Math.floor((row - 2) / 4), column: Math.floor((column - 3) / 4) });
    }
  assert.equal(cellOf([0, 2, 3], plane, selection), null, "of another index");
  assert.equal(cellOf([1, 2, 2], plane, selection), null, "left of the slice");
});

test("Zoomed in, cells keep their places: what is out of sight lies outside of the canvas.", () => {
  const view = { rows: [2, 4], columns: [8, 17] } as const;
  const at = placementOf(plane, selection, view, { clientWidth: 90, clientHeight: 20 });
  assert.deepEqual(at, { left: -80, top: -20, cellWidth: 40, cellHeight: 20 });
  assert.deepEqual(cellAt(plane, at, 1, 1), { row: 1, column: 2 });
});

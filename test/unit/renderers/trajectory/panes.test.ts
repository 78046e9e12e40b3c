import assert from "node:assert/strict";
import test from "node:test";
import { imagesLayout } from "../../../../src/renderers/trajectory/images-layout.ts";
import { movedPixel } from "../../../../src/renderers/trajectory/moved-pixel.ts";
import { toSigned } from "../../../../src/renderers/trajectory/pixels.ts";
import { density, field, longest } from "../../../../src/renderers/trajectory/score-field.ts";

test("An arrow of the field is the mean of the vectors in its cell, and empty cells have none.", () => {
  // Cells of side 1 over [-2, 2]: two points in the cell right of and above the middle, one at the lower left.
  const points = [0.1, 0.2, 0.9, 0.4, -1.5, -1.9];
  const vectors = [1, 0, 3, -2, 0.5, 0.5];
  assert.deepEqual(field(points, vectors, 2, 4), [
    { x: -1.5, y: -1.5, u: 0.5, v: 0.5 },
    { x: 0.5, y: 0.5, u: 2, v: -1 },
  ]);
  assert.equal(longest(field(points, vectors, 2, 4)), Math.sqrt(5));
  assert.deepEqual(field([0, 0], [NaN, 0], 1, 2), []);
  assert.deepEqual(field([9, 0, 0, -9], [1, 1, 1, 1], 1, 2), []);
});

test("The score field of normal data points to the middle, as far as its slope says.", () => {
  const points = Array.from(
    { length: 2 * 4000 },
    (_, i) => 4 * ((i * 0.6180339887 * (i % 2 ? 1.3 : 1)) % 1) - 2,
  );
  const [variance, cells] = [1.7, 8];
  const score = points.map((value) => -value / variance);
  for (const { x, y, u, v } of field(points, score, 2, cells)) {
    const half = 2 / cells / variance;
    assert.ok(Math.abs(u + x / variance) < half && Math.abs(v + y / variance) < half);
  }
});

test("The density counts every point within the window once, where it lies.", () => {
  assert.deepEqual([...density([-0.5, -0.5, 0.5, -0.5, 0.6, -0.1, -0.5, 0.5], 1, 2)], [1, 2, 1, 0]);
  assert.deepEqual([...density([-1, -1, 1, 1, NaN, 0], 1, 2)], [1, 0, 0, 0]);
});

test("A signed picture's zero is the middle of its map, its ends are the map's, and NaN is neither.", () => {
  const map = (u: number): [number, number, number] => [Math.round(100 * Math.min(1, Math.max(0, u))), 7, 8];
  const bytes = toSigned([0, 9, -9, 1.5, NaN, 9], [3, 1, 2], 3, map, [200, 0, 0]);
  assert.deepEqual([...bytes], [50, 7, 8, 255, 0, 7, 8, 255, 200, 0, 0, 255]);
});

test("Arrows lead to a pixel's neighbours, over the edge to the next picture, pages to another picture.", () => {
  const shape = [3, 4, 5] as const;
  const at = (sample: number, row: number, column: number) => ({ sample, row, column });
  assert.deepEqual(movedPixel(at(1, 2, 3), "ArrowRight", shape), at(1, 2, 4));
  assert.deepEqual(movedPixel(at(1, 2, 4), "ArrowRight", shape), at(2, 2, 0));
  assert.deepEqual(movedPixel(at(0, 2, 0), "ArrowLeft", shape), at(2, 2, 4));
  assert.deepEqual(movedPixel(at(1, 0, 3), "ArrowUp", shape), at(1, 3, 3));
  assert.deepEqual(movedPixel(at(2, 1, 3), "PageDown", shape), at(0, 1, 3));
  assert.equal(movedPixel(at(0, 0, 0), "Home", shape), null);
});

test("Panes of pictures never need more than the width there is.", () => {
  for (const available of [420, 500, 640, 760, 1000, 1600]) {
    for (const panes of [0, 1, 2, 3, 4]) {
      for (const curve of [true, false]) {
        const { columns, share, beside } = imagesLayout(available, panes, curve);
        assert.ok(
          columns * share + (columns - 1 + (beside ? 1 : 0)) * 16 <= available,
          `${available} ${panes}`,
        );
        if (beside) assert.ok(available - columns * (share + 16) >= 80);
      }
    }
  }
});

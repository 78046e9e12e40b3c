import assert from "node:assert/strict";
import test from "node:test";
import { tensorMime, type Tensor } from "../../../../src/protocol/index.ts";
import {
  planeOf,
  cutsFor,
  elementsOf,
  savedPlane,
  wholeViewport,
} from "../../../../src/renderers/tensor/plane.ts";
import { readingOf } from "../../../../src/renderers/tensor/reading.ts";
import { readTensor } from "../../../../src/renderers/tensor/read.ts";
import { firstSelection, selectionOf, withRole } from "../../../../src/renderers/tensor/selection.ts";
import { parseSlice } from "../../../../src/renderers/tensor/slice.ts";
import { savedSource } from "../../../../src/renderers/tensor/source.ts";
import { numbersBundle } from "../../../../src/runtime/display/tensor/bundle.ts";

async function saved(values: ArrayLike<number>, shape: number[]): Promise<Tensor> {
  const bundle = await numbersBundle({
    values,
    shape,
    dtype: "float32",
    bytes: 4 * values.length,
    backend: "cpu",
  });
  return readTensor(JSON.parse(JSON.stringify(bundle[tensorMime])));
}

const exact = [1000, 1000] as const;

test("a slice of a whole tensor holds what nested arrays hold there, either way up", async () => {
  const shape = [3, 4, 5];
  const values = Float32Array.from({ length: 60 }, (_, i) => i);
  const tensor = await saved(values, shape);
  const source = savedSource(tensor);
  const first = firstSelection([3, 4, 5]);
  for (const text of [
    "[1, :, :]",
    "[:, 2, :]",
    "[:, :, 3]",
    "[2, 1:3, ::2]",
    "[::-1, 0, 1:4]",
    "[1, 2, :]",
    "[:, 3, 4]",
  ]) {
    const picks = parseSlice(text, shape);
    const selection = selectionOf(picks, first);
    const plane = savedPlane(source, selection, wholeViewport(selection), exact);
    assert.ok(plane);
    const taken = picks.map((pick) =>
      pick.kind === "index"
        ? [pick.at]
        : Array.from({ length: pick.count }, (_, k) => pick.start + k * pick.step),
    );
    const wanted = taken[0].flatMap((i) => taken[1].flatMap((j) => taken[2].map((k) => i * 20 + j * 5 + k)));
    assert.deepEqual([...plane.mean], wanted, text);
    const { rows, columns } = selection;
    if (rows === null || columns === null) continue;
    const turned = withRole(selection, rows, "columns", shape);
    assert.deepEqual([turned.rows, turned.columns], [columns, rows]);
    const upright = savedPlane(source, turned, wholeViewport(turned), exact);
    assert.ok(upright);
    for (let i = 0; i < plane.height; i++)
      for (let j = 0; j < plane.width; j++)
        assert.equal(upright.mean[j * plane.height + i], plane.mean[i * plane.width + j]);
  }
});

test("a coarse preview gives the blocks that a viewport touches, and says which elements they are", async () => {
  const shape = [600, 800];
  const values = Float32Array.from({ length: 480_000 }, (_, i) => Math.floor(i / 800) + (i % 800) / 1000);
  const tensor = await saved(values, shape);
  const source = savedSource(tensor);
  assert.equal(source.whole, false);
  const selection = firstSelection(shape);
  const plane = savedPlane(source, selection, { rows: [100, 203], columns: [50, 160] }, exact);
  assert.ok(plane);
  const [first] = elementsOf(plane.rows, 0);
  const [, last] = elementsOf(plane.rows, plane.height - 1);
  assert.ok(first <= 100 && last >= 202 && first > 100 - plane.rows.block && last < 203 + plane.rows.block);
  for (let i = 0; i < plane.height; i++) {
    const [from, to] = elementsOf(plane.rows, i);
    // Half precision of up to 600, and the columns' part of less than 1.
    assert.ok(Math.abs(plane.mean[i * plane.width] - (from + to) / 2) < 1.5);
    assert.ok((plane.min?.[i * plane.width] ?? 0) <= from + 0.5);
    assert.ok((plane.max?.[i * plane.width] ?? 0) >= to - 0.5);
  }
  // One element is asked for, and a block's mean is what there is.
  const single = selectionOf(parseSlice("[5, 7]", shape), selection);
  const block = savedPlane(source, single, wholeViewport(single), exact);
  assert.ok(block?.coarse);
  assert.match(readingOf(block, 0, 0, single, tensor).text, /^mean /);
  // A step has no meaning in blocks.
  const stepped = selectionOf(parseSlice("[::2, :]", shape), selection);
  assert.equal(savedPlane(source, stepped, wholeViewport(stepped), exact), null);
});

test("of thinned axes what is kept is there, and what is not is told apart from it", async () => {
  const shape = [100, 64, 64];
  const tensor = await saved(
    Float32Array.from({ length: 409_600 }, (_, i) => Math.floor(i / 4096) + (i % 7) / 100),
    shape,
  );
  const source = savedSource(tensor);
  const { step, count } = tensor.preview.cuts[0];
  const selection = firstSelection(shape);
  let found = 0;
  for (let index = 0; index < 100; index++) {
    const one = { ...selection, picks: parseSlice(`[${index}]`, shape) };
    const plane = planeOf;
    const grid = source.part(cutsFor(one, wholeViewport(one), exact));
    assert.equal(grid !== null, source.has(0, index));
    if (!grid) continue;
    found++;
    assert.equal(index % step, 0);
    assert.ok(Math.abs(plane(grid, one).mean[0] - index) < 0.2);
  }
  assert.equal(found, count);
});

import assert from "node:assert/strict";
import test from "node:test";
import { parseSlice, sliceText, SliceError, type Pick } from "../../../../src/renderers/tensor/slice.ts";

/** The indices that Python takes of an axis, by walking from start while before stop: its documented meaning. */
function python(length: number, start: number | null, stop: number | null, step: number): number[] {
  const clip = (value: number, low: number, high: number): number =>
    Math.min(Math.max(value < 0 ? value + length : value, low), high);
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const end = stop === null ? (step > 0 ? length : -1) : clip(stop, low, high);
  const taken: number[] = [];
  for (
    let i = start === null ? (step > 0 ? 0 : length - 1) : clip(start, low, high);
    step > 0 ? i < end : i > end;
    i += step
  )
    taken.push(i);
  return taken;
}

const indices = (pick: Pick): number[] =>
  pick.kind === "index"
    ? [pick.at]
    : Array.from({ length: pick.count }, (_, k) => pick.start + k * pick.step);

test("every start, stop and step takes what Python takes", () => {
  const bounds = [null, ...Array.from({ length: 17 }, (_, i) => i - 8)];
  for (const length of [1, 2, 5]) {
    for (const start of bounds)
      for (const stop of bounds)
        for (const step of [1, 2, 3, -1, -2, 7]) {
          const text = `[${start ?? ""}:${stop ?? ""}:${step}]`;
          const wanted = python(length, start, stop, step);
          if (wanted.length === 0) assert.throws(() => parseSlice(text, [length]), /nothing lies in/);
          else {
            const picks = parseSlice(text, [length]);
            assert.deepEqual(indices(picks[0]), wanted, `${text} of ${length}`);
            assert.deepEqual(
              indices(parseSlice(sliceText(picks, [length]), [length])[0]),
              wanted,
              sliceText(picks, [length]),
            );
          }
        }
  }
});

test("a name, negative indices, dots and missing axes are read as NumPy reads them", () => {
  const shape = [8, 4, 32, 48];
  const read = (text: string): string => sliceText(parseSlice(text, shape), shape);
  assert.equal(read("h[2, 0]"), "[2, 0, :, :]");
  assert.equal(read("[-1, ..., 5]"), "[7, :, :, 5]");
  assert.equal(read(" model.w [0, :, 10:20, ::2] "), "[0, :, 10:20, ::2]");
  assert.equal(read("1,2"), "[1, 2, :, :]");
  assert.equal(read("[...]"), "[:, :, :, :]");
  assert.equal(read(""), "[:, :, :, :]");
  assert.equal(read("[0,]"), "[0, :, :, :]");
  assert.equal(sliceText(parseSlice("[]", []), []), "[]");
});

test("what is wrong is said in words", () => {
  const wrong: [string, RegExp][] = [
    ["[8]", /Axis 0 has 8 elements, so there is no index 8/],
    ["[-9]", /no index -9/],
    ["[0, 0, 0]", /3 indices for 2 axes/],
    ["[a]", /Axis 0: "a" is no whole number/],
    ["[1.5]", /"1.5" is no whole number/],
    ["[:, 1:2:3:4]", /Axis 1: a range is start:stop:step/],
    ["[::0]", /step cannot be 0/],
    ["[..., ...]", /only once/],
    ["[,1]", /an index is missing/],
    ["[1", /one pair of brackets/],
    ["[[1]]", /one pair of brackets/],
    ["[5:5]", /nothing lies in 5:5/],
    ["[99999999999999999999]", /no whole number/],
  ];
  for (const [text, words] of wrong) {
    assert.throws(
      () => parseSlice(text, [8, 4]),
      (error: unknown) => error instanceof SliceError && words.test(error.message),
      text,
    );
  }
  assert.throws(() => parseSlice("[0]", []), /a scalar, which takes none/);
});

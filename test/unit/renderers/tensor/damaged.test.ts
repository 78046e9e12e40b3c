import assert from "node:assert/strict";
import test from "node:test";
import { tensorMime } from "../../../../src/protocol/index.ts";
import { BadPayload } from "../../../../src/renderers/payload.ts";
import { extentOf, savedPlane, wholeViewport } from "../../../../src/renderers/tensor/plane.ts";
import { readTensor } from "../../../../src/renderers/tensor/read.ts";
import { firstSelection } from "../../../../src/renderers/tensor/selection.ts";
import { savedSource } from "../../../../src/renderers/tensor/source.ts";
import { firstDisplay, windowOf } from "../../../../src/renderers/tensor/window.ts";
import { stream } from "../../../../src/runtime/random/index.ts";
import { numbersBundle } from "../../../../src/runtime/display/tensor/bundle.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every place in a JSON value, as the keys that lead to it. */
function placesIn(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Array.isArray(value)
    ? value.slice(0, 3).flatMap((item, i) => placesIn(item, [...path, i]))
    : Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]));
  return path.length ? [path, ...inner] : inner;
}

function replaced(value: Json, path: (string | number)[], by: Json): Json {
  if (path.length === 0) return by;
  const [key, ...rest] = path;
  if (Array.isArray(value)) return value.map((item, i) => (i === key ? replaced(item, rest, by) : item));
  if (typeof value !== "object" || value === null) return value;
  return { ...value, [key]: replaced(value[key], rest, by) };
}

const bad: Json[] = [
  null,
  -1,
  0,
  1.5,
  1e9,
  2 ** 53,
  1e308,
  "",
  "<script>alert(1)</script>",
  "!!!",
  [],
  [[]],
  {},
  true,
  [1e9, 1e9],
  [0],
  [-1],
];

test("a thousand damaged payloads are refused in words, or hold together", async () => {
  const random = stream(17);
  const uniform = (): number => random.uniform64(1)[0];
  const originals = await Promise.all(
    [[6, 5], [2, 4, 4, 3], [300, 300], []].map(async (shape) => {
      const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(i));
      const bundle = await numbersBundle({ values, shape, dtype: "float32", bytes: 4, backend: "cpu" });
      return JSON.parse(JSON.stringify(bundle[tensorMime])) as Json; // what JSON.parse gives
    }),
  );
  let refused = 0;
  for (let trial = 0; trial < 1000; trial++) {
    const original = originals[trial % originals.length];
    const places = placesIn(original);
    const place = places[Math.floor(uniform() * places.length)];
    const by = bad[Math.floor(uniform() * bad.length)];
    const data = place.at(-1) === "data" && uniform() < 0.5;
    const damaged = replaced(original, place, data ? "AAAA".repeat(Math.floor(uniform() * 40)) : by);
    const began = performance.now();
    try {
      const tensor = readTensor(damaged);
      const selection = firstSelection(tensor.shape);
      const plane = savedPlane(savedSource(tensor), selection, wholeViewport(selection), [64, 64]);
      if (plane && !tensor.shape.includes(0))
        assert.ok(plane.mean.length >= 1 && extentOf(selection, "rows") >= 1);
      const [low, high] = windowOf(firstDisplay(tensor), tensor, null);
      assert.ok(
        low < high && Number.isFinite(low) && Number.isFinite(high),
        `${low} ${high} ${JSON.stringify(place)}`,
      );
    } catch (error) {
      assert.ok(
        error instanceof BadPayload || error instanceof RangeError,
        `${String(error)} at ${place.join(".")}`,
      );
      refused++;
    }
    assert.ok(performance.now() - began < 1000, `${place.join(".")} took too long`);
  }
  assert.ok(refused > 500, `${refused} of 1000 were refused`);
});

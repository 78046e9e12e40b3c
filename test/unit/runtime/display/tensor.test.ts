import assert from "node:assert/strict";
import test from "node:test";
import { decode } from "fast-png";
import {
  tensorFault,
  unpackNumbers,
  blocksShape,
  Tensor as Payload,
  tensorMime,
} from "../../../../src/protocol/index.ts";
import { tensor, Tensor, zeros } from "../../../../src/runtime/core/tf.ts";
import { show } from "../../../../src/runtime/display/index.ts";
import { tensorBundle } from "../../../../src/runtime/display/tensor/bundle.ts";
import { planCuts } from "../../../../src/runtime/display/tensor/preview.ts";
import { stream } from "../../../../src/runtime/random/index.ts";
import * as v from "valibot";
import { inNotebook } from "../fake-host.ts";
import { leaves } from "../no-leak.ts";

const mostBytes = 256 * 1024;

function payloadOf(bundle: Record<string, unknown>): Payload {
  const payload = v.parse(Payload, JSON.parse(JSON.stringify(bundle[tensorMime])));
  assert.equal(tensorFault(payload), null);
  return payload;
}

async function shown(value: unknown, options = {}): Promise<Record<string, unknown>> {
  const bundles: Record<string, unknown>[] = [];
  await inNotebook(async (host) => {
    await show(value, options);
    bundles.push(...host.shown);
  });
  return bundles[0];
}

/** Of noise, which no compression makes smaller. */
const noise = (shape: readonly number[]): Float32Array => stream(3).normal(shape.reduce((a, b) => a * b, 1));

for (const shape of [
  [7],
  [40_000],
  [300_000],
  [30, 30],
  [200, 240],
  [1000, 1000],
  [4, 100_000],
  [100_000, 3],
  [8, 4, 32, 48],
  [500, 3, 32, 32],
  [64, 28, 28, 1],
  [2, 3, 4, 5, 6, 7],
  [40, 30, 50, 60],
]) {
  test(`what is saved of ${shape.join(" x ")} noise fits together, and stays below 256 KB with its picture`, async () => {
    const x = tensor(noise(shape), shape);
    const bundle = await tensorBundle(x);
    x.dispose();
    assert.ok(JSON.stringify(bundle).length <= mostBytes, `${JSON.stringify(bundle).length} bytes`);
    const { preview } = payloadOf(bundle);
    assert.equal(
      unpackNumbers(preview.mean).length,
      blocksShape(preview.cuts).reduce((a, b) => a * b, 1),
    );
  });
}

test("a small tensor is saved to the last digit, and one that has just no room for that to three", async () => {
  const values = noise([36_000]);
  const exact = payloadOf(await shown(values));
  assert.equal(exact.exact, true);
  assert.deepEqual(Float32Array.from(unpackNumbers(exact.preview.mean)), values);
  const rounded = payloadOf(await shown(noise([36_001])));
  assert.equal(rounded.exact, false);
  assert.deepEqual(blocksShape(rounded.preview.cuts), [36_001]);
});

test("a plan keeps the proportions of a matrix, all channels, and the first pictures", () => {
  assert.deepEqual(
    planCuts([1000, 2000]).map(({ block }) => block),
    [8, 15],
  );
  const pictures = planCuts([500, 3, 32, 32]);
  assert.deepEqual([pictures[0].start, pictures[0].step], [0, 1]);
  assert.equal(blocksShape(pictures)[1], 3);
  const stack = planCuts([1000, 64, 64]);
  assert.ok(blocksShape(stack)[0] >= 2 && blocksShape(stack)[0] <= 1000);
});

test("of labelled pictures the means alone are saved, so that there are more of them; where some are no numbers, all is", async () => {
  const labels = ["a", "b", "c", "d", "e", "f"];
  const shape = [6, 160, 240, 3];
  const x = tensor(noise(shape), shape);
  const { preview } = payloadOf(await shown(x, { labels }));
  assert.ok(!preview.min && !preview.max && !preview.bad);
  const [many, height, width, channels] = blocksShape(preview.cuts);
  assert.deepEqual([many, channels], [6, 3]);
  assert.ok(height * width > 3000, `${height} by ${width}`);
  const plain = payloadOf(await shown(x)).preview;
  assert.ok(plain.min && plain.mean.length < preview.mean.length / 2);
  const values = await x.data();
  values[7] = NaN;
  assert.ok(payloadOf(await shown(tensor(values, shape), { labels })).preview.bad);
});

test("typed arrays, nested arrays, booleans and arrays of tensors are shown as tensors", async () => {
  const cases: [unknown, number[], string][] = [
    [Int16Array.of(1, 2, 3), [3], "int16"],
    [
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      [3, 2],
      "float64",
    ],
    [[true, false], [2], "float64"],
    [[Float32Array.of(1, 2), Float32Array.of(3, 4)], [2, 2], "float32"],
  ];
  for (const [value, shape, dtype] of cases) {
    const payload = payloadOf(await shown(value));
    assert.deepEqual([payload.shape, payload.dtype, payload.backend], [shape, dtype, "memory"]);
  }
  const [a, b] = [tensor([1, 2]), tensor([3, 4])];
  const payload = payloadOf(await shown([a, b], { name: "both" }));
  assert.deepEqual(
    [payload.shape, payload.name, [...unpackNumbers(payload.preview.mean)]],
    [[2, 2], "both", [1, 2, 3, 4]],
  );
  a.dispose();
  b.dispose();
});

test("what is no array of numbers stays text, and a ragged one is refused", async () => {
  for (const value of [[], ["a"], [1, "a"], [{}], [[]], BigInt64Array.of(1n), new Map()]) {
    assert.deepEqual(Object.keys(await shown(value)), ["text/plain"]);
  }
  await assert.rejects(
    shown([[1, 2], [3]]),
    /ragged: at depth 1 there is an array of 1 where the first is an array of 2/,
  );
  await assert.rejects(shown([[1], 2]), /ragged: at depth 1 there is a number/);
  await assert.rejects(shown([Float32Array.of(1), Float32Array.of(1, 2)]), /\[1\] and \[2\]/);
});

test("a window and labels that cannot be are refused", async () => {
  await assert.rejects(shown([1, 2], { range: [1, 1] }), /two finite numbers, the smaller first/);
  await assert.rejects(shown([1, 2], { range: [0, Infinity] }), RangeError);
  await assert.rejects(shown([1, 2], { labels: ["a", "b", "c"] }), /3 labels for 2 pictures/);
});

test("complex numbers and text are told of in words, and a disposed tensor too", async () => {
  // Not every backend makes complex numbers: one is put together by hand.
  const z = new Tensor([2, 3], "complex64", {}, -1);
  assert.match(String((await tensorBundle(z))["text/plain"]), /\[2, 3\] complex64[^]*tf\.real\(x\)/);
  const words = tensor(["a"]);
  assert.deepEqual(Object.keys(await tensorBundle(words)), ["text/plain"]);
  words.dispose();
  assert.match(String((await tensorBundle(words))["text/plain"]), /disposed/);
});

test("the text says shape, bytes, range, and loudly what is wrong", async () => {
  const text = async (value: unknown): Promise<string> => String((await shown(value))["text/plain"]);
  assert.match(
    await text([
      [1, NaN],
      [3, -Infinity],
    ]),
    /^Tensor \[2, 2\] float64, 32 B in memory, values from 1 to 3, mean 2, std 1; 1 NaN, 1 -Inf\n\[\[ +1, +NaN\],\n \[ +3, -Infinity\]\]$/,
  );
  assert.match(await text([0, 0]), /all zero/);
  assert.match(await text([5]), /all 5/);
  const empty = zeros([0, 3]);
  assert.match(String((await tensorBundle(empty))["text/plain"]), /\[0, 3\] float32, 0 B on \w+, empty$/);
  empty.dispose();
});

test("showing a tensor leaves nothing behind", async () => {
  const x = tensor(noise([4, 8, 8, 3]), [4, 8, 8, 3]);
  await leaves(0, async () => {
    await tensorBundle(x);
  });
  x.dispose();
});

test("the picture of a matrix is blue below zero, white at it, orange above, and red where there is no number", async () => {
  const bundle = await shown([
    [-1, 0],
    [1, NaN],
  ]);
  const { data, width } = decode(Buffer.from(String(bundle["image/png"]), "base64"));
  // Cells of 160 pixels, 44 from the left and 6 from the top; 20 pixels in, where no cross is.
  const at = (i: number, j: number): number[] => {
    const from = ((6 + i * 160 + 20) * width + 44 + j * 160 + 60) * 3;
    return [...data.slice(from, from + 3)].map(Number);
  };
  assert.deepEqual(
    [at(0, 0), at(0, 1), at(1, 0), at(1, 1)],
    [
      [8, 48, 107],
      [255, 255, 255],
      [107, 52, 0],
      [199, 46, 15],
    ],
  );
});

import test, { after } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { randomUniform, tidy, type Tensor2D } from "../../../../../src/runtime/core/tf.ts";
import {
  encodeSafetensors,
  readWeights,
  type Weight,
  type Weights,
} from "../../../../../src/runtime/checkpoint/index.ts";
import {
  extract,
  frechetDistance,
  inceptionExtractor,
  resize,
  statistics,
} from "../../../../../src/runtime/metrics/index.ts";
import { extractorOf } from "../../../../../src/runtime/metrics/inception/extractor.ts";
import { layout } from "../../../../../src/runtime/metrics/inception/layout.ts";
import { inception } from "../../../../../src/runtime/metrics/inception/network.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { leaves } from "../../no-leak.ts";

const width = 1 / 16;

/** Weights at random of a network that is a sixteenth as wide. */
function randomWeights(seed: number): Map<string, Weight> {
  const root = stream(seed);
  const weights = new Map<string, Weight>();
  for (const [name, { shape }] of layout("fid", width)) {
    const size = shape.reduce((all, length) => all * length, 1);
    const drawn = root.split(weights.size).normal(size);
    const scale = shape.length > 1 ? Math.sqrt((2 * shape[0]) / size) : 0.1;
    const data = Float32Array.from(drawn, (z) =>
      name.includes("running_var") ? 1 : scale * z + (name.endsWith("bn.weight") ? 1 : 0),
    );
    weights.set(name, { shape, dtype: "float32", data });
  }
  return weights;
}

const weights: Weights = randomWeights(1);
const small = { resize: "none" } as const;

test("Images in their own range become features by way of the resize and the scale that are named.", async () => {
  await leaves(0, async () => {
    const images = randomUniform([3, 20, 24, 3], 0, 1, "float32", 5);
    const network = inception("w", weights, "fid", width);
    for (const [scale, centre, half] of [
      ["symmetric", 0.5, 0.5],
      ["tensorflow", 128 / 255, 128 / 255],
    ] as const) {
      // prettier-ignore
      const extractor = extractorOf("w", weights, { scale, batch: 2, features: 192, resize: "legacyPytorch" }, width);
      const rows = await extract(images, extractor);
      const expected = tidy(() =>
        network.features(resize.legacyPytorch(images.sub(centre).div(half), 299), 192),
      );
      const values = await expected.data();
      const most = Math.max(...values);
      rows.flatMap((row) => [...row]).forEach((x, i) => assert.ok(Math.abs(x - values[i]) < 1e-4 * most));
      expected.dispose();
      extractor.dispose();
    }
    network.dispose();
    images.dispose();
  });
});

test("Batches do not matter, grey images are those of three equal channels, and pools and logits have their sizes.", async () => {
  const grey = randomUniform([3, 75, 75, 1], 0, 1, "float32", 3);
  const of = (options: Parameters<typeof extractorOf>[2]) =>
    extractorOf("w", weights, { ...small, ...options }, width);
  const [alone, together] = [of({ batch: 1 }), of({ batch: 8 })];
  const made = tidy(() => [alone.features(grey), together.features(grey.tile([1, 1, 1, 3]))] as Tensor2D[]);
  const [a, b] = [await made[0].data(), await made[1].data()];
  a.forEach((x, i) => assert.ok(Math.abs(x - b[i]) <= 1e-5 * Math.max(...a)));
  for (const [features, dim] of [
    [64, 4],
    [192, 12],
    [768, 48],
    [2048, 128],
    ["logits", 1008],
  ] as const) {
    // prettier-ignore
    assert.deepEqual(tidy(() => of({ features }).features(grey)).shape, [3, dim]);
  }
});

test("Statistics of another layer, resize, scale or of other weights are not compared.", async () => {
  const of = (options: Parameters<typeof extractorOf>[2], seed = 1) =>
    extractorOf("w", seed === 1 ? weights : randomWeights(seed), options, width).name;
  const names = [
    of({}),
    of({ features: 768 }),
    of({ resize: "none" }),
    of({ scale: "tensorflow" }),
    of({}, 2),
  ];
  assert.equal(new Set(names).size, 5);
  assert.equal(of({}), names[0]);
  assert.match(names[0], /^inception-v3 fid 2048, clean resize, symmetric, [0-9a-f]{8}$/);
  const [a, b] = [await statistics([[1], [2]], { extractor: names[0] }), await statistics([[1], [2]], { extractor: names[4] })]; // prettier-ignore
  await assert.rejects(frechetDistance(a, b), /compare features of one extractor/);
});

test("A file that does not fit names what does not, and the variant that was asked for.", async () => {
  const changed = (change: (weights: Map<string, Weight>) => void) => {
    const copy = new Map(weights);
    change(copy);
    return () => extractorOf("some.pth", copy, small, width);
  };
  const name = "Mixed_7c.branch3x3_2b.conv.weight";
  assert.throws(changed((all) => all.delete(name)), /some\.pth \("fid" is asked for\) does not fit.*\n {2}missing: Mixed_7c\.branch3x3_2b\.conv\.weight \[24, 24, 3, 1\]/); // prettier-ignore
  assert.throws(
    changed((all) => all.set("head.weight", all.get("fc.bias")!)),
    /not in the model: head\.weight/,
  );
  const other = { ...weights.get("fc.bias")!, shape: [1000] };
  assert.throws(
    changed((all) => all.set("fc.bias", other)),
    /other shape: fc\.bias is \[1000\] in the file, \[1008\]/,
  );
  const holed = { ...other, shape: [1008], data: new Float32Array(1008).fill(NaN, 7) };
  assert.throws(
    changed((all) => all.set("fc.bias", holed)),
    /fc\.bias in some\.pth holds NaN, at 7/,
  );
  const passed = { shape: [], dtype: "int64" as const, data: BigInt64Array.of(9n) };
  changed((all) => all.set("Conv2d_1a_3x3.bn.num_batches_tracked", passed))().dispose();

  const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-inception-"));
  after(() => rm(folder, { recursive: true }));
  const at = path.join(folder, "narrow.safetensors");
  const tensors = new Map(
    [...weights].map(([key, { shape, data }]) => [key, { shape, values: data as Float32Array }]),
  );
  await writeFile(at, encodeSafetensors({ tensors, metadata: {} }));
  assert.deepEqual((await readWeights(at)).get(name), weights.get(name));
  await assert.rejects(
    inceptionExtractor(at),
    /Conv2d_1a_3x3\.conv\.weight is \[2, 3, 3, 3\] in the file, \[32, 3, 3, 3\]/,
  );
});

test("Options and images that there are not are refused.", async () => {
  const make = (options: object) => () => extractorOf("w", weights, options, width);
  assert.throws(make({ variant: "v4" }), /variant of inceptionExtractor is one of fid, torchvision, not v4/);
  assert.throws(
    make({ resize: "bicubic" }),
    /resize of .* clean, legacyTensorflow, legacyPytorch, none, not bicubic/,
  );
  assert.throws(make({ features: 2047 }), /features of .* not 2047/);
  assert.throws(make({ size: 299 }), /no option "size"/);
  const extractor = extractorOf("w", weights, small, width);
  await assert.rejects(
    extract(randomUniform([1, 75, 75, 4]), extractor),
    /\[N, H, W, 1\], not \[1, 75, 75, 4\]/,
  );
  await assert.rejects(
    extract(randomUniform([1, 40, 75, 3]), extractor),
    /75x75 at least, not \[1, 40, 75, 3\]/,
  );
  await assert.rejects(
    extract(randomUniform([1, 75, 75, 3], -1, 1), extractor),
    /are said to lie in \[0, 1\]/,
  );
});

// What metrics look at pictures with, on this backend: Inception-v3 beside torch's, the digits' classifier beside loops in
// float64. What they compute of the features is float64 on no backend at all.
import assert from "node:assert/strict";
import test from "node:test";
import { digits } from "../../src/runtime/data/index.ts";
import { readCheckpoint } from "../../src/runtime/checkpoint/index.ts";
import { digitsExtractor } from "../../src/runtime/metrics/index.ts";
import { agrees, formulaWeights, resizesAgree, variants } from "../reference/metrics/inception-recorded.ts";
import recorded from "../reference/metrics/inception-values.json";
import { map, nd, type Nd } from "./nd.ts";
import { add, conv2d, matMul, mul, normalize, reshape, softmax } from "./operations.ts";

for (const variant of variants)
  test(`every stage of Inception-v3's ${variant} variant is torch's`, () =>
    agrees(variant, formulaWeights(variant), recorded));

test("the resizes are PIL's and torch's", () => resizesAgree(recorded));

const silu = map((x) => x / (1 + Math.exp(-x)));

/** Layers as src/runtime/metrics/digits/network.ts has them, by loops. */
async function byLoops(images: Nd): Promise<{ features: Nd; probabilities: Nd }> {
  const { tensors } = await readCheckpoint("src/runtime/metrics/weights/digits-extractor.safetensors");
  const weight = (name: string): Nd => {
    const { shape, values } = tensors.get(name)!;
    return nd(shape, values);
  };
  let x = images;
  for (const [i, stride] of [1, 2, 2].entries()) {
    x = add(conv2d(x, weight(`conv.${i}.weight`), stride, "same"), weight(`conv.${i}.bias`));
    const [count, height, width, channels] = x.shape;
    const grouped = reshape(x, [count, height, width, 8, channels / 8]);
    const normal = reshape(normalize(grouped, [1, 2, 4], 1e-5), x.shape);
    x = silu(add(mul(normal, weight(`norm.${i}.weight`)), weight(`norm.${i}.bias`)));
  }
  const dense = (of: Nd, name: string) => add(matMul(of, weight(`${name}.weight`)), weight(`${name}.bias`));
  const features = silu(dense(reshape(x, [images.shape[0], 256]), "features"));
  return { features, probabilities: softmax(dense(features, "logits")) };
}

test("the digits' features and probabilities are those of loops in float64", async () => {
  const some = digits().test.images.slice([0, 0, 0, 0], [3, -1, -1, -1]);
  const extractor = await digitsExtractor();
  const expected = await byLoops(nd(some.shape, await some.data()));
  for (const name of ["features", "probabilities"] as const) {
    const found = await extractor[name](some).data();
    const most = Math.max(...expected[name].data.map(Math.abs));
    expected[name].data.forEach((value, i) =>
      assert.ok(Math.abs(found[i] - value) < 2e-5 * most, `${name}, ${i}: ${found[i]} for ${value}`),
    );
  }
  extractor.dispose();
});

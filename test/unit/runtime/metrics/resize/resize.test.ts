import test from "node:test";
import assert from "node:assert/strict";
import {
  image as tfImage,
  randomUniform,
  tensor,
  tidy,
  type Tensor,
  type Rank,
} from "../../../../../src/runtime/core/tf.ts";
import { resize } from "../../../../../src/runtime/metrics/index.ts";
import { leaves } from "../../no-leak.ts";

const names = ["clean", "legacyTensorflow", "legacyPytorch"] as const;

async function furthest(a: Tensor, b: Tensor): Promise<number> {
  assert.deepEqual(a.shape, b.shape);
  const apart = tidy(() => a.sub(b).abs().max());
  const [value] = await apart.data();
  apart.dispose();
  return value;
}

test("TensorFlow's legacy resize is that of TensorFlow.js's kernel of 2017, and not its later one.", async () => {
  const images = randomUniform<Rank.R4>([2, 7, 11, 3], 0, 1, "float32", 1);
  for (const size of [
    [13, 5],
    [7, 11],
    [3, 40],
  ] as [number, number][]) {
    // prettier-ignore
    const made = resize.legacyTensorflow(images, size);
    const theirs = tfImage.resizeBilinear(images, size, false, false);
    const later = tfImage.resizeBilinear(images, size, false, true);
    assert.ok((await furthest(made, theirs)) < 1e-6);
    if (size[0] !== 7) assert.ok((await furthest(made, later)) > 0.01);
    // The later one is PyTorch's, whose grid begins at half a pixel.
    assert.ok((await furthest(resize.legacyPytorch(images, size), later)) < 1e-6);
  }
});

test("A picture of one colour keeps it, at any size, as does one that keeps its size.", async () => {
  await leaves(0, async () => {
    const grey = tensor(Array<number>(2 * 3 * 4).fill(0.375), [2, 3, 4, 1]);
    for (const name of names) {
      const large = resize[name](grey, [9, 2]);
      assert.deepEqual(large.shape, [2, 9, 2, 1]);
      assert.ok(
        (await large.data()).every((x) => Math.abs(x - 0.375) < 1e-6),
        name,
      );
      const same = resize[name](grey, [3, 4]);
      assert.ok((await furthest(same, grey)) < 1e-7);
      large.dispose();
      same.dispose();
    }
    grey.dispose();
  });
});

test("Only the clean resize counts every pixel of a picture that becomes smaller.", async () => {
  // One bright column of sixteen, of which bilinear without antialiasing looks at four.
  const line = tensor(
    Array.from({ length: 16 * 16 }, (_, k) => (k % 16 === 5 ? 1 : 0)),
    [1, 16, 16, 1],
  );
  const mean = async (of: Tensor) => (await of.mean().data())[0];
  assert.ok(Math.abs((await mean(resize.clean(line, 2))) - 1 / 16) < 0.02);
  assert.equal(await mean(resize.legacyTensorflow(line, 2)), 0);
  assert.equal(await mean(resize.legacyPytorch(line, 2)), 0);
});

test("An edge overshoots in the clean resize, since nothing is clipped.", async () => {
  const edge = tensor([0, 0, 1, 1], [1, 1, 4, 1]);
  const values = await resize.clean(edge, [1, 16]).data();
  assert.ok(Math.min(...values) < -0.01 && Math.max(...values) > 1.01);
});

test("What is no picture, or no size, is refused.", () => {
  const image = tensor([1], [1, 1, 1, 1]);
  assert.throws(() => resize.clean(image, 0), /height of resize must be a whole number of at least 1, not 0/);
  assert.throws(() => resize.clean(image, [2, 1.5]), /width of resize/);
  assert.throws(() => resize.clean(image.squeeze(), 2), /\[N, H, W, C\], not a tensor of shape \[\]/);
});

import test from "node:test";
import assert from "node:assert/strict";
import { zeros } from "../../../../../src/runtime/core/tf.ts";
import { digits } from "../../../../../src/runtime/data/index.ts";
import { digitsExtractor, extract, frechetDistance } from "../../../../../src/runtime/metrics/index.ts";

test("It names at least 99 of 100 digits right that it was not trained on.", async () => {
  const extractor = await digitsExtractor();
  const { images, labels } = digits().test;
  const probabilities = extractor.probabilities(images);
  const rows = (await probabilities.array()) as number[][];
  const truth = await labels.data();
  const right = rows.filter((row, i) => row.indexOf(Math.max(...row)) === truth[i]).length;
  assert.equal(rows.length, 297);
  assert.ok(right / rows.length >= 0.99, `${right} of ${rows.length}`);
  for (const row of rows) assert.ok(Math.abs(row.reduce((sum, p) => sum + p, 0) - 1) < 1e-5);
  extractor.dispose();
});

test("To it unseen digits lie far nearer to the training's than the same pixels in another order do.", async () => {
  const extractor = await digitsExtractor();
  const { train, test: unseen } = digits();
  const reference = await extract(train.images, extractor);
  const near = await frechetDistance(await extract(unseen.images, extractor), reference);
  const far = await frechetDistance(await extract(unseen.images.reverse([1]), extractor), reference);
  assert.equal(near.dim, 32);
  assert.ok(far.distance > 10 * near.distance, `${near.distance} and ${far.distance}`);
  extractor.dispose();
});

test("Images of another shape are refused in words.", async () => {
  const extractor = await digitsExtractor();
  await assert.rejects(
    extract(zeros([2, 28, 28, 1]).sub(1), extractor),
    /digits' extractor takes images \[N, 8, 8, 1\], not \[2, 28, 28, 1\]/,
  );
  extractor.dispose();
});

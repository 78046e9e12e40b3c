import test from "node:test";
import assert from "node:assert/strict";
import { randomUniform, scalar, tensor, tidy, zeros } from "../../../../../src/runtime/core/tf.ts";
import { extract, frechetDistance, type Extractor } from "../../../../../src/runtime/metrics/index.ts";
import { leaves } from "../../no-leak.ts";

const means: Extractor = {
  name: "means",
  range: [0, 1],
  features: (images) => images.add(0).mean([1, 2]),
};

test("Images become feature vectors a batch at a time, in the extractor's range, and nothing is left behind.", async () => {
  await leaves(0, async () => {
    const images = tensor([0, 0, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1], [3, 2, 2, 1]);
    const same = await extract(images, means, { batch: 2 });
    assert.deepEqual(same, [Float64Array.of(0.5), Float64Array.of(0.75), Float64Array.of(0.25)]);
    const bytes = images.mul(255);
    assert.deepEqual(await extract(bytes, means, { range: [0, 255] }), same);
    const signed = tidy(() => images.mul(2).sub(1));
    assert.deepEqual(await extract(signed, means, { range: [-1, 1], batch: 1 }), same);
    assert.ok((await frechetDistance(same, same)).distance < 1e-15);
    for (const one of [images, bytes, signed]) one.dispose();
  });
});

test("An extractor may give its images back as they are.", async () => {
  await leaves(0, async () => {
    const points = tensor([0, 0.5, 1, 0.25], [2, 2]);
    const rows = await extract(points, { name: "itself", range: [0, 1], features: (x) => x });
    assert.deepEqual(rows, [Float64Array.of(0, 0.5), Float64Array.of(1, 0.25)]);
    points.dispose();
  });
});

test("Images outside the range that is said, or in a corner of it, are refused, and nothing is left behind.", async () => {
  await leaves(0, async () => {
    const images = randomUniform([5, 4, 4, 1], -1, 1, "float32", 1);
    await assert.rejects(extract(images, means), /from -0\.\d+ to 0\.\d+, and are said to lie in \[0, 1\]/);
    const unit = images.abs();
    const bright = unit.mul(2);
    await assert.rejects(extract(bright, means), /to 1\.\d+, and are said to lie in \[0, 1\]/);
    await assert.rejects(
      extract(unit, means, { range: [0, 255] }),
      /alone, and are said to lie in \[0, 255\]/,
    );
    await assert.rejects(extract(unit, means, { range: [1, 0] }), /from a number to a larger one/);
    const broken = tidy(() => unit.concat(zeros([1, 4, 4, 1]).div(0)));
    await assert.rejects(extract(broken, means), /The images hold NaN/);
    const flat: Extractor = { ...means, features: (x) => x.mean() };
    await assert.rejects(
      extract(unit, flat),
      /"means" made features \[\] of images \[5, 4, 4, 1\]: \[5, D\]/,
    );
    const endless: Extractor = { ...means, features: (x) => x.mean([1, 2]).log().sub(Infinity) };
    await assert.rejects(extract(unit, endless), /"means" made features of which one is -Infinity, column 0/);
    const none = scalar(1);
    await assert.rejects(extract(none, means), /images \[N, \.\.\.\], not a tensor of shape \[\]/);
    for (const one of [images, unit, bright, broken, none]) one.dispose();
  });
});

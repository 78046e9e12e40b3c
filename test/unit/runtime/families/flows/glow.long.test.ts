import test from "node:test";
import assert from "node:assert/strict";
import { dispose, tensor, tidy, type Tensor } from "../../../../../src/runtime/core/tf.ts";
import { digits } from "../../../../../src/runtime/data/index.ts";
import { glow, type Flow } from "../../../../../src/runtime/families/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { fit } from "../../../../../src/runtime/training/index.ts";
import { leaves } from "../../no-leak.ts";
import { jacobians, logAbsDet } from "./jacobian.ts";
import { randomized } from "./randomized.ts";

/** Random images on levels from -1 to 1. */
const images = (shape: readonly number[], levels: number, seed = 3): Tensor =>
  tensor(
    Float32Array.from(
      stream(seed).integers(
        shape.reduce((a, b) => a * b),
        levels,
      ),
      (k) => (2 * k) / (levels - 1) - 1,
    ),
    [...shape],
  );

test("Bits by dimension of several scales are those of the Jacobian of the whole flow, noise and logit counted.", async () => {
  const levels = 17;
  const flow = randomized(glow({ shape: [4, 4, 1], levels, scales: 2, steps: 2, width: 6 }), 5, 0.3);
  const x = images([3, 4, 4, 1], levels);
  const { examples } = await flow.bitsPerDim(x, { seed: 11 });
  const values = await x.data();
  const width = 2 / (levels - 1);
  const uniform = stream(11).uniform(x.size);
  const spread = tensor(
    values.map((value, i) => value + (uniform[i] - 0.5) * width),
    x.shape,
  );
  const noise = flow(spread);
  assert.deepEqual(noise.shape, [3, 16]);
  const z = await noise.data<"float32">();
  (await jacobians(flow, spread)).forEach((matrix, example) => {
    const square = z
      .subarray(16 * example, 16 * (example + 1))
      .reduce((sum, value) => sum + value * value, 0);
    const density = -square / 2 - 8 * Math.log(2 * Math.PI) + logAbsDet(matrix);
    const bits = -(density + 16 * Math.log(width)) / 16 / Math.LN2;
    assert.ok(Math.abs(examples[example] - bits) < 1e-4, `${examples[example]}, not ${bits}`);
  });
  // The loss is the same in nats, with the noise of its stream.
  const loss = flow.loss(flow, x, stream(11));
  const nats = (16 * Math.LN2 * examples.reduce((sum, bits) => sum + bits, 0)) / 3;
  assert.ok(
    Math.abs((await loss.data())[0] - nats) < 1e-3,
    `a loss of ${(await loss.data())[0]}, not ${nats}`,
  );
  dispose([x, spread, noise, loss]);
  flow.dispose();
});

test("Probabilities of all images and of what leaves the range add up to 1.", async () => {
  const flow = randomized(glow({ shape: [2, 2, 1], levels: 2, scales: 1, steps: 2, width: 6 }), 6, 0.3);
  const draws = 500;
  const all = Float32Array.from({ length: 16 * 4 }, (_, i) => ((i >> 2) & (1 << (i % 4)) ? 1 : -1));
  const x = tidy(() => tensor(all, [16, 2, 2, 1]).tile([draws, 1, 1, 1]));
  // With two levels a level is as wide as the whole range from -1 to 1: the data lies from -2 to 2.
  const { examples } = await flow.bitsPerDim(x);
  const sums = Array.from({ length: draws }, (_, draw) =>
    examples.subarray(16 * draw, 16 * (draw + 1)).reduce((sum, bits) => sum + 2 ** (-4 * bits), 0),
  );
  const mean = sums.reduce((a, b) => a + b) / draws;
  const error = Math.sqrt(sums.reduce((sum, one) => sum + (one - mean) ** 2, 0) / draws / (draws - 1));
  const n = 4000;
  const sample = flow.sample(stream(1), n);
  const values = await sample.data();
  const inside = Array.from({ length: n }, (_, i) =>
    values.subarray(4 * i, 4 * (i + 1)).every((v) => Math.abs(v) <= 2),
  );
  const share = inside.filter(Boolean).length / n;
  const allowed = 4.5 * Math.hypot(error, Math.sqrt((share * (1 - share)) / n));
  assert.ok(allowed < 0.1 && share > 0.1 && share < 0.999, `${share} +- ${allowed}`);
  assert.ok(Math.abs(mean - share) < allowed, `${mean}, and samples say ${share} +- ${allowed}`);
  dispose([x, sample]);
  flow.dispose();
});

test("The first batch of training leaves each step's normalization with mean 0 and variance 1, and no later one does.", async () => {
  const flow = glow({ shape: [4, 4, 1], scales: 1, steps: 1, width: 6 });
  const first = tensor(
    stream(2)
      .normal(64 * 16)
      .map((z) => 5 + 3 * z),
    [64, 4, 4, 1],
  );
  flow.loss(flow, first, stream(0)).dispose();
  const [squeezed, normalization] = flow.layers;
  const { mean, variance } = tidy(() => {
    const rows = normalization.forward(squeezed.forward(first).y).y.reshape([-1, 4]);
    return { mean: rows.mean(0).abs().max(), variance: rows.square().mean(0).sub(1).abs().max() };
  });
  assert.ok((await mean.data())[0] < 1e-5 && (await variance.data())[0] < 1e-4);
  const set = await normalization.weights.shift.data();
  const second = tidy(() => first.add(100));
  flow.loss(flow, second, stream(0)).dispose();
  assert.deepEqual(await normalization.weights.shift.data(), set);
  dispose([first, second, mean, variance]);
  flow.dispose();
});

test("Glow learns digits: held-out bits fall a bit below those of a uniform choice of level, and nothing is left behind.", async () => {
  const { train, test: held } = digits();
  await leaves(0, async () => {
    const flow: Flow = glow({ shape: [8, 8, 1], levels: 17, scales: 2, steps: 2, width: 16 });
    await fit(flow, flow.loss, { data: train.images, batch: 64, steps: 60, learningRate: 3e-3 });
    const { mean, error } = await flow.bitsPerDim(held.images);
    assert.ok(error !== null && mean + 5 * error < Math.log2(17) - 1, `${mean} +- ${error} bits`);
    const sample = flow.sample(stream(0), 3);
    assert.deepEqual(sample.shape, [3, 8, 8, 1]);
    sample.dispose();
    flow.dispose();
  });
  dispose([train.images, train.labels, held.images, held.labels]);
});

test("What cannot be is refused in words.", async () => {
  assert.throws(() => glow({ shape: [6, 8, 1], scales: 2 }), /multiples of 4, and these are 6 x 8/);
  assert.throws(() => glow({ shape: [8, 8, 1], levels: 1 }), /levels must be a whole number of at least 2/);
  assert.throws(() => glow({ shape: [8, 8] as unknown as [number, number, number] }), /for images/);
  const flow = glow({ shape: [4, 4, 1], levels: 17, scales: 1, steps: 1, width: 4 });
  const [flat, off] = [tensor([[1, 2]]), images([1, 4, 4, 1], 256)];
  assert.throws(() => flow.logProb(flat), /takes examples \[batch, 4, 4, 1\], not \[1, 2\]/);
  await assert.rejects(flow.bitsPerDim(off), /needs 17 levels from -1 to 1/);
  dispose([flat, off]);
  flow.dispose();
});

import test from "node:test";
import assert from "node:assert/strict";
import { tensor1d, variableGrads, type Scalar, type Tensor4D } from "../../../src/runtime/core/tf.ts";
import { mlp, unet } from "../../../src/runtime/networks/index.ts";
import { upsample } from "../../../src/runtime/networks/upsample.ts";
import { noise, stream } from "../../../src/runtime/random/index.ts";
import { leaves } from "./no-leak.ts";

const models = () => [
  { model: mlp({ dim: 3, width: 16, depth: 2, seed: 1 }), x: noise([4, 3]) },
  { model: unet({ shape: [8, 8, 1], channels: [8, 16], seed: 1 }), x: noise([2, 8, 8, 1]) },
  { model: unet({ shape: [4, 4, 3], channels: [8], seed: 1 }), x: noise([2, 4, 4, 3]) },
];

test("A network gives back the shape it gets and starts at zero.", async () => {
  for (const { model, x } of models()) {
    const y = model(x, tensor1d(Array(x.shape[0]).fill(7)));
    assert.deepEqual(y.shape, x.shape);
    assert.ok(
      (await y.data()).every((value) => value === 0),
      model.title,
    );
  }
});

test("Every weight learns: its gradient is not zero once the last layer is not.", async () => {
  for (const { model, x } of models()) {
    for (const weight of Object.values(model.weights)) {
      weight.assign(weight.add(noise(weight.shape, { seed: 2 }).mul(0.1)));
    }
    const t = tensor1d(Array.from({ length: x.shape[0] }, (_, i) => 100 * i + 3));
    const { grads } = variableGrads(() => model(x, t).square().sum<Scalar>(), Object.values(model.weights));
    for (const [name, weight] of Object.entries(model.weights)) {
      const gradient = await grads[weight.name].abs().max().data();
      // Adding the same to all of a query's scores changes no softmax, so a key's bias has no effect.
      if (name === "attention.key.bias") assert.ok(gradient[0] < 1e-4);
      else assert.ok(gradient[0] > 1e-7, `${model.title}: ${name}`);
    }
  }
});

test("The output depends on the timestep.", async () => {
  for (const { model, x } of models()) {
    for (const weight of Object.values(model.weights)) weight.assign(weight.add(0.05));
    const at = (t: number) => model(x, tensor1d(Array(x.shape[0]).fill(t))).data();
    assert.notDeepEqual(await at(1), await at(900));
  }
});

test("Weights are the same for a seed, and counted.", async () => {
  const [a, b] = [mlp({ dim: 2, width: 8, depth: 1, seed: 3 }), mlp({ dim: 2, width: 8, depth: 1, seed: 3 })];
  for (const [name, weight] of Object.entries(a.weights)) {
    assert.deepEqual(await weight.data(), await b.weights[name].data());
  }
  assert.equal(a.size, 2 * 8 + 8 + 64 * 8 + 8 + 8 * 2 + 2);
});

test("Calling and disposing a network leaves nothing behind.", async () => {
  await leaves(0, () => {
    const model = unet({ shape: [4, 4, 1], channels: [8, 8] });
    const x = noise([1, 4, 4, 1]);
    const t = tensor1d([3]);
    model(x, t).dispose();
    x.dispose();
    t.dispose();
    model.dispose();
  });
});

test("Upsampling repeats every pixel.", async () => {
  const x = noise([2, 2, 3, 2], { seed: 1 }) as Tensor4D;
  const [small, large] = [await x.array(), await upsample(x).array()];
  large.forEach((image, n) =>
    image.forEach((row, i) => row.forEach((pixel, j) => assert.deepEqual(pixel, small[n][i >> 1][j >> 1]))),
  );
});

test("Data of another shape is refused with both shapes.", () => {
  const t = tensor1d([1]);
  assert.throws(() => mlp({ dim: 2 })(noise([1, 3]), t), /\[batch, 2\], not \[1, 3\]/);
  assert.throws(
    () => unet({ shape: [8, 8, 1] })(noise([1, 4, 4, 1]), t),
    /\[batch, 8, 8, 1\], not \[1, 4, 4, 1\]/,
  );
  assert.throws(() => unet({ shape: [6, 6, 1], channels: [8, 8, 8] }), /cannot be halved 2 times/);
  assert.throws(() => unet({ shape: [8, 8, 1], channels: [12] }), /multiples of 8, not 12/);
  assert.ok(stream(0));
});

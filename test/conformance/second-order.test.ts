// Gradients of gradients: what sliced score matching, curvature and Hamiltonian dynamics of a network need.
import test from "node:test";
import assert from "node:assert/strict";
import * as tf from "../../src/runtime/core/tf.ts";
import type { Scalar, Tensor, Tensor1D } from "../../src/runtime/core/tf.ts";
import { mlp, unet, type Model } from "../../src/runtime/networks/index.ts";

const sigmoid = (v: number): number => 1 / (1 + Math.exp(-v));
const bump = (v: number): number => sigmoid(v) * (1 - sigmoid(v));

/** f of one number, and its second derivative in closed form. */
const functions: [string, (x: Tensor) => Tensor, (v: number) => number][] = [
  ["square", (x) => x.square(), () => 2],
  ["x x x", (x) => x.mul(x).mul(x), (v) => 6 * v],
  ["1 / x", (x) => tf.div(1, x), (v) => 2 / v ** 3],
  ["exp", (x) => x.exp(), Math.exp],
  ["log", (x) => x.log(), (v) => -1 / v ** 2],
  ["sqrt", (x) => x.sqrt(), (v) => -0.25 * v ** -1.5],
  ["rsqrt", (x) => x.rsqrt(), (v) => 0.75 * v ** -2.5],
  ["tanh", (x) => x.tanh(), (v) => -2 * Math.tanh(v) * (1 - Math.tanh(v) ** 2)],
  ["sigmoid", (x) => x.sigmoid(), (v) => bump(v) * (1 - 2 * sigmoid(v))],
  ["softplus", (x) => x.softplus(), bump],
  ["x sigmoid(x)", (x) => x.mul(x.sigmoid()), (v) => bump(v) * (2 + v * (1 - 2 * sigmoid(v)))],
  ["softmax", (x) => tf.softmax(tf.stack([x, tf.scalar(0)])).slice([0], [1]).sum(), (v) => bump(v) * (1 - 2 * sigmoid(v))], // prettier-ignore
  ["logSumExp", (x) => tf.logSumExp(tf.stack([x, tf.scalar(0)])), bump],
];

for (const [name, f, expected] of functions) {
  test(`The second derivative of ${name} is right.`, async () => {
    for (const at of [0.7, 1.9]) {
      const x = tf.scalar(at);
      const [second] = await tf.grad(tf.grad(f))(x).data();
      assert.ok(
        Math.abs(second - expected(at)) < 2e-4 * Math.max(1, Math.abs(expected(at))),
        `${second} at ${at}`,
      );
    }
  });
}

/** A network whose last layers do not start at zero. */
function shaken(model: Model, by: number): Model {
  Object.values(model.weights).forEach((weight, i) =>
    weight.assign(tf.add(weight, tf.randomNormal(weight.shape, 0, by, "float32", i + 1))),
  );
  return model;
}

for (const [title, model, shape] of [
  ["an MLP", shaken(mlp({ dim: 2, width: 16, depth: 2, seed: 1 }), 0.3), [4, 2]],
  ["a U-Net", shaken(unet({ shape: [8, 8, 1], channels: [8, 16], seed: 1 }), 0.1), [2, 8, 8, 1]],
] as const) {
  test(`The Hessian of ${title} along a direction is the difference of its gradients.`, async () => {
    const t: Tensor1D = tf.range(3, 3 + shape[0]);
    const energy = (x: Tensor): Scalar => model(x, t).square().sum();
    const slope = tf.grad(energy);
    const [x, along] = [9, 11].map((seed) => tf.randomNormal([...shape], 0, 1, "float32", seed));
    const product = tf.grad((y: Tensor) => slope(y).mul(along).sum())(x);
    const step = 1e-2;
    const differences = slope(x.add(along.mul(step))).sub(slope(x.sub(along.mul(step)))).div(2 * step); // prettier-ignore
    const [far] = await product.sub(differences).abs().max().data();
    const [scale] = await differences.abs().max().data();
    assert.ok(far < 2e-3 * scale, `${far} off, of ${scale}`);
  });
}

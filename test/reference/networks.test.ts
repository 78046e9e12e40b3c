import test from "node:test";
import assert from "node:assert/strict";
import { tensor1d } from "../../src/runtime/core/tf.ts";
import { timeEmbedding } from "../../src/runtime/networks/index.ts";
import { decayAt } from "../../src/runtime/training/average.ts";
import { assertClose } from "./close.ts";

test("The time embedding is guided-diffusion's.", async () => {
  const expected = [-0.8390715, 0.5403023, 0.9950042, 0.99995, -0.5440211, 0.841471, 0.0998334, 0.00999983];
  const embedded = await timeEmbedding(tensor1d([10]), 8).data();
  assert.equal(embedded.length, expected.length);
  expected.forEach((value, i) => assertClose(embedded[i], value, 1e-5, `entry ${i}`));
});

test("The averaged weights' decay rises as in TensorFlow's moving average.", () => {
  const expected = {
    2: 0.181818182,
    5: 0.357142857,
    10: 0.526315789,
    100: 0.917431193,
    1000: 0.991080278,
    10000: 0.999100809,
    100000: 0.9999,
  };
  for (const [step, decay] of Object.entries(expected))
    assertClose(decayAt(Number(step), 0.9999), decay, 1e-8);
});

// Tensors without numbers, on the backend that NOISEBOOK_BACKEND names. What the memory held before must not show in a result.
import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import * as tf from "../../src/runtime/core/tf.ts";

/** Frees memory of many sizes with 7.5 in it, for a result that is left as it is found to show. */
beforeEach(() => {
  tf.dispose(Array.from({ length: 64 }, (_, i) => tf.fill([1 + (i % 16)], 7.5)));
});

const none = tf.zeros([0, 4]);
const noWholes = tf.zeros([0, 4], "int32");
const noTruths = tf.zeros([0, 4], "bool");
const noImages = tf.zeros<tf.Rank.R4>([0, 4, 4, 2]);
const four = (x: number): number[] => [x, x, x, x];

const cases: Record<string, () => [tf.Tensor, number[]]> = {
  "sum of all": () => [none.sum(), [0]],
  "sum over the empty axis": () => [none.sum(0), four(0)],
  "sum over the other axis": () => [none.sum(1), []],
  "sum, axes kept": () => [none.sum(0, true), four(0)],
  "sum of whole numbers": () => [noWholes.sum(0), four(0)],
  "sum of truths": () => [noTruths.sum(0), four(0)],
  "mean of all": () => [none.mean(), [NaN]],
  "mean over the empty axis": () => [none.mean(0), four(NaN)],
  "variance of moments": () => [tf.moments(none, 0).variance, four(NaN)],
  prod: () => [none.prod(0), four(1)],
  max: () => [none.max(0), four(-Infinity)],
  min: () => [none.min(0), four(Infinity)],
  all: () => [noTruths.all(0), four(1)],
  any: () => [noTruths.any(0), four(0)],
  logSumExp: () => [none.logSumExp(0), four(-Infinity)],
  norm: () => [none.norm(), [0]],
  softmax: () => [tf.zeros([2, 0]).softmax(), []],
  matMul: () => [tf.matMul(tf.zeros([2, 0]), tf.zeros([0, 3])), [0, 0, 0, 0, 0, 0]],
  "matMul, both transposed": () => [tf.matMul(tf.zeros([0, 1]), tf.zeros([3, 0]), true, true), [0, 0, 0]],
  "matMul of batches": () => [tf.matMul(tf.zeros([2, 1, 0]), tf.zeros([2, 0, 2])), four(0)],
  "matMul of no rows": () => [tf.matMul(tf.zeros([0, 2]), tf.zeros([2, 3])), []],
  "fused matMul, bias and ReLU": () => [
    tf.fused.matMul({ a: tf.zeros([1, 0]), b: tf.zeros([0, 3]), bias: tf.tensor1d([1, -2, 3]), activation: "relu" }),
    [1, 0, 3],
  ],
  "gradient of a filter by no images": () => [
    tf.grad((filter) => tf.conv2d(noImages, filter as tf.Tensor4D, 1, "same").sum())(tf.ones([1, 1, 2, 2])),
    four(0),
  ],
  "gradient of weights by no rows": () => [tf.grad((w) => none.matMul(w).sum())(tf.ones([4, 1])), four(0)],
}; // prettier-ignore

for (const [name, make] of Object.entries(cases))
  test(`${name}, of no numbers`, async () => {
    const [found, expected] = make();
    assert.deepEqual([...(await found.data())], expected);
  });

test("argMax and argMin of no numbers are refused", () => {
  const said = /there is no number to choose|axis 0 is empty/;
  assert.throws(() => none.argMax(0), said);
  assert.throws(() => none.argMin(0), said);
});

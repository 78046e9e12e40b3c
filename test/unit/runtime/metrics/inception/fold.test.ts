import test from "node:test";
import assert from "node:assert/strict";
import { folded } from "../../../../../src/runtime/metrics/inception/fold.ts";

test("A folded convolution is the convolution and then its normalization.", () => {
  const [outputs, inputs, height, width] = [3, 2, 2, 1];
  const shape = [outputs, inputs, height, width];
  const weight = Array.from({ length: 12 }, (_, k) => Math.sin(k + 1));
  const [gamma, beta, mean, variance] = [[1, 2, -0.5], [0.1, 0, 3], [0.5, -1, 2], [0, 1, 4]]; // prettier-ignore
  const { filter, bias, ...rest } = folded({ shape, weight, gamma, beta, mean, variance });
  assert.deepEqual(rest.shape, [height, width, inputs, outputs]);
  const x = [0.3, -2, 1.5, 0.7]; // by row, then channel
  for (let o = 0; o < outputs; o++) {
    let before = 0;
    let after = bias[o];
    for (let y = 0; y < height; y++) {
      for (let i = 0; i < inputs; i++) {
        before += weight[(o * inputs + i) * height + y] * x[y * inputs + i];
        after += filter[(y * inputs + i) * outputs + o] * x[y * inputs + i];
      }
    }
    const expected = ((before - mean[o]) / Math.sqrt(variance[o] + 0.001)) * gamma[o] + beta[o];
    assert.ok(Math.abs(after - expected) < 1e-5 * Math.abs(expected) + 1e-6, `${after} for ${expected}`);
  }
});

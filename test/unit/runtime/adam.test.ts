import test from "node:test";
import assert from "node:assert/strict";
import { keep, memory, scalar, tensor, tensor1d, tidy, variable } from "../../../src/runtime/core/tf.ts";
import { adam } from "../../../src/runtime/training/adam.ts";
import { assignRow, averageWith, decayAt } from "../../../src/runtime/training/average.ts";
import { flatten } from "../../../src/runtime/training/flat.ts";
import { stream } from "../../../src/runtime/random/index.ts";

const start = [0.5, -1, 2, 0, 3, -0.25];
const rates = [0.1, 0.1, 0.05, 0.2];
const random = stream(5);
const slopes = rates.map(() => [...random.normal(start.length)]);

/** Algorithm 1 of the paper, number by number in float64. */
function byTheBook(): number[][] {
  const [w, m, v] = [[...start], start.map(() => 0), start.map(() => 0)];
  return rates.map((rate, n) =>
    w.map((_, i) => {
      const g = slopes[n][i];
      m[i] = 0.9 * m[i] + 0.1 * g;
      v[i] = 0.999 * v[i] + 0.001 * g * g;
      const [mHat, vHat] = [m[i] / (1 - 0.9 ** (n + 1)), v[i] / (1 - 0.999 ** (n + 1))];
      return (w[i] -= (rate * mHat) / (Math.sqrt(vHat) + 1e-7));
    }),
  );
}

test("Adam's steps and the averaged weights are those of the definition, and no tensor stays.", () => {
  const before = memory().numTensors;
  const weights = tidy(() => [
    variable(tensor(start.slice(0, 4), [2, 2])),
    variable(tensor(start.slice(4, 5), [])),
    variable(tensor(start.slice(5), [1])),
  ]);
  const optimizer = adam(weights);
  let averaged = tidy(() => keep(flatten(weights)));
  let shadow = start;
  byTheBook().forEach((expected, n) => {
    const part = decayAt(n + 1, 0.9);
    tidy(() => {
      const row = optimizer.step(tensor1d(slopes[n]), rates[n]);
      const next = keep(averageWith(averaged, row, { kept: scalar(part), taken: scalar(1 - part) }));
      averaged.dispose();
      averaged = next;
    });
    shadow = shadow.map((old, i) => part * old + (1 - part) * expected[i]);
    const now = tidy(() => [...flatten(weights).dataSync()]);
    now.forEach((w, i) => assert.ok(Math.abs(w - expected[i]) < 2e-6, `step ${n + 1}, weight ${i}: ${w}`));
    assert.deepEqual(
      weights.map(({ shape }) => shape),
      [[2, 2], [], [1]],
    );
  });
  assignRow(weights, averaged);
  const now = tidy(() => [...flatten(weights).dataSync()]);
  now.forEach((w, i) => assert.ok(Math.abs(w - shadow[i]) < 2e-6, `average of weight ${i}: ${w}`));
  averaged.dispose();
  optimizer.dispose();
  weights.forEach((weight) => weight.dispose());
  assert.equal(memory().numTensors, before);
});

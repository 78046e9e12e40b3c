import test from "node:test";
import assert from "node:assert/strict";
import { dispose, tensor } from "../../../../../src/runtime/core/tf.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { leaves } from "../../no-leak.ts";
import { everyFlow } from "./every-flow.ts";
import { expected, gridOf } from "./grid.ts";
import { randomized } from "./randomized.ts";

for (const { what, make, scale } of everyFlow) {
  test(`${what}: the density integrates to 1, and samples have its moments.`, async () => {
    const flow = randomized(make(), 7, scale);
    const grid = await gridOf((x) => flow.logProb(x), 9, 301);
    assert.ok(Math.abs(expected(grid, () => 1) - 1) < 2e-3, `the integral is ${expected(grid, () => 1)}`);
    const n = 4000;
    const sample = flow.sample(stream(3), n);
    const values = await sample.data();
    const functions: [string, (x: number, y: number) => number][] = [
      ["x", (x) => x],
      ["y", (_, y) => y],
      ["x^2", (x) => x * x],
      ["xy", (x, y) => x * y],
      ["y^2", (_, y) => y * y],
      ["a quadrant", (x, y) => (x > 0.33 && y > -0.03 ? 1 : 0)],
    ];
    for (const [name, f] of functions) {
      const exact = expected(grid, f);
      const spread = Math.sqrt(expected(grid, (x, y) => (f(x, y) - exact) ** 2) / n);
      let mean = 0;
      for (let i = 0; i < n; i++) mean += f(values[2 * i], values[2 * i + 1]) / n;
      // The indicator's edges lie between the grid's points, at 0.3 and 0.36 and at -0.06 and 0.
      assert.ok(Math.abs(mean - exact) < 4.5 * spread + 2e-3, `${name}: ${mean}, not ${exact} +- ${spread}`);
    }
    sample.dispose();
    flow.dispose();
  });

  test(`${what}: samples come with the density they have.`, async () => {
    const flow = randomized(make(), 8, scale);
    const { x, logProb } = flow.sampleWithLogProb(stream(1), 50);
    const again = flow.logProb(x);
    const [a, b] = [await logProb.data(), await again.data()];
    a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) < 2e-3, `${value} and ${b[i]}`));
    const plain = flow.sample(stream(1), 50);
    assert.deepEqual(await plain.data(), await x.data());
    dispose([x, logProb, again, plain]);
    flow.dispose();
  });

  test(`${what}: nothing is left behind.`, async () => {
    await leaves(0, async () => {
      const flow = make();
      const x = tensor(stream(4).normal(64), [32, 2]);
      const { x: drawn, logProb } = flow.sampleWithLogProb(stream(1), 5);
      dispose([
        flow(x),
        flow.logProb(x),
        flow.loss(flow, x, stream(0)),
        flow.sample(stream(1), 3),
        drawn,
        logProb,
      ]);
      await flow.bitsPerDim(x);
      x.dispose();
      flow.dispose();
    });
  });
}

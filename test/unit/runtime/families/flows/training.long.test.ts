import test from "node:test";
import assert from "node:assert/strict";
import * as v from "valibot";
import { Training, trainingMime, unpackFloats } from "../../../../../src/protocol/index.ts";
import { moons } from "../../../../../src/runtime/data/index.ts";
import {
  cnf,
  draws,
  maf,
  planarFlow,
  realNvp,
  splineFlow,
  type Flow,
} from "../../../../../src/runtime/families/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { fit } from "../../../../../src/runtime/training/index.ts";
import { inNotebook } from "../../fake-host.ts";
import { leaves } from "../../no-leak.ts";
import { gaussianCost } from "./gaussian-cost.ts";

const data = moons(4000);
const held = moons(2000, { seed: 1 });

const cases: [string, Flow, number, number][] = [
  ["RealNVP", realNvp({ dim: 2, width: 32, layers: 4 }), 100, 0.4],
  ["A spline flow", splineFlow({ dim: 2, width: 32, layers: 2 }), 80, 0.8],
  ["MAF", maf({ dim: 2, width: 32, layers: 4 }), 100, 0.4],
  ["A planar flow", planarFlow({ dim: 2, layers: 6 }), 80, 0.1],
];
for (const [what, flow, steps, margin] of cases) {
  test(`${what} of the moons tells held-out points ${margin} nats more cheaply than a normal distribution.`, async () => {
    let cost = 0;
    await leaves(0, async () => {
      await fit(flow, flow.loss, { data, batch: 128, steps, learningRate: 1e-2, decay: "cosine" });
      const { mean } = await flow.bitsPerDim(held);
      cost = mean * 2 * Math.LN2;
    });
    const normal = await gaussianCost(held);
    assert.ok(cost < normal - margin, `${cost} nats, and ${normal} of the normal distribution`);
    flow.dispose();
  });
}

test("Samples of a flow are seen while it trains, and nothing of them is left behind.", async () => {
  const made = realNvp({ dim: 2, width: 8, layers: 1 });
  const continuous = cnf({ dim: 2, width: 8, depth: 1 });
  await leaves(0, async () => {
    await inNotebook(async (host) => {
      const drawn = { data, batch: 16, steps: 4, sampleEvery: 2 };
      await fit(made, made.loss, { ...drawn, sample: () => draws(made, { n: 16, seed: 3 }) });
      const shown = v.parse(Training, host.updates[0][trainingMime]);
      assert.deepEqual(
        shown.samples.map(({ step }) => step),
        [2, 4],
      );
      const sample = made.sample(stream(3), 16);
      const [last] = shown.samples.slice(-1);
      const values = await sample.data();
      // They travel with half of the digits.
      unpackFloats(last.values).forEach((value, i) =>
        assert.ok(Math.abs(value - values[i]) < 2e-3 * Math.max(1, Math.abs(value))),
      );
      sample.dispose();
      await fit(continuous, continuous.loss, { ...drawn, sample: () => draws(continuous, { n: 16 }) });
    });
  });
  assert.throws(() => draws(made, { n: 0 }), /n must be a whole number of at least 1/);
  made.dispose();
  continuous.dispose();
});

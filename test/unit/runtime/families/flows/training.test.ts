import test from "node:test";
import assert from "node:assert/strict";
import { moons } from "../../../../../src/runtime/data/index.ts";
import {
  maf,
  planarFlow,
  realNvp,
  splineFlow,
  type Flow,
} from "../../../../../src/runtime/families/index.ts";
import { fit } from "../../../../../src/runtime/training/index.ts";
import { leaves } from "../../no-leak.ts";
import { gaussianCost } from "./gaussian-cost.ts";

const data = moons(4000);
const held = moons(2000, { seed: 1 });

const cases: [string, Flow, number, number][] = [
  ["RealNVP", realNvp({ dim: 2, width: 32, layers: 4 }), 100, 0.4],
  ["A spline flow", splineFlow({ dim: 2, width: 32, layers: 2 }), 80, 0.8],
  ["MAF", maf({ dim: 2, width: 32, layers: 4 }), 100, 0.4],
  ["A planar flow", planarFlow({ dim: 2, layers: 8 }), 100, 0.2],
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

import test from "node:test";
import assert from "node:assert/strict";
import type { Tensor } from "../../../../../src/runtime/core/tf.ts";
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

/** Mean and covariance of points [n, 2], in float64. */
async function gaussianOf(data: Tensor): Promise<{ mean: number[]; covariance: number[][] }> {
  const values = await data.data();
  const n = data.shape[0];
  const mean = [0, 1].map((axis) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[2 * i + axis];
    return sum / n;
  });
  const covariance = [0, 1].map((a) =>
    [0, 1].map((b) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (values[2 * i + a] - mean[a]) * (values[2 * i + b] - mean[b]);
      return sum / n;
    }),
  );
  return { mean, covariance };
}

/** Nats that points cost under the normal distribution fitted to them: 1/2 ln det(2 pi e covariance). */
async function gaussianCost(data: Tensor): Promise<number> {
  const { covariance } = await gaussianOf(data);
  const [[a, b], [c, d]] = covariance;
  return 0.5 * Math.log(a * d - b * c) + Math.log(2 * Math.PI * Math.E);
}

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

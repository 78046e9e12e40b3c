import test from "node:test";
import assert from "node:assert/strict";
import { zeros } from "../../../../src/runtime/core/tf.ts";
import { sdedit } from "../../../../src/runtime/guidance/index.ts";
import { noise } from "../../../../src/runtime/random/index.ts";
import { ddim, flowEuler } from "../../../../src/runtime/samplers/index.ts";
import { flow, linear } from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";
import { finish, gaussianData, moments, normal, worst } from "./exact.ts";

const denoiser = gaussianData(linear(), 0.5, 0.2);
const data = normal(1, [4, 3]);

test("It starts from the data noised to the last part of the steps.", async () => {
  const { x, times } = sdedit(denoiser, data, { strength: 0.3, steps: 10, seed: 7 });
  assert.deepEqual(times, [200, 100, 0]);
  const { alpha, sigma } = denoiser.schedule.level(200);
  assert.ok((await worst(x, data.mul(alpha).add(noise([4, 3], { seed: 7 }).mul(sigma)))) < 1e-6);
});

test("Strength 1 is every step, and the least strength is one.", () => {
  const of = (strength: number) => sdedit(denoiser, data, { strength, steps: 100 }).times.length;
  assert.deepEqual([1, 0.29, 0.5, 0.001].map(of), [100, 29, 50, 1]);
});

test("The more strength, the more the data becomes the model's.", async () => {
  const far = zeros([50, 50]).add(5);
  const means = [];
  for (const strength of [0.1, 0.5, 1]) {
    const run = ddim(denoiser, sdedit(denoiser, far, { strength, seed: 2 }));
    means.push((await moments(await finish(run))).mean);
  }
  assert.ok(means[0] > 3.5 && means[0] > means[1] && means[1] > means[2], means.join(", "));
  assert.ok(Math.abs(means[2] - 0.5) < 0.1, `mean ${means[2]}`);
});

test("Continuous time is taken up too.", async () => {
  const straight = gaussianData(flow(), 0.5, 0.2);
  const { x, times } = sdedit(straight, data, { strength: 0.5, steps: 4, noise: () => zeros([4, 3]) });
  assert.deepEqual(times, [0.5, 0.25]);
  assert.ok((await worst(x, data.mul(0.5))) < 1e-6);
  assert.deepEqual((await finish(flowEuler(straight, { x, times }))).shape, [4, 3]);
});

test("It leaves the start alone.", async () => {
  await leaves(1, () => {
    sdedit(denoiser, data, { strength: 0.5 });
  });
});

test("What cannot be is said.", () => {
  for (const strength of [0, 1.1, NaN])
    assert.throws(() => sdedit(denoiser, data, { strength }), new RegExp(`at most 1, not ${strength}`));
  assert.throws(() => sdedit(denoiser, data, { strength: 0.5, step: 3 } as never), /no option "step"/);
});

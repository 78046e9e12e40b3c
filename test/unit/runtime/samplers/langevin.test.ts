import test from "node:test";
import assert from "node:assert/strict";
import { ones } from "../../../../src/runtime/core/tf.ts";
import { annealedLangevin, langevin } from "../../../../src/runtime/samplers/index.ts";
import { edm, flow, linear, veSde } from "../../../../src/runtime/schedules/index.ts";
import { finish, gaussianData, moments } from "../guidance/exact.ts";

test("Langevin dynamics settles at the mean and variance that its step size leads to in closed form.", async () => {
  const schedule = linear();
  const [mean, variance, t] = [0.7, 0.5, 400];
  const { alpha, sigma } = schedule.level(t);
  const total = alpha ** 2 * variance + sigma ** 2;
  for (const stepSize of [0.1, 1]) {
    const options = { shape: [100, 100], t, stepSize, steps: Math.ceil(8 / stepSize), seed: 1 };
    const found = await moments(await finish(langevin(gaussianData(schedule, mean, variance), options)));
    assert.ok(Math.abs(found.mean - alpha * mean) < 0.03, `mean ${found.mean}, not ${alpha * mean}`);
    const expected = total / (1 - stepSize / (4 * total));
    assert.ok(Math.abs(found.variance / expected - 1) < 0.03, `variance ${found.variance}, not ${expected}`);
  }
});

test("Its frames stay at one t and count every step.", async () => {
  const seen: [number, number][] = [];
  const run = langevin(gaussianData(linear(), 0, 1), { shape: [1, 1], t: 30, steps: 3 });
  for await (const { t, nfe } of run) seen.push([t, nfe]);
  assert.deepEqual(seen, [
    [30, 1],
    [30, 2],
    [30, 3],
    [30, 3],
  ]);
});

test("Annealed Langevin dynamics has the mean and variance of its steps in closed form.", async () => {
  const [mean, variance, sigmaMin, sigmaMax, stepSize] = [0.5, 0.4, 0.1, 10, 0.004];
  const schedule = veSde({ sigmaMin, sigmaMax });
  let now = { mean: 0, variance: 1 + sigmaMax ** 2 };
  for (const t of [1, 0.75, 0.5, 0.25, 0]) {
    const { sigma } = schedule.level(t);
    const size = stepSize * (sigma / sigmaMin) ** 2;
    const pull = size / (2 * (variance + sigma ** 2));
    for (let i = 0; i < 40; i++) {
      now = {
        mean: now.mean + pull * (mean - now.mean),
        variance: (1 - pull) ** 2 * now.variance + size,
      };
    }
  }
  const options = { shape: [40, 100], steps: 5, each: 40, stepSize, seed: 2 };
  const found = await moments(
    await finish(annealedLangevin(gaussianData(schedule, mean, variance), options)),
  );
  assert.ok(Math.abs(found.mean - now.mean) < 0.04, `mean ${found.mean}, not ${now.mean}`);
  assert.ok(
    Math.abs(found.variance / now.variance - 1) < 0.08,
    `variance ${found.variance}, not ${now.variance}`,
  );
});

test("Its noiseless iteration is that of the algorithm, in closed form.", async () => {
  const sigmas = [4, 1, 0.25];
  const denoiser = gaussianData(edm({ sigmaMin: 0.25, sigmaMax: 4 }), 0, 1);
  const start = 2;
  const options = {
    sigmas,
    each: 3,
    stepSize: 0.01,
    noise: (shape: readonly number[]) => ones([...shape]).mul(0),
  };
  let expected = start;
  for (const sigma of sigmas) {
    const size = 0.01 * (sigma / 0.25) ** 2;
    for (let i = 0; i < 3; i++) expected -= ((size / 2) * expected) / (1 + sigma ** 2);
  }
  const x = ones([1, 1]).mul(start);
  const [found] = await (await finish(annealedLangevin(denoiser, { ...options, x }))).data();
  assert.ok(Math.abs(found - expected) < 1e-5, `${found}, not ${expected}`);
  const [data] = await (await finish(annealedLangevin(denoiser, { ...options, x, final: "data" }))).data();
  assert.ok(Math.abs(data - expected / (1 + 0.25 ** 2)) < 1e-5, "and one step of denoising");
});

test("Where alpha changes, x / alpha goes over from level to level.", async () => {
  const denoiser = gaussianData(linear(), 0.5, 0.2);
  const options = {
    shape: [40, 100],
    timesteps: [900, 600, 300, 100, 30],
    each: 30,
    stepSize: 0.003,
    seed: 2,
  };
  const found = await moments(await finish(annealedLangevin(denoiser, options)));
  const { alpha } = denoiser.schedule.level(30);
  assert.ok(Math.abs(found.mean - alpha * 0.5) < 0.06, `mean ${found.mean}`);
});

test("A t without noise and sizes that cannot be are refused.", () => {
  const denoiser = gaussianData(flow(), 0, 1);
  assert.throws(
    () => langevin(denoiser, { shape: [1, 1] }),
    /needs noise, and at t = 0 of "flow" there is none/,
  );
  assert.throws(() => langevin(denoiser, { shape: [1, 1], t: 0.5, stepSize: 0 }), /more than 0, not 0/);
  assert.throws(() => langevin(denoiser, { shape: [1, 1], t: 0.5, steps: 0.5 }), /steps .* not 0.5/);
  assert.throws(() => annealedLangevin(denoiser, { shape: [1, 1], each: 0 }), /each .* not 0/);
  assert.throws(() => annealedLangevin(denoiser, { shape: [1, 1], stepSize: NaN }), /not NaN/);
});

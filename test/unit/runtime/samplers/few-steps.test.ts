import test from "node:test";
import assert from "node:assert/strict";
import type { Tensor } from "../../../../src/runtime/core/tf.ts";
import { consistency, ddim, lcm, tcd } from "../../../../src/runtime/samplers/index.ts";
import { edm, linear, type NoiseSchedule } from "../../../../src/runtime/schedules/index.ts";
import { finish, gaussianData, moments, normal, worst } from "../guidance/exact.ts";

const [mean, std] = [0.5, 0.8];

/** The exact consistency function of N(mean, std^2): the probability flow from x_t to the level `to`, as x_0. */
function flowTo(schedule: NoiseSchedule, to: { alpha: number; sigma: number }) {
  const spread = (level: { alpha: number; sigma: number }) => Math.hypot(level.alpha * std, level.sigma);
  const denoise = (x: Tensor, t: number) => {
    const level = schedule.level(t);
    const off = x.sub(level.alpha * mean);
    const x0 = off.mul(spread(to) / spread(level)).add(to.alpha * mean);
    return { x0, eps: x.sub(x0.mul(level.alpha)).div(level.sigma) };
  };
  return Object.assign(denoise, { schedule });
}

test("With the exact consistency function every number of steps draws from the data.", async () => {
  const schedule = edm({ sigmaMin: 0.3 });
  const least = schedule.level(0);
  const expected = std ** 2 + least.sigma ** 2;
  for (const steps of [1, 2, 5]) {
    const options = { shape: [200, 100], steps, seed: 3 };
    const found = await moments(await finish(consistency(flowTo(schedule, least), options)));
    // The start is N(0, sigma^2) and not N(mean, std^2 + sigma^2), which one step keeps.
    assert.ok(Math.abs(found.mean - mean) < 0.03, `mean ${found.mean} with ${steps} steps`);
    assert.ok(Math.abs(found.variance - expected) < 0.03, `variance ${found.variance} with ${steps} steps`);
  }
});

test("LCM with the exact function draws from the data; at timestep 0 it returns what it is given.", async () => {
  const schedule = linear();
  const exact = flowTo(schedule, { alpha: 1, sigma: 0 });
  for (const steps of [1, 4]) {
    const found = await moments(await finish(lcm(exact, { shape: [200, 100], steps, seed: 2 })));
    assert.ok(Math.abs(found.mean - mean) < 0.02 && Math.abs(found.variance - std ** 2) < 0.02);
  }
  const x = normal(1, [3, 2]);
  assert.equal(await worst(await finish(lcm(exact, { x, timesteps: [0] })), x), 0);
});

test("The timesteps of few steps are those of the distillation, evenly spaced from the last.", async () => {
  const denoiser = gaussianData(linear(), 0, 1);
  const of = async (options: object) => {
    const seen: number[] = [];
    for await (const { t } of lcm(denoiser, { shape: [1, 1], ...options })) seen.push(t);
    return seen;
  };
  assert.deepEqual(await of({}), [999, 759, 499, 259, -1]);
  assert.deepEqual(await of({ steps: 2, originalSteps: 10 }), [999, 499, -1]);
  assert.deepEqual(await of({ steps: 2, spacing: "leading" }), [500, 0, -1]);
  assert.deepEqual(await of({ timesteps: [800, 3] }), [800, 3, -1]);
});

test("TCD without noise is DDIM; with gamma 1 a step goes by way of the least noise.", async () => {
  const denoiser = gaussianData(linear(), mean, std ** 2);
  const x = normal(2, [4, 2]);
  const timesteps = [999, 700, 250];
  const [a, b] = [tcd(denoiser, { x, timesteps, gamma: 0 }), ddim(denoiser, { x, timesteps })];
  assert.ok((await worst(await finish(a), await finish(b))) < 1e-5);
  for await (const { step, x: state, x0, eps, t } of tcd(denoiser, {
    x,
    timesteps,
    gamma: 1,
    noise: () => x.zerosLike(),
  })) {
    if (step !== 0) break;
    const { schedule } = denoiser;
    const least = schedule.level(0);
    assert.equal(t, 999);
    const below = x0!.mul(least.alpha).add(eps!.mul(least.sigma));
    const expected = below.mul(schedule.level(700).alpha / least.alpha);
    const next = tcd(denoiser, { x: state, timesteps, gamma: 1, noise: () => x.zerosLike() });
    for await (const frame of next) if (frame.step === 1) assert.ok((await worst(frame.x, expected)) < 1e-5);
  }
});

test("TCD's variance on Gaussian data is that of its steps in closed form.", async () => {
  // For standard normal data the model says x_0 = alpha x and eps = sigma x, so each step is linear in x.
  const schedule = linear();
  const { alpha, sigma } = schedule;
  const timesteps = [999, 700, 400, 150];
  for (const gamma of [0.3, 1]) {
    let variance = 1;
    for (const [i, t] of timesteps.slice(1).entries()) {
      // The last step draws no noise.
      const s = t === 150 ? t : Math.floor((1 - gamma) * t);
      const from = timesteps[i];
      const led = alpha[s] * alpha[from] + sigma[s] * sigma[from];
      const kept = alpha[t] / alpha[s];
      variance = (kept * led) ** 2 * variance + sigma[t] ** 2 - (kept * sigma[s]) ** 2;
    }
    const options = { shape: [200, 100], timesteps, gamma, final: "none", seed: 4 } as const;
    const found = await moments(await finish(tcd(gaussianData(schedule, 0, 1), options)));
    assert.ok(Math.abs(found.variance - variance) < 0.03, `variance ${found.variance}, not ${variance}`);
  }
});

test("Options that cannot be are refused.", () => {
  const denoiser = gaussianData(linear({ steps: 40 }), 0, 1);
  assert.throws(() => lcm(denoiser, { shape: [1, 1] }), /4 of 50 original steps on a schedule of 40/);
  assert.throws(() => tcd(denoiser, { shape: [1, 1], steps: 9, originalSteps: 8 }), /9 of 8 original/);
  assert.throws(() => tcd(denoiser, { shape: [1, 1], gamma: -1 }), /gamma of TCD .* not -1/);
  assert.throws(() => lcm(denoiser, { shape: [1, 1], sigmaData: NaN }), /sigmaData of LCM .* not NaN/);
});

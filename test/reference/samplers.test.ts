import test from "node:test";
import assert from "node:assert/strict";
import { tensor, tidy, zeros, type Tensor, type Tensor1D } from "../../src/runtime/core/tf.ts";
import { gaussian, type GaussianOptions } from "../../src/runtime/diffusion/index.ts";
import { ddim, ddpm, type Sampling } from "../../src/runtime/samplers/index.ts";
import { torchNoise, type NoiseSource } from "../../src/runtime/random/index.ts";
import { linear, timesteps } from "../../src/runtime/schedules/index.ts";
import { assertClose } from "./close.ts";

// The dummy loop of diffusers' scheduler tests, whose results are sums of |x| over the final sample.
const numbers = 3 * 8 * 8 * 4;
const channelsFirst = (values: Float32Array): Tensor =>
  tidy(() => tensor(values, [3, 8, 8, 4]).transpose([3, 0, 1, 2]));
const dummySample = channelsFirst(Float32Array.from({ length: numbers }, (_, k) => k / numbers));
const dummyNoise = channelsFirst(
  Float32Array.from({ length: numbers }, (_, k) => (numbers - 1 - k) / numbers),
);

function dummyModel(x: Tensor, t: Tensor1D): Tensor {
  const when = t.reshape([-1, 1, 1, 1]);
  return x.mul(when).div(when.add(1));
}

const process = (options: Partial<GaussianOptions> = {}) =>
  gaussian({ schedule: linear(), ...options }).denoiser(dummyModel);

async function sum(run: Sampling): Promise<number> {
  let last: Tensor | undefined;
  for await (const { x } of run) last = x;
  assert.ok(last);
  const [total] = await last.abs().sum().data();
  return total;
}

const clip = [-1, 1] as const;
const x = dummySample;
const near = 1e-4;

test("DDIM's deterministic sums are diffusers'.", async () => {
  assertClose(await sum(ddim(process(), { steps: 10, clip, x })), 172.00671, near, "eps");
  assertClose(await sum(ddim(process({ predict: "v" }), { steps: 10, clip, x })), 52.530201, near, "v");
  assertClose(await sum(ddim(process(), { steps: 5, clip, x })), 145.38271, near, "5 steps");
  assertClose(await sum(ddim(process(), { steps: 20, clip, x })), 184.76981, near, "20 steps");
  const later = process({ schedule: linear({ betaStart: 0.01, betaEnd: 0.02 }) });
  assertClose(await sum(ddim(later, { steps: 10, clip, x })), 149.82945, near, "betas from .01");
});

test("DDIM takes up a sample that was noised part of the way.", async () => {
  const diffusion = gaussian({ schedule: linear() });
  const last = timesteps(1000, 10).slice(8);
  const noised = diffusion.diffuse(dummySample, last[0], dummyNoise);
  assertClose(await sum(ddim(process(), { timesteps: last, clip, x: noised })), 354.54181, near);
});

const silence: NoiseSource = (shape) => zeros([...shape]);
const shifted: NoiseSource = () => tidy(() => dummySample.sub(0.5));

test("DDPM's sums with every draw replaced are diffusers'.", async () => {
  const all = { clip, x };
  assertClose(await sum(ddpm(process(), { ...all, noise: silence })), 0.66093868, 1e-3, "1000 steps, 0");
  assertClose(await sum(ddpm(process(), { ...all, noise: shifted })), 693.55609, near, "1000 steps, shifted");
  assertClose(
    await sum(ddpm(process(), { ...all, steps: 50, noise: silence })),
    0.88837999,
    1e-3,
    "50 steps, 0",
  );
  assertClose(
    await sum(ddpm(process(), { ...all, steps: 50, noise: shifted })),
    432.89581,
    near,
    "50 steps, shifted",
  );
  const v = process({ predict: "v" });
  assertClose(await sum(ddpm(v, { ...all, noise: silence })), 0.11322276, 1e-3, "v, 0");
  assertClose(await sum(ddpm(v, { ...all, noise: shifted })), 652.66626, near, "v, shifted");
  const beta = { ...all, variance: "beta" } as const;
  assertClose(await sum(ddpm(process(), { ...beta, noise: silence })), 0.66093868, 1e-3, "beta, 0");
  assertClose(await sum(ddpm(process(), { ...beta, noise: shifted })), 694.18518, near, "beta, shifted");
});

test("DDIM with eta 1 and every draw replaced gives diffusers' sums.", async () => {
  const options = { steps: 10, eta: 1, clip, x };
  assertClose(await sum(ddim(process(), { ...options, noise: silence })), 2.3674767, 1e-3);
  assertClose(await sum(ddim(process(), { ...options, noise: shifted })), 177.60515, near);
});

test("DDPM on PyTorch's random numbers ends where PyTorch's does.", async () => {
  const noise = () => torchNoise(0);
  assertClose(await sum(ddpm(process(), { clip, x, noise: noise() })), 258.96063, 1e-3);
  assertClose(await sum(ddpm(process({ predict: "v" }), { clip, x, noise: noise() })), 202.02957, 1e-3);
});

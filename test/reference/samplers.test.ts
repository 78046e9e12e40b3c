import test from "node:test";
import { gaussian } from "../../src/runtime/diffusion/index.ts";
import { ddim, ddpm } from "../../src/runtime/samplers/index.ts";
import { torchNoise } from "../../src/runtime/random/index.ts";
import { linear, timesteps } from "../../src/runtime/schedules/index.ts";
import { assertClose } from "./close.ts";
import { dummyNoise, dummySample, process, shifted, silence, sum } from "./dummy-loop.ts";

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

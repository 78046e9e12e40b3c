import test from "node:test";
import type { Tensor } from "../../src/runtime/core/tf.ts";
import type { Denoiser } from "../../src/runtime/diffusion/index.ts";
import { torchNoise } from "../../src/runtime/random/index.ts";
import { consistency, flowEuler, lcm, predictorCorrector, tcd } from "../../src/runtime/samplers/index.ts";
import {
  edm,
  flow,
  fromLevels,
  scaledLinear,
  type NoiseSchedule,
} from "../../src/runtime/schedules/index.ts";
import { assertClose } from "./close.ts";
import { dummySample as x, sum } from "./dummy-loop.ts";

/** What the dummy model says of x at t. */
const dummy = (x: Tensor, t: number): Tensor => x.mul(t / (t + 1));

/** A denoiser of noise: eps is what the dummy model says. */
function noisePredicting(schedule: NoiseSchedule, model: (x: Tensor, t: number) => Tensor = dummy): Denoiser {
  const denoise = (x: Tensor, t: number) => {
    const { alpha, sigma } = schedule.level(t);
    const eps = model(x, t);
    return { x0: x.sub(eps.mul(sigma)).div(alpha), eps };
  };
  return Object.assign(denoise, { schedule });
}

test("LCM's sums with one step and with ten are diffusers'.", async () => {
  const denoiser = noisePredicting(scaledLinear());
  assertClose(await sum(lcm(denoiser, { steps: 1, x })), 18.7097, 1e-4, "1 step");
  assertClose(await sum(lcm(denoiser, { steps: 10, x, noise: torchNoise(0) })), 197.7616, 1e-4, "10 steps");
});

test("TCD's deterministic sums are diffusers', which ends at timestep 0.", async () => {
  const denoiser = noisePredicting(scaledLinear());
  const options = { gamma: 0, x, final: "sigmaMin" } as const;
  assertClose(await sum(tcd(denoiser, { ...options, steps: 1 })), 29.8715, 1e-4, "1 step");
  assertClose(await sum(tcd(denoiser, { ...options, steps: 10 })), 181.204, 1e-4, "10 steps");
});

test("Consistency models' sums with one step and with two are diffusers'.", async () => {
  const schedule = edm();
  const [least, data] = [0.002, 0.5];
  // Appendix C of the paper, and the network's t is 250 ln sigma.
  const denoise = (x: Tensor, t: number) => {
    const { sigma } = schedule.level(t);
    const output = dummy(x.div(Math.hypot(sigma, data)), 250 * Math.log(sigma));
    const skip = data ** 2 / ((sigma - least) ** 2 + data ** 2);
    const out = ((sigma - least) * data) / Math.hypot(sigma, data);
    const x0 = output.mul(out).add(x.mul(skip));
    return { x0, eps: x.sub(x0).div(sigma) };
  };
  const denoiser = Object.assign(denoise, { schedule });
  const options = { x: x.mul(80), clip: [-1, 1] } as const;
  assertClose(await sum(consistency(denoiser, { ...options, steps: 1 })), 192.7614, 1e-4, "1 step");
  const times = [1, 1 - 106 / 200];
  assertClose(
    await sum(consistency(denoiser, { ...options, times, noise: torchNoise(0) })),
    347.6357,
    1e-4,
    "2 steps",
  );
});

test("Rectified flow's sums by Euler's method, without a shift and with 3, are diffusers'.", async () => {
  // Its velocity is what the dummy model says; x_0 = x - t u and eps = x + (1 - t) u.
  const schedule = flow();
  const denoise = (x: Tensor, t: number) => {
    const velocity = dummy(x, t);
    return { x0: x.sub(velocity.mul(t)), eps: x.add(velocity.mul(1 - t)) };
  };
  const denoiser = Object.assign(denoise, { schedule });
  const shifted = (t: number, shift: number) => (shift * t) / (1 + (shift - 1) * t);
  for (const [shift, expected] of [
    [1, 272.66376],
    [3, 268.03455],
  ]) {
    // diffusers spaces the steps evenly down to the (shifted) thousandth, and ends in 0.
    const least = shifted(0.001, shift);
    const times = Array.from({ length: 10 }, (_, i) => 1 + (i * (least - 1)) / 9);
    assertClose(await sum(flowEuler(denoiser, { x, times, shift })), expected, 1e-4, `shift ${shift}`);
  }
});

test("The variance-exploding predictor-corrector's sum is diffusers'.", async () => {
  const [sigmaMin, sigmaMax, steps] = [0.01, 1348, 3];
  const sigmas = Array.from(
    { length: steps },
    (_, i) => sigmaMin * (sigmaMax / sigmaMin) ** (i / (steps - 1)),
  );
  const schedule = fromLevels(
    sigmas.map((sigma) => ({ alpha: 1, sigma })),
    "VE",
  );
  // There the dummy model says the score, of the first sigmas of a sequence of 2000; eps is -sigma times that.
  const seen = (t: number) => sigmaMin * (sigmaMax / sigmaMin) ** (1 - ((steps - 1 - t) * (1 - 1e-5)) / 1999);
  const denoiser = noisePredicting(schedule, (x, t) => dummy(x, seen(t)).mul(-sigmas[t]));
  const options = { x, snr: 0.15, norms: "batch", noise: torchNoise(0) } as const;
  assertClose(await sum(predictorCorrector(denoiser, options)), 14372758528, 1e-3);
});

import test from "node:test";
import assert from "node:assert/strict";
import {
  cosine,
  dataLevel,
  fromBetas,
  linear,
  posterior,
  scaledLinear,
  timesteps,
} from "../../src/runtime/schedules/index.ts";
import { assertClose } from "./close.ts";

const exact = 1e-9;

test("The linear schedule has guided-diffusion's variances and posterior.", () => {
  const s = linear();
  assertClose(s.alphaBar[0], 0.9999, exact);
  assertClose(s.alphaBar[999], 4.035829765375676e-5, exact);
  assertClose(
    s.betas.reduce((a, b) => a + b),
    10.05,
    exact,
  );
  assertClose(s.alphaBar[1], 0.9997800920720721, exact);
  assertClose(s.posteriorVariance[1], 5.4531876613021935e-5, exact);
  assertClose(s.posteriorMeanX0[1], 0.5452914995102903, exact);
  assertClose(s.posteriorMeanXt[1], 0.4547084989905303, exact);
  assertClose(s.posteriorVariance[999], 0.01999998352656061, exact);
  assertClose(s.posteriorMeanX0[999], 1.2835148717224682e-4, exact);
  assertClose(s.posteriorMeanXt[999], 0.9899486782675173, exact);
  assertClose(s.posteriorLogVarianceClipped[0], -9.81672513529567, exact);
});

test("The linear schedule's default ends scale with the number of steps.", () => {
  assertClose(linear({ steps: 100 }).alphaBar[99], 2.039008975564078e-5, exact);
  assertClose(linear({ steps: 4000 }).alphaBar[3999], 4.246652275802249e-5, exact);
});

test("The cosine schedule has improved-diffusion's betas, the last one cut.", () => {
  const s = cosine();
  assertClose(s.betas[0], 4.128422482196914e-5, exact);
  assertClose(s.betas[499], 0.0031458862304780677, exact);
  assert.equal(s.betas[999], 0.999);
  assert.equal(s.betas.filter((beta) => beta === 0.999).length, 1);
  assertClose(s.alphaBar[499], 0.4938435904406382, exact);
  assertClose(s.alphaBar[999], 2.4287669070348567e-9, exact);
});

test("The scaled linear schedule has latent diffusion's ends.", () => {
  const s = scaledLinear();
  assertClose(s.alphaBar[0], 0.99915, exact);
  assertClose(s.alphaBar[999], 0.004660098513077238, exact);
  assertClose(Math.sqrt(1 / s.snr[999]), 14.614641229333639, exact);
});

test("The discrete cosine betas of five steps, cos not squared, are accepted as betas.", () => {
  const betas = [0.051998987, 0.1512031138, 0.2744900783, 0.4746928223, 0.999];
  assert.deepEqual([...fromBetas(betas).betas], betas);
});

test("SNR on the linear schedule matches min-SNR's published weights.", () => {
  const { snr } = linear();
  // They were computed in single precision, of which 1 - alphaBar keeps five digits at t = 10.
  assertClose(snr[10], 454.89023, 5e-5);
  assertClose(snr[100], 8.5366497, 1e-5);
  assertClose(snr[500], 0.084359527, 1e-5);
});

test("Timesteps are spaced as diffusers spaces them.", () => {
  const of = (count: number, spacing: "leading" | "trailing" | "linspace") =>
    timesteps(1000, count, { spacing });
  assert.deepEqual(of(10, "leading"), [900, 800, 700, 600, 500, 400, 300, 200, 100, 0]);
  assert.deepEqual(of(10, "trailing"), [999, 899, 799, 699, 599, 499, 399, 299, 199, 99]);
  assert.deepEqual(of(10, "linspace"), [999, 888, 777, 666, 555, 444, 333, 222, 111, 0]);
  assert.deepEqual(of(7, "leading"), [852, 710, 568, 426, 284, 142, 0]);
  assert.deepEqual(of(7, "trailing"), [999, 856, 713, 570, 428, 285, 142]);
  assert.deepEqual(timesteps(1000, 5, { offset: 1 }), [801, 601, 401, 201, 1]);
});

test("Halves round to the even step, as they do in Python.", () => {
  // 1000 - i * 62.5 meets a half at every other step.
  assert.deepEqual(timesteps(1000, 16, { spacing: "trailing" }).slice(0, 4), [999, 937, 874, 811]);
});

test("Variances of DDPM's and DDIM's noise are diffusers'.", () => {
  const s = linear();
  const variance = (from: number, to: number) =>
    posterior(s.level(from), to < 0 ? dataLevel : s.level(to)).variance;
  assert.equal(variance(0, -1), 0);
  assertClose(variance(487, 486), 0.00979, 1e-3);
  assertClose(variance(999, 998), 0.02, 1e-3);
  assertClose(variance(420, 400), 0.1477195128408985, exact);
});

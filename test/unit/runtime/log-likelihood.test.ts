import test from "node:test";
import assert from "node:assert/strict";
import { tensor, type Tensor } from "../../../src/runtime/core/tf.ts";
import {
  dormandPrince,
  gaussian,
  logLikelihood,
  type Denoiser,
} from "../../../src/runtime/diffusion/index.ts";
import {
  cosineLogSnr,
  edm,
  flow,
  linear,
  linearLogSnr,
  veSde,
  vpSde,
} from "../../../src/runtime/schedules/index.ts";
import { stream } from "../../../src/runtime/random/index.ts";
import { marginal, mixtureDenoiser, type Mixture } from "./mixture.ts";
import { inNotebook } from "./fake-host.ts";
import { leaves } from "./no-leak.ts";

const quiet = { show: false } as const;
const one: Mixture = { weights: [1], means: [[0.3, -0.2]], deviations: [0.5] };
const two: Mixture = {
  weights: [0.3, 0.7],
  means: [
    [-1, 0.4],
    [1.5, -0.5],
  ],
  deviations: [0.2, 0.4],
};
const points = [0.1, 0.2, -0.9, 0.5, 1.2, -0.4, 0.3, 0.3];
const x = tensor(points, [4, 2]);

const dims = 2;
const pair = (i: number): number[] => points.slice(dims * i, dims * (i + 1));
const logNormal = (square: number, variance: number): number =>
  -0.5 * (square / variance + dims * Math.log(2 * Math.PI * variance));

test("The likelihood of a Gaussian is the closed form on every kind of schedule.", async () => {
  const { means, deviations } = one;
  for (const schedule of [linear(), vpSde(), linearLogSnr(), cosineLogSnr(), veSde(), edm(), flow()]) {
    const found = await logLikelihood(mixtureDenoiser(schedule, one), x, {
      rtol: 1e-5,
      atol: 1e-5,
      ...quiet,
    });
    const [first, last] = schedule.range.map((t) => schedule.level(t));
    const blur = first.sigma / first.alpha || 1e-3;
    // The flow stretches what lies about the mean by as much as the deviation of x_t grows.
    const at = Math.hypot(deviations[0], blur);
    const end = Math.hypot(last.alpha * deviations[0], last.sigma);
    found.examples.logLikelihood.forEach((value, i) => {
      const arrived = pair(i).map((xi, k) => last.alpha * means[0][k] + ((xi - means[0][k]) * end) / at);
      const square = arrived.reduce((sum, one) => sum + one * one, 0);
      const prior = last.alpha ** 2 + last.sigma ** 2 < 1 + 1e-9 ? 1 : last.sigma ** 2;
      const expected = logNormal(square, prior) + dims * Math.log(end / at);
      assert.ok(Math.abs(value - expected) < 2e-4, `${schedule.name}: ${value}, not ${expected}`);
    });
  }
});

test("The likelihood of a mixture is the closed form where the prior is reached.", async () => {
  for (const schedule of [linearLogSnr({ logSnrMin: -16 }), veSde({ sigmaMax: 1e4 }), flow()]) {
    const found = await logLikelihood(mixtureDenoiser(schedule, two), x, {
      rtol: 1e-5,
      atol: 1e-5,
      ...quiet,
    });
    const { alpha, sigma } = schedule.level(0);
    found.examples.logLikelihood.forEach((value, i) => {
      const expected = marginal(two, { alpha: 1, sigma: sigma / alpha || 1e-3 }, pair(i)).logP;
      assert.ok(Math.abs(value - expected) < 2e-3, `${schedule.name}: ${value}, not ${expected}`);
    });
  }
});

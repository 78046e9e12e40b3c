import test from "node:test";
import assert from "node:assert/strict";
import { tensor, type Tensor } from "../../../src/runtime/core/tf.ts";
import {
  dormandPrince,
  gaussian,
  logLikelihood,
  type Denoiser,
} from "../../../src/runtime/diffusion/index.ts";
import { edm, flow, linear, linearLogSnr, vpSde } from "../../../src/runtime/schedules/index.ts";
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
  for (const schedule of [linear(), vpSde(), edm(), flow()]) {
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
  for (const schedule of [linearLogSnr({ logSnrMin: -16, logSnrMax: 8 }), flow()]) {
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

test("The solver meets its tolerance and is of fifth order.", async () => {
  const evaluations: number[] = [];
  for (const tolerance of [1e-5, 1e-7, 1e-9]) {
    const options = { rtol: tolerance, atol: tolerance };
    const slope = (t: number, [y]: Float64Array) => Float64Array.of(Math.cos(t) * y);
    const solved = await dormandPrince(slope, 0, 10, Float64Array.of(1), options);
    const off = Math.abs(solved.y[0] - Math.exp(Math.sin(10)));
    assert.ok(off < 20 * tolerance, `off by ${off} with ${tolerance}`);
    evaluations.push(solved.evaluations);
  }
  // A tolerance 100 times as small takes 100^(1/5) = 2.5 times as many steps.
  for (const k of [1, 2]) {
    const ratio = evaluations[k] / evaluations[k - 1];
    assert.ok(ratio > 1.9 && ratio < 3.1, String(ratio));
  }
  const back = await dormandPrince((t) => Float64Array.of(Math.cos(t)), 3, -1, Float64Array.of(0), {
    rtol: 1e-9,
    atol: 1e-9,
  });
  assert.ok(Math.abs(back.y[0] - (Math.sin(-1) - Math.sin(3))) < 1e-8);
});

test("A step that cannot be short enough ends the work with the place.", async () => {
  const options = { rtol: 1e-6, atol: 1e-6 };
  const start = Float64Array.of(1);
  await assert.rejects(
    dormandPrince((t) => Float64Array.of(t < 0.5 ? 1 : NaN), 0, 1, start, options),
    /not finite/,
  );
  await assert.rejects(
    dormandPrince((_, [y]) => Float64Array.of(y * y), 0, 2, start, options),
    /t = (0\.99|1\.00)|not finite|too rough/,
  );
});

test("Random probes estimate the exact trace, within the error they state.", async () => {
  const denoiser = mixtureDenoiser(linearLogSnr({ logSnrMax: 6 }), two);
  const settings = { rtol: 1e-3, atol: 1e-3, ...quiet };
  const exact = await logLikelihood(denoiser, x, settings);
  assert.equal(exact.about.trace, "exact");
  assert.equal(exact.examples.probeError, null);
  for (const trace of ["rademacher", "gaussian"] as const) {
    const found = await logLikelihood(denoiser, x, { trace, probes: 64, seed: 3, ...settings });
    found.examples.logLikelihood.forEach((value, i) => {
      const error = found.examples.probeError![i];
      assert.ok(error > 0 && error < 2, String(error));
      const off = Math.abs(value - exact.examples.logLikelihood[i]);
      assert.ok(off < 4 * error + 0.02, `${trace}: off by ${off} with an error of ${error}`);
    });
  }
});

test("An example's likelihood does not depend on the batch, but for the tolerance.", async () => {
  const denoiser = mixtureDenoiser(linearLogSnr({ logSnrMax: 6 }), two);
  const settings = { trace: "rademacher", seed: 5, ...quiet } as const;
  const whole = await logLikelihood(denoiser, x, settings);
  const pieces = await logLikelihood(denoiser, x, { batch: 3, ...settings });
  whole.examples.logLikelihood.forEach((value, i) =>
    assert.ok(Math.abs(value - pieces.examples.logLikelihood[i]) < 5e-3),
  );
  assert.ok(Math.abs(whole.bitsPerDim + whole.logLikelihood / 2 / Math.LN2) < 1e-12);
});

test("Dequantized data is bounded by the probability of its level.", async () => {
  // A Gaussian much wider than a level: each has about its density times its width.
  const wide: Mixture = { weights: [1], means: [[0]], deviations: [0.5] };
  const schedule = linearLogSnr({ logSnrMin: -16, logSnrMax: 8 });
  const levels = [-0.5, 0, 0.25, 1];
  const found = await logLikelihood(mixtureDenoiser(schedule, wide), tensor(levels, [4, 1]), {
    dequantize: 17,
    ...quiet,
  });
  found.examples.logLikelihood.forEach((value, i) => {
    const density = marginal(wide, { alpha: 1, sigma: 0 }, [levels[i]]).logP;
    // Within a level of width 1 / 8 the density changes by up to a quarter.
    assert.ok(Math.abs(value - density - Math.log(1 / 8)) < 0.3, `${value} at ${levels[i]}`);
  });
  await assert.rejects(
    logLikelihood(mixtureDenoiser(schedule, wide), tensor([0.1], [1, 1]), { dequantize: 17, ...quiet }),
    /dequantize needs 17 levels/,
  );
});

test("A likelihood leaves no tensors behind, obeys its signal, and says what does not fit.", async () => {
  const denoiser = mixtureDenoiser(linearLogSnr({ logSnrMax: 6 }), one);
  await leaves(0, async () => {
    await logLikelihood(denoiser, x, { rtol: 1e-2, atol: 1e-2, ...quiet });
    const stop = new AbortController();
    stop.abort(new DOMException("Interrupted", "AbortError"));
    await assert.rejects(logLikelihood(denoiser, x, { signal: stop.signal, ...quiet }), {
      name: "AbortError",
    });
    const broken: Denoiser = Object.assign((y: Tensor) => ({ x0: y.mul<Tensor>(NaN), eps: y }), {
      schedule: denoiser.schedule,
    });
    await assert.rejects(logLikelihood(broken, x, quiet), /not finite/);
  });
  const fails = (options: Parameters<typeof logLikelihood>[2], message: RegExp, of = x) =>
    assert.rejects(logLikelihood(denoiser, of, { ...quiet, ...options }), message);
  await fails({ rtol: 1e-9 }, /rtol lies between 1e-7 and 1/);
  await fails({ probes: 0 }, /probes must be/);
  await fails({ trace: "hutchinson" as never }, /exact, rademacher, gaussian, not "hutchinson"/);
  await fails({ trace: "exact" }, /65 dimensions .* 64 are the most/, tensor(new Float32Array(65), [1, 65]));
  await fails({ t: 0.5, dequantize: 256 }, /leave one out/);
  const wider = Object.assign((y: Tensor) => ({ x0: y.concat(y, 1), eps: y }), {
    schedule: denoiser.schedule,
  });
  await assert.rejects(logLikelihood(wider, x, quiet), /\[8, 2\] into \[8, 4\]/);
});

test("A shown likelihood takes the place of its progress.", async () => {
  await inNotebook(async (host) => {
    const denoiser = gaussian({ schedule: linear() }).denoiser((y) => y.mul(0.9));
    await logLikelihood(denoiser, x, { rtol: 1e-2, atol: 1e-2 });
    assert.match(String(host.shown[0]["text/plain"]), /^Likelihood/);
    assert.match(
      String(host.updates.at(-1)?.["text/plain"]),
      /bits\/dim, .* nats\n4 examples of 2 dimensions, exact/,
    );
  });
});

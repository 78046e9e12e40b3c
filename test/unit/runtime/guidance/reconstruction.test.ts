import test from "node:test";
import assert from "node:assert/strict";
import { tensor, tidy, type Tensor } from "../../../../src/runtime/core/tf.ts";
import { reconstruction } from "../../../../src/runtime/guidance/index.ts";
import { ddim } from "../../../../src/runtime/samplers/index.ts";
import { linear, type Level } from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";
import { gaussianData, moments, normal, worst } from "./exact.ts";

const schedule = linear();
const prior = { mean: -0.3, variance: 0.6 };
const denoiser = gaussianData(schedule, prior.mean, prior.variance);
const [gain, noise] = [2, 0.5];
const operator = (x0: Tensor): Tensor => x0.mul(gain);
/** Of y = gain x_0 + noise given x_t: exact, because all is Gaussian. */
const variance = ({ alpha, sigma }: Level): number =>
  (gain ** 2 * prior.variance * sigma ** 2) / (alpha ** 2 * prior.variance + sigma ** 2) + noise;

test("On a linear measurement of Gaussian data it leads to the posterior, with its exact variance.", async () => {
  const y = 1.4;
  const precision = 1 / prior.variance + gain ** 2 / noise;
  const mean = (prior.mean / prior.variance + (gain * y) / noise) / precision;
  const guided = reconstruction(denoiser, tensor([[y, y]]), { operator, variance });
  const exact = gaussianData(schedule, mean, 1 / precision);
  for (const t of [0, 60, 400, 999]) {
    const x = normal(t, [5, 2]);
    assert.ok((await worst(guided(x, t).eps, exact(x, t).eps)) < 1e-3, `eps at ${t}`);
    assert.ok((await worst(guided(x, t).x0, exact(x, t).x0)) < 5e-3, `x0 at ${t}`);
  }
  let last: Tensor | undefined;
  for await (const { x } of ddim(guided, { steps: 100, shape: [3000, 2], seed: 2 })) last = x;
  const found = await moments(last!);
  assert.ok(Math.abs(found.mean - mean) < 0.02, `mean ${found.mean}, not ${mean}`);
});

test("With video diffusion's variance x_0 moves by -(scale alpha / 2) grad |y - x_0 hat|^2.", async () => {
  const [t, scale] = [300, 1.7];
  const { alpha, sigma } = schedule.level(t);
  const x = normal(1, [4, 3]);
  const y = normal(2, [4, 3]);
  const guided = reconstruction(denoiser, y, { scale })(x, t);
  const plain = denoiser(x, t).x0;
  const slope = (alpha * prior.variance) / (alpha ** 2 * prior.variance + sigma ** 2);
  const gradient = plain.sub(y).mul(2 * slope);
  assert.ok((await worst(guided.x0, plain.sub(gradient.mul((scale * alpha) / 2)))) < 1e-5);
  assert.ok((await worst(guided.x0.mul(alpha).add(guided.eps.mul(sigma)), x)) < 1e-5);
});

test("Each example is led to its own measurement.", async () => {
  const x = normal(3, [3, 2]);
  const y = normal(4, [3, 2]);
  const together = reconstruction(denoiser, y, { operator })(x, 200).x0;
  for (let i = 0; i < 3; i++) {
    const alone = reconstruction(denoiser, y.slice(i, 1), { operator })(x.slice(i, 1), 200).x0;
    assert.ok((await worst(together.slice(i, 1), alone)) < 1e-6);
  }
});

test("A measurement of another shape than the data is differentiated too.", async () => {
  const y = tensor([[3]]);
  const ofSum = (level: Level) => (4 / gain ** 2) * (variance(level) - noise) + 0.01;
  const guided = reconstruction(denoiser, y, { operator: (x0) => x0.sum(1, true), variance: ofSum });
  let last: Tensor | undefined;
  for await (const { x } of ddim(guided, { steps: 100, shape: [500, 4], seed: 2 })) last = x;
  const sums = await moments(last!.sum(1, true));
  const precision = 1 / (4 * prior.variance) + 1 / 0.01;
  const mean = (prior.mean / prior.variance + 3 / 0.01) / precision;
  assert.ok(Math.abs(sums.mean - mean) < 0.01, `the sums' mean is ${sums.mean}, not ${mean}`);
});

test("Scale 0 is the denoiser itself.", async () => {
  const x = normal(5, [2, 2]);
  assert.equal(await worst(reconstruction(denoiser, x, { scale: 0 })(x, 9).x0, denoiser(x, 9).x0), 0);
});

test("It leaves nothing behind within tidy.", async () => {
  const [x, y] = [normal(6, [2, 2]), normal(7, [2, 2])];
  await leaves(0, () => tidy(() => void reconstruction(denoiser, y)(x, 500)));
});

test("What cannot be is said.", () => {
  const x = normal(8, [2, 2]);
  assert.throws(() => reconstruction(denoiser, x, { scale: NaN }), /finite number, not NaN/);
  assert.throws(() => reconstruction(denoiser, x, { weight: 1 } as never), /no option "weight"/);
  assert.throws(() => reconstruction(denoiser, normal(9, [3, 2]))(x, 5), /\[2, 2\].*\[3, 2\] does not fit/);
  assert.throws(() => reconstruction(denoiser, x, { variance: () => 0 })(x, 5), /above 0, not 0 \(t = 5\)/);
});

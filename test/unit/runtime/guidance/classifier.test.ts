import test from "node:test";
import assert from "node:assert/strict";
import { tidy, type Tensor } from "../../../../src/runtime/core/tf.ts";
import { classifier } from "../../../../src/runtime/guidance/index.ts";
import { ddim } from "../../../../src/runtime/samplers/index.ts";
import { linear } from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";
import { gaussianData, moments, normal, worst } from "./exact.ts";

const schedule = linear();
const prior = { mean: 0.5, variance: 0.8 };
const denoiser = gaussianData(schedule, prior.mean, prior.variance);

// A measurement y = x_0 + noise: p(y | x_t) is Gaussian too, and p(x_0 | y) in closed form.
const [y, noise] = [1.6, 0.4];
const posterior = {
  variance: 1 / (1 / prior.variance + 1 / noise),
  mean: (prior.mean / prior.variance + y / noise) / (1 / prior.variance + 1 / noise),
};
function logProb(xt: Tensor, t: number): Tensor {
  const { alpha, sigma } = schedule.level(t);
  const total = alpha ** 2 * prior.variance + sigma ** 2;
  const mean = xt
    .sub(alpha * prior.mean)
    .mul((alpha * prior.variance) / total)
    .add(prior.mean);
  const variance = (prior.variance * sigma ** 2) / total + noise;
  return mean
    .sub(y)
    .square()
    .div(-2 * variance)
    .sum(1);
}

test("Guided by the exact classifier, a Gaussian's denoiser is that of the posterior.", async () => {
  const guided = classifier(denoiser, logProb);
  const exact = gaussianData(schedule, posterior.mean, posterior.variance);
  for (const t of [1, 100, 500, 999]) {
    const x = normal(t, [7, 3]);
    const [found, wanted] = [guided(x, t), exact(x, t)];
    assert.ok((await worst(found.eps, wanted.eps)) < 1e-4, `eps at ${t}`);
    assert.ok((await worst(found.x0, wanted.x0)) < 2e-3, `x0 at ${t}`);
  }
});

test("Samples of it have the posterior's mean and variance.", async () => {
  let last: Tensor | undefined;
  for await (const { x } of ddim(classifier(denoiser, logProb), { steps: 200, shape: [4000, 1], seed: 3 }))
    last = x;
  const { mean, variance } = await moments(last!);
  assert.ok(Math.abs(mean - posterior.mean) < 0.03, `mean ${mean}, not ${posterior.mean}`);
  assert.ok(
    Math.abs(variance - posterior.variance) < 0.02,
    `variance ${variance}, not ${posterior.variance}`,
  );
});

test("Scale 0 is the denoiser itself; the scale multiplies what guidance adds.", async () => {
  const x = normal(1, [3, 2]);
  const at = (scale: number) => classifier(denoiser, logProb, { scale })(x, 300).eps;
  const plain = denoiser(x, 300).eps;
  assert.equal(await worst(at(0), plain), 0);
  assert.ok((await worst(at(3).sub(plain), at(1).sub(plain).mul(3))) < 1e-5);
});

test("Where there is no signal the classifier has no say.", async () => {
  const flow = { ...schedule, level: () => ({ alpha: 0, sigma: 1 }) };
  const blind = gaussianData(flow, 0, 1);
  const x = normal(2, [3, 2]);
  const { x0, eps } = classifier(blind, (xt) => xt.sum(1))(x, 999);
  assert.equal(await worst(x0, blind(x, 999).x0), 0);
  assert.equal(await worst(eps, blind(x, 999).eps), 0);
});

test("It leaves nothing behind within tidy.", async () => {
  const x = normal(4, [2, 2]);
  const guided = classifier(denoiser, logProb);
  await leaves(0, () => tidy(() => void guided(x, 500)));
});

test("What cannot be is said.", () => {
  assert.throws(() => classifier(denoiser, logProb, { scale: Infinity }), /finite number, not Infinity/);
  assert.throws(
    () => classifier(denoiser, logProb, { scales: 2 } as never),
    /no option "scales": it takes scale/,
  );
  const shaped = classifier(denoiser, (xt) => xt.square());
  assert.throws(
    () => shaped(normal(1, [2, 3]), 5),
    /one number for each example, \[2\], and not .* \[2, 3\]/,
  );
});

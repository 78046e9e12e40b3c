import test from "node:test";
import assert from "node:assert/strict";
import { scalar, tensor, zeros, type Tensor } from "../../../src/runtime/core/tf.ts";
import { gaussian, parameterization, parameterizations } from "../../../src/runtime/diffusion/index.ts";
import { instants } from "../../../src/runtime/diffusion/instant.ts";
import { stream } from "../../../src/runtime/random/index.ts";
import { cosine, fromBetas, linear } from "../../../src/runtime/schedules/index.ts";

const normal = (seed: number, shape: number[]): Tensor =>
  tensor(stream(seed).normal(shape.reduce((a, b) => a * b)), shape);

const worst = async (a: Tensor, b: Tensor): Promise<number> => (await a.sub(b).abs().max().data())[0];

test("The posterior is Bayes' rule: the product of the two Gaussians it comes from.", async () => {
  const diffusion = gaussian({ schedule: cosine() });
  const { betas, alphaBarPrev } = diffusion.schedule;
  for (const t of [1, 10, 100, 500, 900]) {
    const x0 = normal(t, [64]);
    const xt = normal(t + 1, [64]);
    // q(x_{t-1} | x_0) has this mean and variance; q(x_t | x_{t-1}) as a function of x_{t-1} has these precisions.
    const priorVariance = 1 - alphaBarPrev[t];
    const precision = 1 / priorVariance + (1 - betas[t]) / betas[t];
    const mean = x0
      .mul(Math.sqrt(alphaBarPrev[t]) / priorVariance)
      .add(xt.mul(Math.sqrt(1 - betas[t]) / betas[t]))
      .div(precision);
    const posterior = diffusion.posterior(x0, xt, t);
    assert.ok((await worst(posterior.mean, mean)) < 1e-5, `mean at t = ${t}`);
    assert.ok(Math.abs((await posterior.variance.data())[0] * precision - 1) < 1e-5, `variance at t = ${t}`);
    assert.ok(Math.abs(Math.exp((await posterior.logVariance.data())[0]) * precision - 1) < 1e-4);
  }
});

test("At t = 0 the posterior is x_0 itself.", async () => {
  const diffusion = gaussian({ schedule: linear() });
  const x0 = normal(1, [5]);
  const { mean, variance } = diffusion.posterior(x0, normal(2, [5]), 0);
  assert.ok((await worst(mean, x0)) < 1e-6);
  assert.equal((await variance.data())[0], 0);
});

test("Diffusing to s and stepping on to t has the marginal of t.", async () => {
  const diffusion = gaussian({ schedule: linear() });
  const { betas, alphaBar } = diffusion.schedule;
  const [s, t] = [300, 320];
  const x0 = scalar(1.5).broadcastTo([20_000]);
  let x = diffusion.diffuse(x0, s, normal(1, [20_000]));
  for (let step = s + 1; step <= t; step++) {
    x = x.mul(Math.sqrt(1 - betas[step])).add(normal(step, [20_000]).mul(Math.sqrt(betas[step])));
  }
  const [mean] = await x.mean().data();
  const [square] = await x.sub(mean).square().mean().data();
  assert.ok(Math.abs(mean - 1.5 * Math.sqrt(alphaBar[t])) < 0.03, `mean ${mean}`);
  assert.ok(Math.abs(square - (1 - alphaBar[t])) < 0.03, `variance ${square}`);
});

test("x_0 and eps read from any parameterization's own target are those that made x_t.", async () => {
  const schedule = linear();
  const mine = parameterization({
    name: "difference",
    target: ({ x0, eps }) => eps.sub(x0),
    // x_t = alpha x0 + sigma (output + x0)
    x0: ({ output, xt, alpha, sigma }) => xt.sub(sigma.mul(output)).div(alpha.add(sigma)),
  });
  for (const predict of [...Object.values(parameterizations), mine]) {
    for (const t of [5, 100, 600]) {
      const diffusion = gaussian({ schedule, predict });
      const x0 = normal(t, [8, 3]);
      const eps = normal(t + 1, [8, 3]);
      const xt = diffusion.diffuse(x0, t, eps);
      const at = instants(schedule, t, xt.shape);
      const denoise = diffusion.denoiser(() => predict.target({ ...at, x0, eps, xt }));
      const read = denoise(xt, t);
      assert.ok((await worst(read.x0, x0)) < 1e-4, `x0 by ${predict.name} at t = ${t}`);
      assert.ok((await worst(read.eps, eps)) < 1e-3, `eps by ${predict.name} at t = ${t}`);
    }
  }
});

test("t may be one for the batch or one for each example.", async () => {
  const diffusion = gaussian({ schedule: linear() });
  const x0 = normal(1, [3, 2, 2, 1]);
  const eps = normal(2, [3, 2, 2, 1]);
  const each = diffusion.diffuse(x0, [7, 500, 999], eps);
  for (const [i, t] of [7, 500, 999].entries()) {
    const alone = diffusion.diffuse(x0, t, eps).slice(i, 1);
    assert.ok((await worst(each.slice(i, 1), alone)) < 1e-6);
  }
});

test("A model that knows the noise has loss 0, one that says 0 has loss 1.", async () => {
  const diffusion = gaussian({ schedule: linear(), predict: "x0" });
  const x0 = normal(1, [4096, 2]);
  const [known] = await diffusion.loss(() => x0, x0, stream(0)).data();
  assert.equal(known, 0);
  const eps = diffusion.with({ predict: "eps" });
  const [blind] = await eps.loss((x) => zeros(x.shape), x0, stream(0)).data();
  assert.ok(Math.abs(blind - 1) < 0.05, String(blind));
});

test("The weight multiplies each example's error.", async () => {
  const plain = gaussian({ schedule: linear() });
  const x0 = normal(1, [64, 2]);
  const zero = (x: Tensor) => zeros(x.shape);
  const [one] = await plain.loss(zero, x0, stream(3)).data();
  const [three] = await plain
    .with({ weight: () => 3 })
    .loss(zero, x0, stream(3))
    .data();
  assert.ok(Math.abs(three / one - 3) < 1e-5);
});

test("Predicting noise on a schedule that ends without signal is refused; v is not.", () => {
  const schedule = fromBetas([0.1, 0.5, 1]);
  assert.throws(() => gaussian({ schedule }), /pure noise .* predict "v" or "x0"/);
  assert.equal(gaussian({ schedule, predict: "v" }).predict.name, "v");
});

test("What does not fit is said with its name, shape or range.", () => {
  const diffusion = gaussian({ schedule: linear() });
  const x = normal(1, [2, 2]);
  assert.throws(() => diffusion.diffuse(x, 1000, x), /t must be a whole number from 0 to 999, not 1000/);
  assert.throws(() => diffusion.diffuse(x, 0.5, x), /not 0.5/);
  assert.throws(() => diffusion.diffuse(x, [1, 2, 3], x), /3 entries for a batch of 2/);
  assert.throws(() => diffusion.denoiser(() => zeros([2, 3]))(x, 5), /\[2, 2\] into \[2, 3\]/);
  assert.throws(
    () => gaussian({ schedule: linear(), predict: "noise" as never }),
    /no parameterization "noise"/,
  );
});

import test from "node:test";
import assert from "node:assert/strict";
import { digits, moons } from "../../../../../src/runtime/data/index.ts";
import {
  discretisedLogistic,
  gaussianLikelihood,
  ring,
  vae,
} from "../../../../../src/runtime/families/index.ts";
import { tensor, tidy } from "../../../../../src/runtime/core/tf.ts";
import { displaySymbol } from "../../../../../src/protocol/index.ts";
import { feedForward } from "../../../../../src/runtime/networks/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { fit } from "../../../../../src/runtime/training/index.ts";
import { inNotebook } from "../../fake-host.ts";
import { leaves } from "../../no-leak.ts";

test("A short training on two moons brings the bound below that of the best Gaussian.", async () => {
  const model = vae({ dim: 2, latent: 2, width: 64 });
  const data = moons(4000);
  const test = moons(1000, { seed: 1 });
  await leaves(0, async () => {
    await fit(model, model.loss, { data, batch: 128, steps: 350, learningRate: 5e-3 });
  });
  // A Gaussian of the moons' covariance costs ln(2 pi e) + ln det / 2 nats: 2.58.
  const { nats, error } = await model.elbo(test, { samples: 4 });
  assert.ok(error && nats + 4.5 * error.nats < 2.5, `${nats} ± ${error?.nats}`);
  const tighter = await model.iwae(test, 32);
  assert.ok(tighter.nats < nats, `${tighter.nats}, ${nats}`);
  const shown = (await model.elbo(test))[displaySymbol]()["text/plain"] as string;
  assert.match(
    shown,
    /^Bound on the negative log-likelihood: .* bits\/dim, .* nats\nreconstruction .*, KL .* nats\n1,000 examples/,
  );
  model.dispose();
});

test("On a ring, whose best Gaussian is round, it uses its latent numbers and does not stay at that Gaussian.", async () => {
  const model = vae({ dim: 2, latent: 2, width: 48 });
  const data = ring({ std: 0.1 }).sample(stream(0), 3000);
  await fit(model, model.loss, { data, batch: 64, steps: 400, learningRate: 5e-3 });
  // The Gaussian costs ln(2 pi e) + ln(1.5^2 / 2 + 0.1^2) = 2.97 nats.
  const { nats, error, klByLatent } = await model.elbo(data);
  assert.ok(error && nats + 4.5 * error.nats < 2.9, `${nats} ± ${error?.nats}`);
  assert.ok(Math.max(...klByLatent) > 0.5);
  model.dispose();
});

test("Images go through convolutions, and every likelihood trains and draws what it is of.", async () => {
  const { train } = digits();
  const zeroOne = tidy(() => train.images.greater(0).toFloat());
  const levels = tidy(() => train.images.add(1).mul(8).round().div(8).sub(1)); // 17 levels
  for (const [likelihood, data, values] of [
    ["bernoulli", zeroOne, [0, 1]],
    [discretisedLogistic({ levels: 17 }), levels, Array.from({ length: 17 }, (_, k) => k / 8 - 1)],
    ["gaussian", levels, null],
  ] as const) {
    const model = vae({ shape: [8, 8, 1], latent: 4, network: "conv", width: 8, likelihood });
    const { losses } = await fit(model, model.loss, { data, batch: 32, steps: 60, learningRate: 5e-3 });
    assert.ok(losses[59] < losses[0], `${losses[0]} to ${losses[59]}`);
    await leaves(0, async () => {
      const drawn = model.sample(stream(1), 5);
      assert.deepEqual(drawn.shape, [5, 8, 8, 1]);
      if (values)
        for (const value of await drawn.data())
          assert.ok(values.some((level) => Math.abs(level - value) < 1e-6));
      drawn.dispose();
      const few = data.slice(0, 6);
      const again = model.reconstruct(few);
      assert.deepEqual(again.shape, few.shape);
      const { mean, logStd } = model.encode(few);
      assert.deepEqual([mean.shape, logStd.shape], [[6, 4], [6, 4]]); // prettier-ignore
      const decoded = model.decode(mean);
      assert.deepEqual(await decoded.data(), await again.data());
      assert.ok((await model.elbo(few)).nats > 0 || likelihood === "gaussian");
      [few, again, mean, logStd, decoded].forEach((made) => made.dispose());
    });
    model.dispose();
  }
});

test("Draws of the same stream are the same, and with mean they have no noise of the likelihood.", async () => {
  const model = vae({ dim: 1, latent: 1, depth: 0, seed: 4, likelihood: gaussianLikelihood({ std: 1 }) });
  const [weight] = await model.weights["decoder.out.weight"].data();
  const [one, other, mean] = [
    model.sample(stream(2), 4000),
    model.sample(stream(2), 4000),
    model.sample(stream(2), 4000, { mean: true }),
  ];
  assert.deepEqual(await one.data(), await other.data());
  const square = async (of: typeof one): Promise<number> =>
    (await of.data<"float32">()).reduce((sum, v) => sum + v * v, 0) / 4000;
  // x = w z + noise of variance 1; a mean of squares of 4000 draws is off by v sqrt(2 / 4000).
  const within = 4.5 * Math.sqrt(2 / 4000);
  assert.ok(Math.abs((await square(one)) / (weight ** 2 + 1) - 1) < within);
  assert.ok(Math.abs((await square(mean)) / weight ** 2 - 1) < within);
  [one, other, mean].forEach((made) => made.dispose());
  model.dispose();
});

test("A notebook sees how far a bound is, and then the bound in its place.", async () => {
  const model = vae({ dim: 2, latent: 1, width: 4, depth: 1 });
  const data = moons(8);
  const alone = await model.iwae(data, 3);
  await inNotebook(async (host) => {
    const bound = await model.iwae(data, 3);
    assert.match(String(host.shown[0]["text/plain"]), /^Importance weighted bound/);
    assert.deepEqual(host.updates.at(-1), alone[displaySymbol]());
    assert.deepEqual(bound[displaySymbol](), {});
    await model.elbo(data, { show: false });
    assert.equal(host.shown.length, 1);
    host.interrupt();
    await assert.rejects(model.elbo(data), { name: "AbortError" });
  });
  model.dispose();
});

test("Your own networks are trained under their names.", async () => {
  const encoder = feedForward({ inputs: 2, outputs: 2, width: 8, depth: 1 });
  const decoder = feedForward({ inputs: 1, outputs: 2, width: 8, depth: 1, seed: 1 });
  const model = vae({ dim: 2, latent: 1, encoder, decoder });
  assert.equal(model.size, encoder.size + decoder.size + 1);
  const before = await encoder.weights["layer.0.weight"].data();
  await fit(model, model.loss, { data: tensor([[1, 2], [0, 1]]), batch: 2, steps: 2 }); // prettier-ignore
  assert.notDeepEqual(await encoder.weights["layer.0.weight"].data(), before);
  assert.ok("encoder.layer.0.weight" in model.weights && "likelihood.logStd" in model.weights);
  model.dispose();
});

import test from "node:test";
import assert from "node:assert/strict";
import { tensor2d } from "../../../../../src/runtime/core/tf.ts";
import { normalKl } from "../../../../../src/runtime/inference/distributions/kl/normal-family.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { leaves } from "../../no-leak.ts";
import { cubature, evidence, linearVae, posterior } from "./linear-vae.ts";

const random = stream(3);
const rows = Array.from({ length: 40 }, () => [...evidence.sample(random)].map(Math.fround));
const x = tensor2d(rows);
const exact = rows.map((row) => -evidence.logProb(Float64Array.from(row)));
const shift = [0.3, -0.2];
const stretch = [1.4, 0.7];
/** KL(q(z | x) || p(z | x)) of the posterior that is off by these: the same for every x. */
const gap = posterior.std.reduce((sum, std, j) => sum + normalKl(shift[j], std * stretch[j], 0, std), 0);

const near = (actual: ArrayLike<number>, expected: readonly number[], within: number): void =>
  expected.forEach((value, i) =>
    assert.ok(Math.abs(actual[i] - value) < within, `${i}: ${actual[i]}, not ${value}`),
  );

test("The ELBO of a linear Gaussian VAE is the evidence where its encoder is the posterior.", async () => {
  const model = linearVae();
  const { examples, nats } = await model.elbo(x, cubature());
  near(examples.nats, exact, 2e-5);
  assert.ok(Math.abs(nats - exact.reduce((a, b) => a + b) / exact.length) < 1e-5);
  model.dispose();
});

test("Elsewhere it is further from the evidence by the KL of encoder and posterior.", async () => {
  const model = linearVae({ shift, stretch });
  const { examples } = await model.elbo(x, cubature());
  near(
    examples.nats,
    exact.map((value) => value + gap),
    2e-5,
  );
  model.dispose();
});

test("With noise from a seed it is that within its own error, which falls as samples are added.", async () => {
  const model = linearVae({ shift, stretch });
  const few = await model.elbo(x, { samples: 8, seed: 1 });
  const many = await model.elbo(x, { samples: 128, seed: 1 });
  const truth = exact.reduce((a, b) => a + b) / exact.length + gap;
  for (const { nats, noiseError } of [few, many]) {
    assert.ok(noiseError && Math.abs(nats - truth) < 4.5 * noiseError.nats, `${nats}, not ${truth}`);
  }
  const ratio = few.noiseError!.nats / many.noiseError!.nats;
  assert.ok(Math.abs(ratio - 4) < 0.8, `${ratio}`);
  assert.equal((await model.elbo(x)).noiseError, null);
  model.dispose();
});

test("One importance weight is the evidence itself where the encoder is the posterior.", async () => {
  const model = linearVae();
  for (const k of [1, 5]) {
    const { examples, noiseError } = await model.iwae(x, k, { seed: 2 });
    near(examples.nats, exact, 2e-5);
    if (k > 1) assert.ok(noiseError!.nats < 1e-4);
  }
  model.dispose();
});

test("The bound of IWAE falls with k towards the evidence, and with one sample it is the ELBO's.", async () => {
  const model = linearVae({ shift, stretch });
  const truth = exact.reduce((a, b) => a + b) / exact.length;
  const bounds = [];
  for (const k of [1, 4, 16, 256]) bounds.push(await model.iwae(x, k, { seed: 4 }));
  const nats = bounds.map((bound) => bound.nats);
  nats.slice(1).forEach((value, i) => assert.ok(value < nats[i], nats.join(", ")));
  const last = bounds[3];
  // What is left of the bias is about half of the weights' relative variance over k.
  const left =
    last.examples.effectiveSamples.reduce((sum, n) => sum + (1 / n - 1 / 256) / 2, 0) / rows.length;
  assert.ok(
    Math.abs(last.nats - truth - left) < 4.5 * last.noiseError!.nats + left,
    `${last.nats}, ${truth}`,
  );
  // -ln w of one sample has the ELBO as its mean; its deviation here is below 1.2 nats.
  assert.ok(Math.abs(nats[0] - truth - gap) < (4.5 * 1.2) / Math.sqrt(rows.length));
  // A bound without 1 / k in it would be lower by ln k.
  assert.ok(last.nats > truth - 1);
  model.dispose();
});

test("The mean of IWAE's bound with two samples is what quadrature says.", async () => {
  // Of one example: E -ln((w1 + w2) / 2), by the product rule of a trapezoid over both samples of each latent number.
  const model = linearVae({ shift, stretch });
  const one = tensor2d(rows.slice(0, 1).flatMap((row) => Array.from({ length: 4000 }, () => row)));
  const { examples } = await model.iwae(one, 2, { seed: 5 });
  const logWeight = (eps: readonly number[]): number =>
    -exact[0] +
    posterior.std.reduce((sum, std, j) => {
      const off = (shift[j] + std * stretch[j] * eps[j]) / std;
      return sum - 0.5 * off ** 2 + 0.5 * eps[j] ** 2 + Math.log(stretch[j]);
    }, 0);
  const points = Array.from({ length: 33 }, (_, i) => (i - 16) * 0.35);
  const weights = points.map((p) => (Math.exp(-0.5 * p * p) * 0.35) / Math.sqrt(2 * Math.PI));
  const singles = points.flatMap((a, i) =>
    points.map((b, j) => ({ log: logWeight([a, b]), weight: weights[i] * weights[j] })),
  );
  let expected = 0;
  for (const a of singles)
    for (const b of singles)
      expected -= a.weight * b.weight * (Math.log(0.5 * (Math.exp(a.log - b.log) + 1)) + b.log);
  const mean = examples.nats.reduce((a, b) => a + b) / 4000;
  const spread = Math.sqrt(examples.nats.reduce((sum, v) => sum + (v - mean) ** 2, 0)) / 4000;
  assert.ok(Math.abs(mean - expected) < 4.5 * spread, `${mean} ± ${spread}, not ${expected}`);
  one.dispose();
  model.dispose();
});

test("Bounds do not depend on the batch and leave no tensor behind.", async () => {
  const model = linearVae({ shift, stretch });
  await leaves(0, async () => {
    const whole = await model.elbo(x, { samples: 2 });
    const pieces = await model.elbo(x, { samples: 2, batch: 7 });
    near(pieces.examples.nats, [...whole.examples.nats], 1e-5);
    near(
      (await model.iwae(x, 3, { batch: 7 })).examples.nats,
      [...(await model.iwae(x, 3)).examples.nats],
      1e-5,
    );
  });
  model.dispose();
});

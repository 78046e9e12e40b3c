import test from "node:test";
import assert from "node:assert/strict";
import { tensor, tensor2d, tidy } from "../../../../../src/runtime/core/tf.ts";
import { moons } from "../../../../../src/runtime/data/index.ts";
import {
  gaussianLikelihood,
  hierarchicalVae,
  vae,
  type HierarchicalVae,
} from "../../../../../src/runtime/families/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { fit } from "../../../../../src/runtime/training/index.ts";
import { leaves } from "../../no-leak.ts";
import { checkSlopes } from "../slopes.ts";

/** z_2 ~ N(0, 1), z_1 ~ N(a z_2, s^2), x ~ N(b z_1, r^2), whose posterior is linear too. */
const model = { a: 1.3, s: 0.6, b: -0.8, r: 0.5 };
const v1 = model.a ** 2 + model.s ** 2;
const vx = model.b ** 2 * v1 + model.r ** 2;

function linear(stretch = 1): HierarchicalVae {
  const made = hierarchicalVae({
    dim: 1,
    latents: [1, 1],
    depth: 0,
    likelihood: gaussianLikelihood({ std: model.r }),
  });
  const set = (name: string, gain: number, variance: number | null): void => {
    const weight = made.weights[`${name}.out.weight`];
    const bias = made.weights[`${name}.out.bias`];
    tidy(() => weight.assign(tensor2d([variance === null ? [gain] : [gain, 0]])));
    if (variance !== null) tidy(() => bias.assign(tensor([0, 5 * Math.atanh(Math.log(variance) / 10)])));
  };
  const { a, s, b, r } = model;
  set("decoder.x", b, null);
  set("decoder.1", a, s ** 2);
  set("encoder.1", (b * v1) / vx, ((v1 * r ** 2) / vx) * stretch);
  set("encoder.2", a / v1, s ** 2 / v1);
  return made;
}

const x = tensor2d([[0.3], [-1.2], [2.5], [0]]);
const evidence = [0.3, -1.2, 2.5, 0].map((value) => 0.5 * (value ** 2 / vx + Math.log(2 * Math.PI * vx)));

test("Two linear Gaussian levels have the evidence as their bound where their encoders are the posterior.", async () => {
  const made = linear();
  const { examples } = await made.elbo(x, { seed: 1 });
  evidence.forEach((nats, i) =>
    assert.ok(Math.abs(examples.nats[i] - nats) < 2e-5, `${examples.nats[i]}, not ${nats}`),
  );
  made.dispose();
});

test("Elsewhere the bound is further by the KL of the encoder that is off.", async () => {
  const stretch = 1.7;
  const made = linear(stretch);
  const many = x.tile([400, 1]);
  const { examples, nats, noiseError } = await made.elbo(many, { samples: 5, seed: 2 });
  const gap = 0.5 * (stretch - 1 - Math.log(stretch));
  const expected = evidence.reduce((a, b) => a + b) / 4 + gap;
  assert.ok(noiseError && noiseError.nats < gap / 3);
  assert.ok(
    Math.abs(nats - expected) < 4.5 * noiseError.nats,
    `${nats} ± ${noiseError.nats}, not ${expected}`,
  );
  many.dispose();
  assert.ok(
    Math.abs(examples.levels[0][0] + examples.levels[1][0] + examples.reconstruction[0] - examples.nats[0]) <
      1e-9,
  );
  made.dispose();
});

test("With one level it is a VAE: the means of both bounds agree.", async () => {
  const one = hierarchicalVae({ dim: 2, latents: [2], width: 8, depth: 1, seed: 3 });
  const plain = vae({ dim: 2, latent: 2, width: 8, depth: 1, seed: 3 });
  // Small logarithms of deviations are hardly bounded.
  for (const [name, weight] of Object.entries(plain.weights)) {
    const theirs = name.replace("encoder.", "encoder.1.").replace("decoder.", "decoder.x.");
    weight.assign(one.weights[theirs]);
  }
  const data = moons(50);
  const [ours, known] = [await one.elbo(data, { samples: 40 }), await plain.elbo(data, { samples: 40 })];
  const error = Math.hypot(ours.noiseError!.nats, known.noiseError!.nats);
  assert.ok(Math.abs(ours.nats - known.nats) < 4.5 * error, `${ours.nats}, ${known.nats} ± ${error}`);
  one.dispose();
  plain.dispose();
});

test("Gradients by every weight are those of differences, whether or not levels look at the data.", async () => {
  const data = tensor2d([[0.5, -1], [2, 0.1]]); // prettier-ignore
  for (const inference of ["markov", "data"] as const) {
    const made = hierarchicalVae({ dim: 2, latents: [2, 1], inference, width: 5, depth: 1, seed: 4 });
    await leaves(0, () => checkSlopes(() => made.loss(made, data, stream(1)), Object.values(made.weights)));
    assert.equal(made.weights["encoder.2.0.weight"].shape[0], inference === "data" ? 4 : 2);
    made.dispose();
  }
});

test("A short training on two moons brings the bound below that of the best Gaussian, and nothing leaks.", async () => {
  const made = hierarchicalVae({ dim: 2, latents: [2, 2], width: 32, depth: 1 });
  const data = moons(2000);
  await leaves(0, async () => {
    await fit(made, made.loss, { data, batch: 128, steps: 500, learningRate: 1e-2 });
    // A Gaussian of the moons' covariance costs 2.58 nats.
    const { nats, error } = await made.elbo(data);
    assert.ok(nats + 4.5 * error!.nats < 2.58, `${nats} ± ${error!.nats}`);

    const [drawn, again] = [made.sample(stream(2), 7), made(data)];
    assert.deepEqual([drawn.shape, again.shape], [[7, 2], [2000, 2]]); // prettier-ignore
    drawn.dispose();
    again.dispose();
  });
  made.dispose();
});

test("What cannot be is refused with a reason.", async () => {
  assert.throws(() => hierarchicalVae({ dim: 2, latents: [] }), /at least one level/);
  assert.throws(() => hierarchicalVae({ dim: 2, latents: [2, 0] }), /latents\[1\] must be/);
  assert.throws(
    () => hierarchicalVae({ dim: 2, latents: [1], inference: "top-down" as "data" }),
    /"markov" or "data"/,
  );
  const made = hierarchicalVae({ dim: 2, latents: [1], likelihood: "bernoulli", width: 4 });
  await assert.rejects(made.elbo(tensor2d([[0.5, 1]])), /zeros and ones/);
  await assert.rejects(made.elbo(tensor2d([[0.5]])), /of examples \[batch, 2\]/);
  made.dispose();
});

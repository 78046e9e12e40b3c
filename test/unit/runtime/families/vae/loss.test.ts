import test from "node:test";
import assert from "node:assert/strict";
import { tensor, tensor2d, tidy, type Tensor } from "../../../../../src/runtime/core/tf.ts";
import { gaussianLikelihood, vae, type VaeOptions } from "../../../../../src/runtime/families/index.ts";
import { codeKl } from "../../../../../src/runtime/families/vae/code.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { leaves } from "../../no-leak.ts";
import { checkSlopes } from "../slopes.ts";

/** Codes of two examples by hand: means and logarithms of deviations. The decoder says 0, so reconstruction is known. */
const encoder = (x: Tensor): Tensor =>
  x.mul(0).add(tensor2d([[1, 0, 0, Math.log(0.5)], [3, 0.2, 0, 0]]).slice([0, 0], [x.shape[0], 4])); // prettier-ignore
const decoder = (z: Tensor): Tensor => z.mul(0);
const x = tensor2d([[1, 2, 0, 0], [0, 0, 1, -1]]); // prettier-ignore
const options = {
  dim: 4,
  latent: 2,
  encoder,
  decoder: (z: Tensor) => decoder(z.tile([1, 2])),
  likelihood: gaussianLikelihood({ std: 1 }),
} satisfies VaeOptions;

const lossOf = (changes: Partial<VaeOptions>): number => {
  const model = vae({ ...options, ...changes });
  return tidy(() => model.loss(model, x, stream(0)).dataSync()[0]);
};

// 0.5 (m^2 + s^2 - 1) - ln s, of the first and the second latent number, averaged over both examples.
const first = (0.5 + 4.5) / 2;
const second = (0.5 * (0.25 - 1) + Math.log(2) + 0.5 * 0.04) / 2;
const reconstruction = 2 * Math.log(2 * Math.PI) + (0.5 * 5 + 0.5 * 2) / 2;
const near = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-5, `${actual}, not ${expected}`);

test("The loss is reconstruction and KL, in nats of an example, as computed by hand.", () => {
  near(lossOf({}), reconstruction + first + second);
});

test("beta multiplies the KL, and 0 leaves it out.", () => {
  near(lossOf({ beta: 4 }), reconstruction + 4 * (first + second));
  near(lossOf({ beta: 0 }), reconstruction);
});

test("Free bits raise each latent number's mean KL over the batch to what is free.", () => {
  near(lossOf({ freeBits: 0.5 }), reconstruction + first + 0.5);
  near(lossOf({ freeBits: 3 }), reconstruction + 6);
  near(lossOf({ freeBits: 0.1 }), reconstruction + first + second);
  near(lossOf({ freeBits: 0.5, beta: 2 }), reconstruction + 2 * (first + 0.5));
});

test("The bound is the same whatever the loss is made of.", async () => {
  for (const changes of [{}, { beta: 4 }, { freeBits: 3 }]) {
    const {
      nats,
      reconstruction: cost,
      kl,
      klByLatent,
      bitsPerDim,
    } = await vae({ ...options, ...changes }).elbo(x);
    near(cost, reconstruction);
    near(kl, first + second);
    near(klByLatent[0], first);
    near(nats, reconstruction + first + second);
    near(bitsPerDim, nats / 4 / Math.LN2);
  }
});

test("With importance k the loss is the mean of the bound of IWAE.", async () => {
  const model = vae({ dim: 2, latent: 2, width: 8, depth: 1, importance: 4, seed: 3 });
  const data = tensor2d([[0.5, -1], [2, 0.1], [0, 0]]).tile([20, 1]); // prettier-ignore
  const losses: number[] = [];
  for (let seed = 0; seed < 60; seed++)
    losses.push(tidy(() => model.loss(model, data, stream(seed)).dataSync()[0]));
  const mean = losses.reduce((a, b) => a + b) / losses.length;
  const spread = Math.sqrt(losses.reduce((sum, v) => sum + (v - mean) ** 2, 0)) / losses.length;
  let expected = 0;
  let variance = 0;
  for (let seed = 0; seed < 15; seed++) {
    const { nats } = await model.iwae(data, 4, { seed });
    expected += nats / 15;
    variance += nats ** 2 / 15;
  }
  const own = Math.sqrt((variance - expected ** 2) / 14);
  assert.ok(
    Math.abs(mean - expected) < 4.5 * Math.hypot(spread, own),
    `${mean} ± ${spread}, ${expected} ± ${own}`,
  );
  model.dispose();
});

test("Gradients of every loss by every weight are those of differences.", async () => {
  const data = tensor2d([[0.5, -1], [2, 0.1], [0, 0.3]]); // prettier-ignore
  // The KLs are 0.30 and 0.20: what is free lies between them, far enough for differences.
  for (const changes of [{}, { beta: 3 }, { freeBits: 0.25 }, { importance: 3 }]) {
    const model = vae({ dim: 2, latent: 2, width: 6, depth: 1, seed: 2, ...changes });
    await leaves(0, () =>
      checkSlopes(() => model.loss(model, data, stream(5)), Object.values(model.weights)),
    );
    model.dispose();
  }
});

test("The KL of codes is what integration says.", () => {
  const [mean, std] = [0.7, 0.4];
  let expected = 0;
  for (let i = -800; i <= 800; i++) {
    const z = mean + (std * i) / 100;
    const q = -0.5 * ((z - mean) / std) ** 2 - Math.log(std);
    expected += (std / 100) * (Math.exp(q) / Math.sqrt(2 * Math.PI)) * (q + 0.5 * z * z);
  }
  const kl = tidy(() => codeKl({ mean: tensor([[mean]]), logStd: tensor([[Math.log(std)]]) }).dataSync()[0]);
  near(kl, expected);
});

test("What cannot be is refused with a reason.", async () => {
  assert.throws(() => vae({ latent: 2 }), /needs the dim of an example or its shape/);
  assert.throws(() => vae({ dim: 2, shape: [2], latent: 2 }), TypeError);
  assert.throws(() => vae({ dim: 2, latent: 0 }), /latent must be a whole number of at least 1/);
  assert.throws(() => vae({ dim: 2, latent: 1, beta: -1 }), /beta is at least 0, not -1/);
  assert.throws(() => vae({ dim: 2, latent: 1, beta: 2, importance: 3 }), /no KL that beta/);
  assert.throws(
    () => vae({ dim: 2, latent: 1, likelihood: "poisson" as "gaussian" }),
    /choose one of gaussian/,
  );
  assert.throws(() => vae({ shape: [5, 5, 1], latent: 1, network: "conv" }), /multiples of 4/);
  assert.throws(() => vae({ dim: 2, latent: 1, latents: 3 } as VaeOptions), /no option "latents"/);
  const model = vae({ dim: 2, latent: 3 });
  assert.throws(() => model.decode(tensor2d([[1, 2]])), /z has the shape \[batch, 3\]/);
  await assert.rejects(model.elbo(tensor2d([[1, 2, 3]])), /of examples \[batch, 2\], and these are \[1, 3\]/);
  await assert.rejects(model.elbo(tensor2d([[1, NaN]])), /must be finite/);
  await assert.rejects(model.elbo(tensor2d([[1, 2]]), { sample: 3 } as object), /no option "sample"/);
  const wrong = vae({ ...options, decoder });
  await assert.rejects(wrong.elbo(x), /The decoder turns z of shape \[2, 2\] into \[2, 2\]/);
  model.dispose();
});

import test from "node:test";
import assert from "node:assert/strict";
import { tensor, tensor2d } from "../../../../../src/runtime/core/tf.ts";
import { gaussian, logLikelihood } from "../../../../../src/runtime/diffusion/index.ts";
import { elbo } from "../../../../../src/runtime/diffusion/elbo/index.ts";
import { splineFlow, vae } from "../../../../../src/runtime/families/index.ts";
import { nll, nllTable, parzen } from "../../../../../src/runtime/metrics/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { linear } from "../../../../../src/runtime/schedules/index.ts";
import { displaySymbol } from "../../../../../src/protocol/host.ts";
import { mixtureDenoiser } from "../../mixture.ts";

const quiet = { show: false } as const;
const x = tensor2d([0.1, 0.2, -0.9, 0.5, 1.2, -0.4], [3, 2]);
const schedule = linear({ steps: 50 });
const denoiser = mixtureDenoiser(schedule, { weights: [1], means: [[0.3, -0.2]], deviations: [0.5] });
const close = (a: number, b: number, tolerance = 1e-9) =>
  assert.ok(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b)), `${a} and ${b}`);
const meanOf = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;

test("Bounds, flows and VAEs say the same of themselves: nats, bits a dimension, what they are and how they were found.", async () => {
  const bound = await elbo(denoiser, x, { decoder: "gaussian", ...quiet });
  const ode = await logLikelihood(denoiser, x, quiet);
  const autoencoder = vae({ shape: [2], latent: 1, likelihood: "gaussian" });
  const iwae = await autoencoder.iwae(x, 8, quiet);
  const vaeBound = await autoencoder.elbo(x, quiet);
  const flow = splineFlow({ dim: 2 });
  const bits = await flow.bitsPerDim(x, quiet);
  const all = {
    bound: nll(bound),
    ode: nll(ode),
    iwae: nll(iwae, { of: "density" }),
    vae: nll(vaeBound),
    flow: nll(bits, { dims: 2, of: "density" }),
  };
  assert.deepEqual(
    Object.values(all).map(({ kind, of }) => [kind, of]),
    [
      ["upper bound", "density"],
      ["exact", "density"],
      ["upper bound", "density"],
      ["upper bound", null],
      ["exact", "density"],
    ],
  );
  for (const one of Object.values(all)) {
    assert.equal(one.dims, 2);
    assert.equal(one.examples.length, 3);
    close(one.nats, meanOf(one.examples));
    close(one.bitsPerDim, one.nats / 2 / Math.log(2));
    assert.ok(one.error!.nats > 0 && one.how.length > 5);
  }
  close(all.bound.nats, bound.nats);
  close(all.ode.nats, ode.nats);
  close(all.iwae.nats, iwae.nats);
  close(all.flow.bitsPerDim, bits.mean);
  const text = String(nllTable(all)[displaySymbol]()["text/plain"]);
  assert.match(text, /IWAE of 8 samples\s+≤ /);
  assert.match(text, /exact trace/);
  autoencoder.dispose();
  flow.dispose();
});

test("On levels the probability flow gives a bound on a probability, which is not compared with a density.", async () => {
  const levels = tensor([-1, 1, 0, 0], [2, 2]);
  const given = await logLikelihood(denoiser, levels, { dequantize: 3, ...quiet });
  const found = nll(given);
  assert.equal(found.kind, "upper bound");
  assert.equal(found.of, "probability");
  const density = nll(await logLikelihood(denoiser, levels, quiet));
  const text = String(nllTable({ found, density })[displaySymbol]()["text/plain"]);
  assert.match(text, /Densities and probabilities are not to be compared/);
});

test("A Parzen window is the density of its mixture, with the bandwidth that fits the validation best, and warns.", async () => {
  const samples = [
    [0, 0],
    [1, 1],
    [0.5, -1],
  ];
  const [validation, examples] = [
    [
      [0.2, 0.1],
      [0.9, 0.8],
    ],
    [
      [0, 0.5],
      [1, 0],
    ],
  ];
  const density = (point: number[], h: number) =>
    meanOf(samples.map((s) => Math.exp(-((s[0] - point[0]) ** 2 + (s[1] - point[1]) ** 2) / (2 * h * h)))) /
    (2 * Math.PI * h * h);
  const cost = (points: number[][], h: number) => meanOf(points.map((p) => -Math.log(density(p, h))));
  const bandwidths = [0.05, 0.2, 0.5, 1, 3];
  const found = await parzen(samples, examples, { validation, bandwidths });
  const best = [...bandwidths].sort((a, b) => cost(validation, a) - cost(validation, b))[0];
  assert.equal(found.bandwidth, best);
  close(found.nats, cost(examples, best));
  found.validation.forEach(({ bandwidth, nats }) => close(nats, cost(validation, bandwidth)));
  assert.equal(found.kind, "estimate");
  assert.match(found.warnings.join(), /no likelihood of the model/);
  assert.match(String(found[displaySymbol]()["text/plain"]), /Warning: A Parzen estimate/);
});

test("A Parzen window over more samples than a tile holds is the same sum.", async () => {
  const values = stream(1).normal64(300);
  const samples = Array.from(values, (v) => [v]);
  const found = await parzen(samples, [[0.3]], { validation: [[0]], bandwidths: [0.4] });
  const h = 0.4;
  const density =
    meanOf(values.map((v) => Math.exp(-((v - 0.3) ** 2) / (2 * h * h)))) / Math.sqrt(2 * Math.PI * h * h);
  close(found.nats, -Math.log(density));
});

test("What cannot be is refused in words.", async () => {
  await assert.rejects(
    parzen([[0], [1]], [[0]], { validation: [[0.5]], bandwidths: [0.001, 0.002, 0.003] }),
    /best with a bandwidth of 0.003, at the end of those that were tried/,
  );
  await assert.rejects(parzen([[0]], [[0]], { validation: [[0]], width: 1 } as never), /no option "width"/);
  assert.throws(() => nll({} as never), /nll takes what diffusion.elbo/);
  const flow = splineFlow({ dim: 2 });
  const bits = await flow.bitsPerDim(x, quiet);
  assert.throws(() => nll(bits), /give \{ dims \}/);
  const [two, three] = [nll(bits, { dims: 2 }), nll(bits, { dims: 3 })];
  assert.throws(() => nllTable({ two, three }), /"two" is of examples of 2 numbers and "three" of 3/);
  const diffusion = gaussian({ schedule });
  await assert.rejects(logLikelihood(denoiser, x, { toleranz: 1 } as never), /no option "toleranz"/);
  await assert.rejects(
    diffusion.elbo((t) => t, x, { nonsense: 1 } as never),
    /no option "nonsense"/,
  );
  flow.dispose();
});

import test from "node:test";
import assert from "node:assert/strict";
import {
  tensor,
  tensor1d,
  tidy,
  zeros,
  type Tensor,
  type Tensor1D,
} from "../../../../../src/runtime/core/tf.ts";
import { moons } from "../../../../../src/runtime/data/index.ts";
import { gaussian, posteriorKl, priorKl } from "../../../../../src/runtime/diffusion/index.ts";
import { markovian } from "../../../../../src/runtime/families/index.ts";
import { normalDistance } from "../../../../../src/runtime/families/hierarchical/linear-chain.ts";
import { mlp, type Model } from "../../../../../src/runtime/networks/index.ts";
import { noiseSource, stream } from "../../../../../src/runtime/random/index.ts";
import {
  cosine,
  linear,
  zeroTerminalSnr,
  type Schedule,
} from "../../../../../src/runtime/schedules/index.ts";
import { leaves } from "../../no-leak.ts";

/** A network that says something: its last layer, which begins at zero, is drawn too. */
function network(seed: number): Model {
  const model = mlp({ dim: 2, width: 16, depth: 2, seed });
  const weight = model.weights["out.weight"];
  tidy(() =>
    weight.assign(
      tensor(
        stream(seed)
          .split(9)
          .normal(weight.size)
          .map((z) => 0.3 * z),
        weight.shape,
      ),
    ),
  );
  return model;
}

/** The mean of p(x_{t-1} | x_t) by a network that predicts eps: DDPM (2006.11239), equation 11. */
const ddpmMean =
  ({ betas, alphaBar }: Schedule, model: (x: Tensor, t: Tensor1D) => Tensor) =>
  (z: Tensor, t: number): Tensor => {
    const eps = model(z, tensor1d(Array<number>(z.shape[0]).fill(t)));
    return z.sub(eps.mul(betas[t] / Math.sqrt(1 - alphaBar[t]))).div(Math.sqrt(1 - betas[t]));
  };

const near = (actual: number, expected: number, within: number, what: string): void =>
  assert.ok(
    Math.abs(actual - expected) <= within * Math.max(1, Math.abs(expected)),
    `${what}: ${actual}, not ${expected}`,
  );

for (const schedule of [linear({ steps: 40 }), cosine({ steps: 25 })]) {
  test(`The Markovian VAE with the encoders of a ${schedule.name} schedule has the bound of its diffusion, term by term.`, async () => {
    const model = network(1);
    const x = moons(48, { seed: 2 });
    await leaves(0, async () => {
      const ours = await markovian({ schedule, decoder: ddpmMean(schedule, model) }).elbo(x, {
        noise: noiseSource(5),
      });
      const theirs = await gaussian({ schedule }).elbo(model, x, {
        noise: noiseSource(5),
        decoder: "gaussian",
        show: false,
      });
      // Both read the same network in float32: 2e-4 of a term is what is left of that.
      near(ours.nats, theirs.nats, 5e-5, "all");
      near(ours.bitsPerDim, theirs.bitsPerDim, 5e-5, "bits/dim");
      near(ours.prior, theirs.prior, 1e-10, "L_T");
      near(ours.reconstruction, theirs.decoder.nats, 2e-4, "L_0");
      assert.equal(ours.levels.length, schedule.steps - 1);
      ours.levels.forEach((nats, i) => near(nats, theirs.terms[i].nats, 2e-4, `L_${i + 1}`));
      ours.examples.nats.forEach((nats, i) => near(nats, theirs.examples.nats[i], 5e-4, `example ${i}`));
    });
    model.dispose();
  });
}

test("Nor does it matter what the variances are, or how many draws there are.", async () => {
  const schedule = linear({ steps: 30 });
  const variances = schedule.betas.map((beta, t) => (t ? beta : 0.01));
  const model = network(3);
  const x = moons(32, { seed: 4 });
  const ours = await markovian({ schedule, decoder: ddpmMean(schedule, model), variances }).elbo(x, {
    noise: noiseSource(6),
    draws: 3,
  });
  const options = {
    noise: noiseSource(6),
    draws: 3,
    variance: variances,
    decoder: "gaussian",
    show: false,
  } as const;
  const theirs = await gaussian({ schedule }).elbo(model, x, options);
  near(ours.nats, theirs.nats, 5e-5, "all");
  model.dispose();
});

test("Its paths, which know no posterior, have that bound as their mean.", async () => {
  const schedule = linear({ steps: 25 });
  const model = network(7);
  const x = moons(200, { seed: 5 });
  const vae = markovian({ schedule, decoder: ddpmMean(schedule, model) });
  const byPaths = await vae.pathElbo(x, { samples: 12, seed: 1 });
  const diffusion = await gaussian({ schedule }).elbo(model, x, {
    draws: 12,
    seed: 2,
    decoder: "gaussian",
    show: false,
  });
  assert.ok(byPaths.noiseError && diffusion.noiseError);
  const error = Math.hypot(byPaths.noiseError.nats, diffusion.noiseError.nats);
  assert.ok(error < 0.02 * Math.abs(diffusion.nats), `${error}`);
  assert.ok(
    Math.abs(byPaths.nats - diffusion.nats) < 4.5 * error,
    `${byPaths.nats} ± ${error}, not ${diffusion.nats}`,
  );
  // Without the levels' own terms they would be far apart.
  assert.ok(Math.abs(byPaths.reconstruction - diffusion.nats) > 20 * error);
  model.dispose();
});

/** The mean and variance of x_{t-1} given x_t where x is N(0, 1): what a linear denoiser makes of that. */
function optimal(schedule: Schedule) {
  const { alpha, sigma } = schedule;
  const marginal = (t: number) => (t < 0 ? 1 : alpha[t] ** 2 + sigma[t] ** 2);
  return Array.from({ length: schedule.steps }, (_, t) => {
    const gain = t ? alpha[t] / alpha[t - 1] : alpha[0];
    const slope = (gain * marginal(t - 1)) / marginal(t);
    return { slope, variance: marginal(t - 1) - slope * gain * marginal(t - 1) };
  });
}

test("Of Gaussian data, with the optimal denoiser and variances, both are the entropy, and every path is the evidence.", async () => {
  const schedule = linear({ steps: 50 });
  const steps = optimal(schedule);
  const variances = Float64Array.from(steps, ({ variance }) => variance);
  const vae = markovian({ schedule, variances, decoder: (z, t) => z.mul(steps[t].slope) });
  const x = tensor(stream(8).normal(64), [32, 2]);
  const values = await x.data<"float32">();
  const evidence = Array.from(
    { length: 32 },
    (_, i) => 0.5 * (values[2 * i] ** 2 + values[2 * i + 1] ** 2) + Math.log(2 * Math.PI),
  );
  const paths = await vae.pathElbo(x, { seed: 3 });
  evidence.forEach((nats, i) => near(paths.examples.nats[i], nats, 2e-4, `example ${i}`));

  // Of the whole distribution of data: E x^2 = 1, so that each term is a number of variances alone. In float64.
  const { chain } = vae;
  const unknown = (t: number): number =>
    schedule.sigma[t] ** 2 / (schedule.alpha[t] ** 2 + schedule.sigma[t] ** 2);
  const last = schedule.steps - 1;
  const ours =
    normalDistance(chain.marginal[last].variance, 1, chain.marginal[last].gain ** 2) +
    0.5 * (unknown(0) / variances[0] + Math.log(2 * Math.PI * variances[0])) +
    steps
      .slice(1)
      .reduce((sum, { variance }, i) => sum + normalDistance(chain.posterior[i + 1].variance, variance, chain.posterior[i + 1].x ** 2 * unknown(i + 1)), 0); // prettier-ignore
  const theirs =
    priorKl(schedule.level(last), 1) +
    0.5 * (unknown(0) / variances[0] + Math.log(2 * Math.PI * variances[0])) +
    steps
      .slice(1)
      .reduce((sum, { variance }, i) => sum + posteriorKl(schedule, i + 1, { squaredError: unknown(i + 1), variance }), 0); // prettier-ignore
  near(ours, 0.5 * Math.log(2 * Math.PI * Math.E), 1e-10, "ours");
  near(theirs, ours, 1e-10, "diffusion's");
});

test("In float64 the posteriors of the encoders and every KL are those of diffusion.", () => {
  for (const schedule of [
    linear({ steps: 100 }),
    cosine({ steps: 40 }),
    zeroTerminalSnr(linear({ steps: 50 })),
  ]) {
    const { chain } = markovian({ schedule, decoder: (z) => z });
    for (let t = 0; t < schedule.steps; t++) {
      near(chain.marginal[t].gain, schedule.alpha[t], 1e-10, `alpha ${t}`);
      near(chain.marginal[t].variance, schedule.sigma[t] ** 2, 1e-10, `sigma ${t}`);
      near(chain.posterior[t].x, schedule.posteriorMeanX0[t], 1e-10, `x ${t}`);
      near(chain.posterior[t].z, schedule.posteriorMeanXt[t], 1e-10, `z ${t}`);
      near(chain.posterior[t].variance, schedule.posteriorVariance[t], 1e-10, `variance ${t}`);
      if (t === 0) continue;
      const variance = 1.3 * schedule.posteriorVariance[t];
      const kl = normalDistance(chain.posterior[t].variance, variance, chain.posterior[t].x ** 2 * 0.4);
      near(kl, posteriorKl(schedule, t, { squaredError: 0.4, variance }), 1e-10, `KL ${t}`);
    }
    const { gain, variance } = chain.marginal[schedule.steps - 1];
    near(
      normalDistance(variance, 1, gain ** 2 * 2.5),
      priorKl(schedule.level(schedule.steps - 1), 2.5),
      1e-10,
      "prior",
    );
  }
});

test("The posterior of a step is what conditioning the joint Gaussian by hand gives.", () => {
  const schedule = cosine({ steps: 5 });
  const { chain } = markovian({ schedule, decoder: (z) => z });
  // Covariances of (z_{t-1}, z_t) given x, and means for x = 1.
  for (let t = 1; t < 5; t++) {
    const [before, now] = [chain.marginal[t - 1], chain.marginal[t]];
    const shared = chain.encoders[t].gain * before.variance;
    near(chain.posterior[t].z, shared / now.variance, 1e-12, "z");
    near(chain.posterior[t].x, before.gain - (shared / now.variance) * now.gain, 1e-12, "x");
    near(chain.posterior[t].variance, before.variance - shared ** 2 / now.variance, 1e-12, "variance");
  }
});

test("Samples of the Markovian VAE of Gaussian data have its mean and variance.", async () => {
  const schedule = linear({ steps: 30 });
  const steps = optimal(schedule);
  const vae = markovian({
    schedule,
    variances: steps.map(({ variance }) => variance),
    decoder: (z, t) => z.mul(steps[t].slope),
  });
  await leaves(0, async () => {
    const drawn = vae.sample(stream(4), 4000, [2]);
    const values = await drawn.data<"float32">();
    const mean = values.reduce((a, b) => a + b) / 8000;
    const square = values.reduce((sum, v) => sum + v * v, 0) / 8000;
    assert.ok(
      Math.abs(mean) < 4.5 / Math.sqrt(8000) && Math.abs(square - 1) < 4.5 * Math.sqrt(2 / 8000),
      `${mean}, ${square}`,
    );
    drawn.dispose();
  });
});

test("What cannot be is refused with a reason.", async () => {
  const schedule = linear({ steps: 20 });
  const decoder = (z: Tensor): Tensor => z;
  assert.throws(() => markovian({ schedule, decoder, variances: [1, 2] }), /2 entries for 20 steps/);
  assert.throws(() => markovian({ schedule, decoder, variances: new Float64Array(20) }), /at t = 0 it is 0/);
  const wrong = markovian({ schedule, decoder: () => zeros([3]) });
  await assert.rejects(wrong.elbo(moons(4)), /turns z of shape \[4, 2\] into \[3\]/);
  const bad = markovian({ schedule, decoder: (z) => z.mul(NaN) });
  await assert.rejects(bad.elbo(moons(4)), /term at t = 19 is NaN for example 0/);
  await assert.rejects(bad.pathElbo(moons(4)), /level|z_1/);
});

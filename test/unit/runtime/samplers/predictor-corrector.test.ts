import test from "node:test";
import assert from "node:assert/strict";
import { zeros } from "../../../../src/runtime/core/tf.ts";
import { ddpm, predictorCorrector } from "../../../../src/runtime/samplers/index.ts";
import { linear, veSde } from "../../../../src/runtime/schedules/index.ts";
import { finish, gaussianData, moments, normal, worst } from "../guidance/exact.ts";

const [mean, variance] = [0.6, 0.5];
const preserving = gaussianData(linear({ steps: 100 }), mean, variance);
const silence = (shape: readonly number[]) => zeros([...shape]);

test("Its samples have the data's mean and variance, where variance is preserved and where it explodes.", async () => {
  const exploding = gaussianData(veSde({ sigmaMin: 0.01, sigmaMax: 10 }), mean, variance);
  for (const [denoiser, options] of [
    [preserving, {}],
    [preserving, { predictor: "ancestral" }],
    [exploding, { steps: 100 }],
  ] as const) {
    // Short corrections: long ones settle at a larger variance, as Langevin dynamics does.
    const run = predictorCorrector(denoiser, { shape: [30, 100], seed: 1, snr: 0.05, ...options });
    const found = await moments(await finish(run));
    assert.ok(Math.abs(found.mean - mean) < 0.05, `mean ${found.mean}`);
    assert.ok(Math.abs(found.variance - variance) < 0.04, `variance ${found.variance}`);
  }
});

test("Without corrections the ancestral predictor is DDPM.", async () => {
  const options = { shape: [6, 2], seed: 5 };
  const a = await finish(
    predictorCorrector(preserving, { ...options, predictor: "ancestral", corrections: 0 }),
  );
  const b = await finish(ddpm(preserving, options));
  assert.ok((await worst(a, b)) < 1e-5);
});

test("A reverse diffusion step is (2 - sqrt(1 - beta)) x + beta score, in closed form.", async () => {
  const x = normal(1, [3, 2]);
  const { schedule } = preserving;
  const [t, s] = [75, 74];
  const beta = 1 - (schedule.level(t).alpha / schedule.level(s).alpha) ** 2;
  const score = preserving(x, t).eps.div(-schedule.level(t).sigma);
  const expected = x.mul(2 - Math.sqrt(1 - beta)).add(score.mul(beta));
  const run = predictorCorrector(preserving, { x, timesteps: [t, s], corrections: 0, noise: silence });
  for await (const frame of run) if (frame.step === 1) assert.ok((await worst(frame.x, expected)) < 1e-5);
});

test("A correction is a Langevin step as long as the signal-to-noise ratio says, for each example by itself.", async () => {
  const x = normal(2, [3, 8]);
  const z = normal(3, [3, 8]);
  const t = 60;
  const { schedule } = preserving;
  const score = preserving(x, t).eps.div(-schedule.level(t).sigma);
  const kept = (schedule.level(t).alpha / schedule.level(t - 1).alpha) ** 2;
  const size = z
    .norm("euclidean", 1)
    .div(score.norm("euclidean", 1))
    .mul(0.2)
    .square()
    .mul(2 * kept)
    .reshape([3, 1]);
  const expected = x.add(score.mul(size)).add(z.mul(size.mul(2).sqrt()));
  // Only the corrector is left where nothing predicts.
  const options = { x, timesteps: [t, t - 1], predictor: "none", snr: 0.2, noise: () => z.clone() } as const;
  for await (const frame of predictorCorrector(preserving, options))
    if (frame.step === 1) assert.ok((await worst(frame.x, expected)) < 1e-5);
});

test("Every correction is a call of the model beside the predictor's.", async () => {
  const run = predictorCorrector(preserving, { shape: [1, 4], steps: 5, corrections: 2 });
  for await (const { step, steps, nfe } of run) assert.equal(nfe, step === steps ? 15 : 3 * step + 1);
});

test("Options that cannot be are refused.", () => {
  const make = (options: object) => () => predictorCorrector(preserving, { shape: [1, 1], ...options });
  assert.throws(make({ predictor: "euler" }), /one of reverse, ancestral, none, not "euler"/);
  assert.throws(make({ corrections: -1 }), /corrections .* not -1/);
  assert.throws(make({ snr: 0 }), /snr of the corrector is more than 0, not 0/);
  assert.throws(make({ norms: "all" }), /"example" or of the "batch", not "all"/);
});

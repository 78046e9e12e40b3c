import test from "node:test";
import assert from "node:assert/strict";
import {
  annealedImportance,
  bridgeSampling,
  density,
  mcmc,
  model,
  nuts,
  sliceKernel,
  vars,
} from "../../../../../src/runtime/inference/index.ts";
import type { Stream } from "../../../../../src/runtime/random/index.ts";
import { pair } from "./targets.ts";

const y = [0.3, -1.2, 2.5, 0.8];
/** mu ~ N(0, 2), y ~ N(mu, 1): y is normal with covariance I + 4 J. */
const conjugate = model(({ sample, observe }) => {
  const mu = sample("mu", vars.normal({ std: 2 }));
  observe("y", vars.normal({ mean: mu }), y);
});
const logEvidence = (() => {
  const n = y.length;
  const sum = y.reduce((a, b) => a + b);
  const squares = y.reduce((a, b) => a + b * b, 0);
  return -0.5 * (n * Math.log(2 * Math.PI) + Math.log1p(4 * n) + squares - (4 * sum * sum) / (1 + 4 * n));
})();

/** p and its data: the evidence of 7 of 10 under a uniform prior is 1/11. */
const coin = model(({ sample, observe }) => {
  const p = sample("p", vars.beta({ alpha: 1, beta: 1 }));
  observe("heads", vars.binomial({ trials: 10, probability: p }), 7);
});

test("Bridge sampling finds evidence that is known, within the error it tells.", async () => {
  for (const [target, expected] of [
    [conjugate, logEvidence],
    [coin, -Math.log(11)],
  ] as const) {
    const run = await mcmc(nuts(target), { draws: 1000, seed: 1 });
    const found = await bridgeSampling(run);
    assert.ok(Math.abs(found.logEvidence - expected) < 4.5 * found.se, JSON.stringify(found));
    assert.ok(found.se < 0.01);
  }
});

test("Bridge sampling's error is the spread of what other seeds give.", async () => {
  const found = [];
  for (let seed = 0; seed < 40; seed++) {
    const run = await mcmc(nuts(coin), { draws: 60, warmup: 100, seed });
    found.push(await bridgeSampling(run, { seed }));
  }
  const errors = found.map(({ logEvidence: each }) => each + Math.log(11));
  const spread = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
  const told = Math.sqrt(found.reduce((sum, { se }) => sum + se * se, 0) / found.length);
  assert.ok(spread / told > 0.6 && spread / told < 1.6, `${spread} and ${told}`);
});

test("Bridge sampling adds up a density of no model, with any constant.", async () => {
  // 2 pi 1 3 sqrt(1 - 0.64) of the pair's exponential, and e^5 times as much.
  const { target } = pair(0.8);
  const raised = { ...target, logDensity: (x: Float64Array) => target.logDensity(x) + 5, gradient: (x: Float64Array) => ({ ...target.gradient(x), logDensity: target.logDensity(x) + 5 }) }; // prettier-ignore
  for (const [on, constant] of [
    [target, 0],
    [raised, 5],
  ] as const) {
    const found = await bridgeSampling(await mcmc(nuts(on), { draws: 500, seed: 2 }));
    const expected = Math.log(2 * Math.PI * 3 * 0.6) + constant;
    // A normal target is its own bridge, so that next to nothing is left to chance.
    assert.ok(Math.abs(found.logEvidence - expected) < 0.01, JSON.stringify(found));
  }
  const few = await mcmc(nuts(target), { draws: 1, chains: 4, warmup: 0 });
  await assert.rejects(bridgeSampling(few), /needs at least 8 draws, not 4/);
});

test("Annealed importance sampling finds the evidence of a model from its prior, with any kernel.", async () => {
  for (const [target, expected] of [
    [conjugate, logEvidence],
    [coin, -Math.log(11)],
  ] as const)
    for (const kernel of [
      undefined,
      (on: typeof target.prior) => sliceKernel(on, new Float64Array(on.dim).fill(2)),
    ]) {
      const found = await annealedImportance(target, { particles: 100, steps: 30, seed: 3, ...(kernel ? { kernel } : {}) }); // prettier-ignore
      assert.ok(Math.abs(found.logEvidence - expected) < 4.5 * found.se, JSON.stringify({ ...found, logWeights: 0 })); // prettier-ignore
      assert.ok(found.se < 0.2 && found.ess > 30 && found.ess <= 100);
      assert.equal(found.logWeights.length, 100);
    }
});

test("More powers make the weights alike; a single one is plain importance sampling from the prior.", async () => {
  const [plain, some, many] = await Promise.all(
    [1, 10, 100].map((steps) => annealedImportance(conjugate, { particles: 100, steps, seed: 4 })),
  );
  assert.ok(plain.ess < some.ess && some.ess < many.ess, [plain.ess, some.ess, many.ess].join());
  assert.ok(many.ess > 60, String(many.ess));
});

test("Annealed importance sampling of a density needs a base, and says where nothing reached the target.", async () => {
  const { target } = pair(0.8);
  await assert.rejects(annealedImportance(target), /needs a base/);
  const wide = density({ dim: 2, logDensity: (x) => -Math.log(200 * Math.PI) - (x[0] ** 2 + x[1] ** 2) / 200, gradient: (x) => x.map((a) => -a / 100) }); // prettier-ignore
  const base = { target: wide, sample: (random: Stream) => random.normal64(2).map((z) => 10 * z) }; // prettier-ignore
  const found = await annealedImportance(target, { base, particles: 200, steps: 100 });
  assert.ok(Math.abs(found.logEvidence - Math.log(2 * Math.PI * 3 * 0.6)) < 4.5 * found.se);
  const nowhere = density({ dim: 2, logDensity: () => -Infinity, gradient: () => [0, 0] });
  await assert.rejects(annealedImportance(nowhere, { base }), /No particle reached the target/);
  await assert.rejects(annealedImportance(conjugate, { particles: 1 }), /particles/);
});

import test from "node:test";
import assert from "node:assert/strict";
import {
  elbo,
  fullRank,
  laplaceApproximation,
  model,
  pathfinder,
  summary,
  vi,
  type Draws,
} from "../../../../../src/runtime/inference/index.ts";
import { schools as program } from "../eight-schools.ts";

const schools = model(program);

/** posteriordb's reference draws of this model: means, and the standard deviations of mu and tau. */
const reference = {
  theta: [6.1505, 4.93958, 3.90591, 4.79602, 3.61444, 4.05115, 6.31717, 4.884],
  mu: { mean: 4.41052, sd: 3.3093 },
  tau: { mean: 3.60206, sd: 3.1985 },
};

const rowOf = (draws: Draws, name: string) => {
  const row = summary(draws).rows.find((each) => each.name === name);
  assert.ok(row);
  return row;
};

const meanFieldFit = vi(schools, { objective: elbo({ particles: 4 }), seed: 1 });

test("Eight schools, non-centred: a mean-field fit has the reference's means nearly, and says what its k-hat is.", async () => {
  const fit = await meanFieldFit;
  assert.ok(fit.convergence.converged, fit.convergence.words);
  const mu = rowOf(fit, "mu");
  assert.ok(Math.abs(mu.mean - reference.mu.mean) < 0.15 * reference.mu.sd, String(mu.mean));
  assert.ok(Math.abs(mu.sd / reference.mu.sd - 1) < 0.12, String(mu.sd));
  reference.theta.forEach((mean, i) => {
    const row = rowOf(fit, `theta[${i}]`);
    assert.ok(Math.abs(row.mean - mean) < 0.2 * 5, `theta[${i}]: ${row.mean}, not ${mean}`);
  });
  // ln tau is skewed in the posterior, and normal in the guide: its k-hat lies between good and bad.
  assert.ok(fit.kHat > 0.2 && fit.kHat < 1, String(fit.kHat));
  const better = fit.resample(4000);
  const tau = rowOf(better, "tau");
  assert.ok(Math.abs(tau.mean - reference.tau.mean) < 0.25 * reference.tau.sd, String(tau.mean));
});

test("Eight schools: a richer guide has no lower ELBO, and both tell of one evidence.", async () => {
  const mean = await meanFieldFit;
  const full = await vi(schools, { guide: fullRank(), objective: elbo({ particles: 4 }), seed: 2 });
  // A fit that climbs to the mode first comes back too late.
  const mu = rowOf(full, "mu");
  assert.ok(Math.abs(mu.mean - reference.mu.mean) < 0.15 * reference.mu.sd, String(mu.mean));
  const error = Math.hypot(full.elbo.se, mean.elbo.se);
  assert.ok(full.elbo.value > mean.elbo.value - 3 * error, `${full.elbo.value}, ${mean.elbo.value}`);
  for (const { elbo: bound, logEvidence } of [mean, full]) {
    assert.ok(bound.value < logEvidence.logEvidence);
    assert.ok(Math.abs(logEvidence.logEvidence - mean.logEvidence.logEvidence) < 0.1);
  }
});

test("Eight schools: the mode lies far out, which Laplace's k-hat tells, and Pathfinder stops before it.", async () => {
  const atMode = await laplaceApproximation(schools);
  assert.ok(atMode.kHat > 0.7 && atMode.warnings.length > 0, String(atMode.kHat));
  const onPath = await pathfinder(schools, { seed: 3 });
  assert.ok(onPath.elbo.value > atMode.elbo.value + 10, `${onPath.elbo.value}, ${atMode.elbo.value}`);
});

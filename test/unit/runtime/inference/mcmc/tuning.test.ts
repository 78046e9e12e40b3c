import test from "node:test";
import assert from "node:assert/strict";
import {
  density,
  hmc,
  mala,
  nuts,
  randomWalk,
  unitMetric,
} from "../../../../../src/runtime/inference/index.ts";
import { withGradient } from "../../../../../src/runtime/inference/mcmc/leapfrog.ts";
import { dualAveraging } from "../../../../../src/runtime/inference/mcmc/tuning/dual-averaging.ts";
import { firstStepSize } from "../../../../../src/runtime/inference/mcmc/tuning/first-step.ts";
import { moments } from "../../../../../src/runtime/inference/mcmc/tuning/moments.ts";
import { windows } from "../../../../../src/runtime/inference/mcmc/tuning/windows.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { banana } from "./targets.ts";

test("Dual averaging finds the step size whose acceptance is asked for.", () => {
  // Acceptance e^-step, with noise: 0.8 at a step of ln 1.25.
  const random = stream(2);
  for (const initial of [1e-3, 1, 50]) {
    const size = dualAveraging(initial, 0.8);
    assert.ok(Math.abs(size.current() / initial - 1) < 1e-15);
    assert.equal(size.averaged(), initial);
    for (let i = 0; i < 2000; i++)
      size.learn(Math.min(1, Math.max(0, Math.exp(-size.current()) + 0.1 * random.normal64(1)[0])));
    assert.ok(Math.abs(size.averaged() / Math.log(1.25) - 1) < 0.1, `${initial}: ${size.averaged()}`);
  }
});

test("The first steps of dual averaging are those of the paper's equations.", () => {
  const size = dualAveraging(0.5, 0.65);
  const acceptances = [0.2, 0.9, NaN];
  // By hand: H_t = (1 - 1/(t+10)) H + (0.65 - a)/(t+10); log e_t = mu - sqrt(t)/0.05 H_t; mu = ln 5.
  let [h, bar] = [0, 0];
  acceptances.forEach((a, i) => {
    const t = i + 1;
    h = (1 - 1 / (t + 10)) * h + (0.65 - (Number.isNaN(a) ? 0 : a)) / (t + 10);
    const log = Math.log(5) - (Math.sqrt(t) / 0.05) * h;
    bar = t ** -0.75 * log + (1 - t ** -0.75) * bar;
    size.learn(a);
    assert.ok(Math.abs(Math.log(size.current()) - log) < 1e-13);
    assert.ok(Math.abs(Math.log(size.averaged()) - bar) < 1e-13);
  });
});

test("Moments as they come are those of all at once.", () => {
  const random = stream(4);
  const rows = Array.from({ length: 50 }, () => random.normal64(3).map((z, i) => 1e6 + z * (i + 1)));
  const [dense, flat] = [moments(3, true), moments(3, false)];
  rows.forEach((row) => [dense, flat].forEach((each) => each.add(row)));
  const mean = [0, 1, 2].map((i) => rows.reduce((sum, row) => sum + row[i], 0) / 50);
  for (let i = 0; i < 3; i++)
    for (let k = 0; k < 3; k++) {
      const expected = rows.reduce((sum, row) => sum + (row[i] - mean[i]) * (row[k] - mean[k]), 0) / 49;
      assert.ok(Math.abs(dense.covariance()[3 * i + k] - expected) < 1e-7);
      if (i === k) assert.ok(Math.abs(flat.variances()[i] - expected) < 1e-7);
      if (i === k) assert.ok(Math.abs(dense.variances()[i] - expected) < 1e-7);
    }
});

test("A warmup's windows are Stan's.", () => {
  const endsOf = (steps: number) => Array.from({ length: steps }, (_, i) => i).filter(windows(steps).ends);
  assert.deepEqual(endsOf(1000), [99, 149, 249, 449, 949]);
  assert.deepEqual(endsOf(150), [99]);
  assert.deepEqual(endsOf(100), [89]);
  assert.deepEqual(endsOf(19), []);
  assert.deepEqual(endsOf(0), []);
  const { learnsShape } = windows(1000);
  assert.deepEqual([74, 75, 949, 950].map(learnsShape), [false, true, true, false]);
  // Every step of a long warmup is in one window, and none is empty.
  for (const steps of [20, 21, 149, 151, 175, 226, 400, 5000]) {
    const ends = endsOf(steps);
    const last = steps < 150 ? steps - Math.floor(0.1 * steps) : steps - 50;
    assert.equal(ends.at(-1), last - 1, String(steps));
    assert.ok(windows(steps).learnsShape(last - 1));
  }
});

test("The first step size is of the target's order, or it is said why there is none.", () => {
  for (const scale of [1e-4, 1, 1e4]) {
    const target = density({
      dim: 3,
      logDensity: (x) => -x.reduce((sum, a) => sum + a * a, 0) / (2 * scale ** 2),
      gradient: (x) => x.map((a) => -a / scale ** 2),
    });
    const state = withGradient(target)(Float64Array.of(0.3, -1, 0.5).map((z) => z * scale));
    const step = firstStepSize(target, stream(1), state, { stepSize: 1, metric: unitMetric(3) });
    assert.ok(step > scale / 10 && step < 10 * scale, `${scale}: ${step}`);
  }
  const flat = density({ dim: 1, logDensity: () => 0, gradient: () => [0] });
  const rough = density({ dim: 1, logDensity: () => Math.random(), gradient: () => [1e300] });
  const from = (target: typeof flat) =>
    firstStepSize(target, stream(1), withGradient(target)(Float64Array.of(0)), { stepSize: 1, metric: unitMetric(1) }); // prettier-ignore
  assert.throws(() => from(flat), /does not fall off/);
  assert.throws(() => from(rough), /do not belong together/);
});

test("Options that no warmup can meet are refused.", () => {
  const { target } = banana;
  for (const sampler of [nuts, hmc, mala, randomWalk])
    for (const acceptance of [0, 1, NaN, -1])
      assert.throws(() => sampler(target, { acceptance }), /acceptance of \w+ lies between 0 and 1/);
  assert.throws(() => nuts(target, { maxDepth: 0 }), /maxDepth of nuts/);
  assert.throws(() => hmc(target, { length: 0 }), /length/);
});

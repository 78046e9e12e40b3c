import test from "node:test";
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  chi,
  delta,
  density,
  elbo,
  fullRank,
  iwae,
  lowRank,
  meanField,
  model,
  renyi,
  startVi,
  summary,
  tailAdaptive,
  vars,
  vi,
  viKernel,
  wakeSleep,
  type Objective,
} from "../../../../../src/runtime/inference/index.ts";
import { displaySymbol } from "../../../../../src/protocol/host.ts";
import { adamStart, adamStep } from "../../../../../src/runtime/inference/vi/fit/adam.ts";
import { inNotebook } from "../../fake-host.ts";
import { estimateGradient } from "../../../../../src/runtime/inference/vi/estimate.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { correlated, covariance, evidence, gap, mean, precision } from "./correlated.ts";

const near = (a: number, b: number, tolerance: number, what = "") =>
  assert.ok(Math.abs(a - b) < tolerance, `${what} ${a}, not ${b} to within ${tolerance}`);

test("A mean-field guide has a correlated normal's mean, the inverse diagonal of its precision, and the known gap.", async () => {
  const fit = await vi(correlated, { seed: 1 });
  mean.forEach((m, i) => {
    near(fit.params[i], m, 0.02, `mean ${i}`);
    near(Math.exp(2 * fit.params[3 + i]), 1 / precision[4 * i], 0.03 / precision[4 * i], `variance ${i}`);
  });
  near(fit.elbo.value, evidence - gap, 5 * fit.elbo.se + 1e-3);
  assert.ok(fit.elbo.se > 0 && fit.elbo.se < 0.05);
  assert.ok(fit.convergence.converged, fit.convergence.words);
});

for (const guide of [fullRank(), lowRank(2)])
  test(`A ${guide.name} guide finds a normal target, whose evidence the ELBO is.`, async () => {
    const fit = await vi(correlated, {
      guide,

      seed: 2,
    });
    near(fit.elbo.value, evidence, 2e-3 + 5 * fit.elbo.se);
    near(fit.logEvidence.logEvidence, evidence, 2e-3);
    assert.ok(fit.kHat < 0.7 && fit.warnings.length === 0, fit.warnings.join());
    for (let i = 0; i < 3; i++) near(fit.logProb(Float64Array.from(mean, (m, k) => m + Number(k === i))) - fit.logProb(mean), -precision[4 * i] / 2, 0.02 * precision[4 * i]); // prettier-ignore
  });

test("At the target itself sticking the landing has no noise at all, and the other estimators have.", () => {
  const family = fullRank().on(correlated);
  const params = exactParams();
  const norms = (["stickingTheLanding", "reparameterised"] as const).map((estimator) => {
    const bound = elbo({ particles: 1, estimator }).on(family, correlated);
    const { gradient } = estimateGradient({ target: correlated, family, bound }, params, [
      stream(4).normal64(3),
    ]);
    return Math.hypot(...gradient);
  });
  assert.ok(norms[0] < 1e-13, String(norms[0]));
  assert.ok(norms[1] > 0.1);
});

/** Means, ln of the diagonal and what lies below it, of the covariance's Cholesky factor. */
function exactParams(): Float64Array {
  const lower = Array.from({ length: 3 }, () => new Float64Array(3));
  for (let i = 0; i < 3; i++)
    for (let j = 0; j <= i; j++) {
      const rest =
        covariance[3 * i + j] - lower[i].reduce((sum, x, k) => sum + (k < j ? x * lower[j][k] : 0), 0);
      lower[i][j] = i === j ? Math.sqrt(rest) : rest / lower[j][j];
    }
  return Float64Array.of(...mean, ...lower.map((row, i) => Math.log(row[i])), lower[1][0], lower[2][0], lower[2][1]); // prettier-ignore
}

test("Wake-sleep gives a mean-field guide the target's own variances.", async () => {
  const fit = await vi(correlated, {
    objective: wakeSleep({ particles: 100 }),
    learningRate: 0.03,
    steps: 1500,
    seed: 3,
  });
  for (let i = 0; i < 3; i++) {
    near(fit.params[i], mean[i], 0.1 * Math.sqrt(covariance[4 * i]));
    near(Math.exp(2 * fit.params[3 + i]), covariance[4 * i], 0.1 * covariance[4 * i], `variance ${i}`);
  }
});

test("Objectives that cover give wider guides than the ELBO, and each exactly the target where the guide can.", async () => {
  const wide = async (objective: Objective) => {
    const fit = await vi(correlated, {
      objective,
      steps: 800,
      learningRate: 0.03,
      seed: 5,
    });
    return fit.params[3] + fit.params[4] + fit.params[5];
  };
  const narrow = await wide(elbo());
  for (const objective of [renyi(0.2, { particles: 32 }), iwae(16), chi(2), tailAdaptive()])
    assert.ok((await wide(objective)) > narrow + 0.05, objective.name);
});

test("A conjugate normal model: posterior, evidence and draws.", async () => {
  const y = [1.2, 0.4, 2.1, 1.7];
  const target = model(({ sample, observe }) => {
    const mu = sample("mu", vars.normal({ mean: 0.5, std: 2 }));
    observe("y", vars.normal({ mean: mu, std: 0.8 }), y);
  });
  const [n, s2] = [y.length, 0.64];
  const variance = 1 / (1 / 4 + n / s2);
  const centre = variance * (0.5 / 4 + y.reduce((a, b) => a + b) / s2);
  // ln N(y; 0.5, s2 I + 4 11^T), by Sherman and Morrison.
  const away = y.map((x) => x - 0.5);
  const total = away.reduce((a, b) => a + b);
  const quadratic = away.reduce((sum, x) => sum + x * x, 0) / s2 - total ** 2 / s2 ** 2 / (1 / 4 + n / s2);
  const exact = -0.5 * (n * Math.log(2 * Math.PI * s2) + Math.log(1 + (4 * n) / s2) + quadratic);
  for (const estimator of ["stickingTheLanding", "closedFormKl"] as const) {
    const fit = await vi(target, { objective: elbo({ estimator }), steps: 1500, seed: 6 });
    near(fit.params[0], centre, 0.02);
    near(Math.exp(fit.params[1]), Math.sqrt(variance), 0.02 * Math.sqrt(variance));
    near(fit.logEvidence.logEvidence, exact, 2e-3);
    near(fit.elbo.value, exact, 5 * fit.elbo.se + 2e-3);
    const [row] = summary(fit).rows;
    assert.equal(row.name, "mu");
    near(row.mean, centre, 5 * row.mcseMean + 0.02);
    near(row.sd, Math.sqrt(variance), 5 * row.mcseSd + 0.02);
    const again = fit.sample(2000, 9);
    assert.deepEqual([again.chains, again.draws, again.values.length], [1, 2000, 2000]);
  }
});

test("k-hat warns of a guide that is too narrow, and resampling by its weights makes up for a moderate one.", async () => {
  const tails = density({
    dim: 1,
    logDensity: ([x]) => -1.25 * Math.log1p((x * x) / 1.5),
    gradient: ([x]) => [(-2.5 * x) / 1.5 / (1 + (x * x) / 1.5)],
  });
  const bad = await vi(tails, { steps: 1500, seed: 7 });
  assert.ok(bad.kHat > 0.7, String(bad.kHat));
  assert.match(bad.warnings.join(), /do not trust this/);
  assert.match(String(bad[displaySymbol]()["text/markdown"]), /k-hat .*: do not trust this/);
  const fit = await vi(correlated, { seed: 8, steps: 1500, objective: elbo({ particles: 16 }), draws: 8000 });
  const spread = (draws: { values: Float64Array }, at: number) => {
    const own = draws.values.filter((_, i) => i % 3 === at);
    const centre = own.reduce((a, b) => a + b) / own.length;
    return own.reduce((sum, x) => sum + (x - centre) ** 2, 0) / own.length;
  };
  const plain = spread(fit, 0);
  const weighed = spread(fit.resample(8000), 0);
  near(plain, 1 / precision[0], 0.1 / precision[0]);
  assert.ok(Math.abs(weighed - covariance[0]) < Math.abs(plain - covariance[0]) / 2, `${plain}, ${weighed}, ${covariance[0]}`); // prettier-ignore
});

test("A fit says that it has not come to rest: of too few steps, of a crawl, of noise.", async () => {
  const few = await vi(correlated, { steps: 10, seed: 1 });
  assert.equal(few.convergence.converged, false);
  assert.match(few.convergence.words, /too few/);
  const crawl = await vi(correlated, { steps: 1000, learningRate: 1e-5, start: [3, 3, 3], seed: 1 });
  assert.equal(crawl.convergence.converged, false, crawl.convergence.words);
  assert.match(crawl.convergence.words, /raise learningRate/);
  const noisy = await vi(correlated, {
    steps: 400,
    learningRate: () => 1,
    objective: elbo({ estimator: "scoreFunction", particles: 2 }),
    seed: 1,
  });
  assert.equal(noisy.convergence.converged, false, noisy.convergence.words);
  assert.equal(noisy.warnings[0], noisy.convergence.words);
});

test("A fit goes on from where it was, and an interrupt leaves what it has learned.", async () => {
  const whole = startVi(correlated, { seed: 3 });
  await whole.fit(300);
  const resumed = startVi(correlated, { seed: 3 });
  await resumed.fit(100);
  await resumed.fit(200);
  assert.deepEqual((await resumed.result()).trace, (await whole.result()).trace);
  const stop = new AbortController();
  const stopped = startVi(correlated, { seed: 3, signal: stop.signal, learningRate: (step) => (step === 200 ? (stop.abort(), 0.02) : 0.02) }); // prettier-ignore
  await assert.rejects(stopped.fit(1e6), { name: "AbortError" });
  const after = await startVi(correlated, { seed: 3 }).fit(10);
  assert.equal(after.trace.elbo.length, 10);
  const kept = await stopped.result();
  assert.ok(kept.trace.elbo.length >= 200);
  assert.deepEqual(kept.trace.elbo.slice(0, 200), (await whole.result()).trace.elbo.slice(0, 200));
});

test("A loop of one's own takes the same steps.", async () => {
  const kernel = viKernel(correlated, { guide: meanField(), objective: elbo(), learningRate: 0.02 });
  const random = stream(3).split("vi");
  let state = kernel.init(random.split("init"));
  const noise = random.split("steps");
  const elbos: number[] = [];
  for (let i = 0; i < 50; i++) {
    const before = state.params.slice();
    const [next, info] = kernel.step(noise, state);
    assert.deepEqual(state.params, before);
    state = next;
    elbos.push(info.elbo);
  }
  assert.deepEqual(Float64Array.from(elbos), (await startVi(correlated, { seed: 3 }).fit(50)).trace.elbo);
});

test("A point goes to the mode, and says that it is no more than a point.", async () => {
  const fit = await vi(correlated, { guide: delta(), steps: 1500, seed: 2 });
  fit.params.forEach((x, i) => near(x, mean[i], 1e-2));
  assert.match(fit.warnings.join(), /says nothing of how wide/);
  assert.throws(() => fit.sample(3), /A point has no density/);
  assert.match(String(fit[displaySymbol]()["text/plain"]), /^point, log density/m);
});

test("Mistakes are errors that say what to do.", async () => {
  assert.throws(() => startVi(correlated, { learningRate: 0 }), /learningRate is a finite number above 0/);
  assert.throws(() => startVi(correlated, { draws: 5 }), /draws must be a whole number of at least 100/);
  assert.throws(() => startVi(correlated, { start: [1] }), /start has 1 numbers, its target is over 3/);
  assert.throws(
    () => startVi(density({ dim: 1, logDensity: () => NaN })),
    /None of 100 places .* give start/,
  );
  assert.throws(
    () => startVi(correlated, { guide: delta(), objective: iwae(4) }),
    /IWAE of 4 draws .* "point"/,
  );
  await assert.rejects(startVi(correlated).result(), /no steps yet/);
  const torn = density({ dim: 1, logDensity: ([x]) => -x * x, gradient: () => [NaN] });
  await assert.rejects(
    vi(torn, { steps: 3 }),
    /gradient of the ELBO is not finite at step 1 .* Lower learningRate/,
  );
  const bare = density({ dim: 1, logDensity: ([x]) => -x * x });
  await assert.rejects(vi(bare, { steps: 3 }), /has no gradient/);
});

test("Adam's first steps are of the full size, along the sign of a steady gradient.", () => {
  let state = adamStart(2);
  let params: Float64Array = new Float64Array(2);
  for (let step = 1; step <= 3; step++) {
    [state, params] = adamStep(state, params, Float64Array.of(5, -1e-3), 0.1);
    near(params[0], 0.1 * step, 1e-6);
    near(params[1], -0.1 * step, 1e-5);
  }
  // By hand: m and v of gradients 1 and -2, with their corrections.
  [state, params] = adamStep(adamStart(1), new Float64Array(1), Float64Array.of(1), 0.1);
  [, params] = adamStep(state, params, Float64Array.of(-2), 0.1);
  const mean = (0.9 * 0.1 - 0.1 * 2) / (1 - 0.81);
  const square = (0.999 * 0.001 + 0.001 * 4) / (1 - 0.999 ** 2);
  near(params[0], 0.1 + (0.1 * mean) / Math.sqrt(square), 1e-7);
});

test("In a notebook a line tells the ELBO with its error, and the cell's interrupt ends the steps.", async () => {
  await inNotebook(async (host) => {
    const running = startVi(correlated, { seed: 1 });
    const fit = await running.fit(400);
    const shown = String(fit[displaySymbol]()["text/plain"]);
    assert.match(shown, /mean-field normal, ELBO \d+\.\d+ ± 0\.\d+ nats/);
    assert.match(shown, /fitted by ELBO in 400 steps/);
    assert.match(shown, /k-hat/);
    const more = assert.rejects(running.fit(1e9), { name: "AbortError" });
    while (host.updates.length < 2) await sleep(10);
    host.interrupt();
    await more;
    const line = String(host.updates.at(-1)?.["text/plain"]);
    assert.match(line, /of 1,000,000,000.*ELBO -?\d+\.\d+ ± \d\.\d+/);
  });
});

import test from "node:test";
import assert from "node:assert/strict";
import {
  bridgeSampling,
  inferenceData,
  logLikelihoods,
  loo,
  mcmc,
  model,
  nuts,
  vars,
  type Run,
} from "../../../../../src/runtime/inference/index.ts";
import { schools, sigma, y } from "../eight-schools.ts";

let once: Promise<Run> | undefined;
const eightSchools = () => (once ??= mcmc(nuts(model(schools)), { draws: 1500, seed: 11 }));

test("Eight schools agrees with posteriordb's reference draws.", async () => {
  // Reference means with their standard errors.
  const reference: Record<string, [number, number]> = {
    mu: [4.41052, 0.033],
    tau: [3.60206, 0.0319],
    "theta[0]": [6.1505, 0.0557],
    "theta[1]": [4.93958, 0.0462],
    "theta[2]": [3.90591, 0.0542],
    "theta[3]": [4.79602, 0.0475],
    "theta[4]": [3.61444, 0.0461],
    "theta[5]": [4.05115, 0.0485],
    "theta[6]": [6.31717, 0.0499],
    "theta[7]": [4.884, 0.0543],
  };
  const run = await eightSchools();
  const { rows, warnings } = run.summary();
  for (const row of rows) {
    assert.ok(row.rHat < 1.01 && row.essBulk > 1000, `${row.name}: ${row.rHat}, ${row.essBulk}`);
    if (!(row.name in reference)) continue;
    const [expected, se] = reference[row.name];
    assert.ok(Math.abs(row.mean - expected) < 4 * Math.hypot(se, row.mcseMean), `${row.name}: ${row.mean}`);
  }
  const sds = { mu: 3.3093, tau: 3.1985 };
  for (const [name, sd] of Object.entries(sds)) {
    const row = rows.find((each) => each.name === name)!;
    assert.ok(Math.abs(row.sd - sd) < 5 * row.mcseSd, `${name}: sd ${row.sd}`);
  }
  const diverged = run.stats.divergent.reduce((a, b) => a + b);
  assert.equal(warnings.some((text) => text.includes("diverged")), diverged > 0); // prettier-ignore
});

/** Without theta, which integrates out, eight schools is a sum over a grid of mu and tau. */
function grid<T extends string>(of: Record<T, (mu: number, tau: number) => number>) {
  const names = Object.keys(of) as T[];
  const sums = names.map(() => 0);
  let evidence = 0;
  const steps = 700;
  // tau = 5 tan(pi p / 2) has a uniform p under the half-Cauchy prior: midpoints of p and of mu are enough.
  for (let i = 0; i < steps; i++) {
    const tau = 5 * Math.tan((Math.PI / 2) * ((i + 0.5) / steps));
    for (let k = 0; k < steps; k++) {
      const mu = -30 + (60 * (k + 0.5)) / steps;
      const log = y.reduce(
        (sum, value, j) => {
          const variance = sigma[j] ** 2 + tau ** 2;
          return sum - ((value - mu) ** 2 / variance + Math.log(2 * Math.PI * variance)) / 2;
        },
        -(mu ** 2) / 50 - Math.log(5 * Math.sqrt(2 * Math.PI)),
      );
      const weight = (Math.exp(log) / steps) * (60 / steps);
      evidence += weight;
      names.forEach((name, n) => (sums[n] += weight * of[name](mu, tau)));
    }
  }
  const means = Object.fromEntries(names.map((name, n) => [name, sums[n] / evidence])) as Record<T, number>;
  return { means, logEvidence: Math.log(evidence) };
}

const quantities = {
  "tau < 1": (_: number, tau: number) => Number(tau < 1),
  "mu > 8": (mu: number) => Number(mu > 8),
  "log tau": (_: number, tau: number) => Math.log(tau),
  "mu tau": (mu: number, tau: number) => mu * Math.min(tau, 50),
};

test("Eight schools' tails, products and evidence are those of a sum over a grid.", async () => {
  const run = await eightSchools();
  const { means, logEvidence } = grid(quantities);
  const at = (name: string) => run.names.indexOf(name);
  const values = new Float64Array(run.chains * run.draws * 4);
  const each = Object.values(quantities);
  for (let i = 0; i < run.chains * run.draws; i++) {
    const row = i * run.names.length;
    each.forEach(
      (of, k) => (values[4 * i + k] = of(run.values[row + at("mu")], run.values[row + at("tau")])),
    );
  }
  const { summary } = await import("../../../../../src/runtime/inference/index.ts");
  for (const row of summary({ ...run, names: Object.keys(quantities), values }).rows) {
    const expected = means[row.name as keyof typeof quantities];
    assert.ok(Math.abs(row.mean - expected) < 4 * row.mcseMean, `${row.name}: ${row.mean} of ${expected}`);
  }
  const evidence = await bridgeSampling(run);
  assert.ok(Math.abs(evidence.logEvidence - logEvidence) < 4.5 * evidence.se, `${evidence.logEvidence} of ${logEvidence}`); // prettier-ignore
});

test("A regression with a normal prior has the posterior of its normal equations.", async () => {
  const x = [-1.5, -0.4, 0.1, 0.9, 1.7, 2.2];
  const seen = [-2.1, 0.3, 0.2, 2.8, 3.1, 5.4];
  const target = model(({ sample, observe }) => {
    const line = sample("line", vars.normal({ std: 3 }), 2);
    observe("y", vars.normal({ mean: line.at(0).add(line.at(1).mul(x)), std: 0.7 }), seen);
  });
  const run = await mcmc(nuts(target), { draws: 1000, seed: 12 });
  // Precision X'X / s^2 + I / 9.
  const [a, b, d] = [
    x.length / 0.49 + 1 / 9,
    x.reduce((p, q) => p + q) / 0.49,
    x.reduce((p, q) => p + q * q, 0) / 0.49 + 1 / 9,
  ];
  const right = [seen.reduce((p, q) => p + q) / 0.49, x.reduce((p, q, i) => p + q * seen[i], 0) / 0.49];
  const det = a * d - b * b;
  const means = [(d * right[0] - b * right[1]) / det, (a * right[1] - b * right[0]) / det];
  const sds = [Math.sqrt(d / det), Math.sqrt(a / det)];
  run.summary().rows.forEach((row, i) => {
    assert.ok(Math.abs(row.mean - means[i]) < 4 * row.mcseMean, `${row.name}: ${row.mean} of ${means[i]}`);
    assert.ok(Math.abs(row.sd - sds[i]) < 4 * row.mcseSd, `${row.name}: sd ${row.sd} of ${sds[i]}`);
  });
  const each = logLikelihoods(target, run);
  assert.equal(each.length, 6);
  assert.ok(Number.isFinite(loo(each).elpd));
  assert.throws(() => logLikelihoods(target, run, "z"), /no data "z": there is y/);
});

test("Parameters with constraints have their conjugate posteriors.", async () => {
  const counts = [3, 0, 2];
  const target = model(({ sample, observe }) => {
    const p = sample("p", vars.beta({ alpha: 2, beta: 3 }));
    observe("heads", vars.binomial({ trials: 12, probability: p }), 9);
    const w = sample("w", vars.dirichlet({ concentration: [1, 1, 2] }));
    counts.forEach((count, k) => {
      for (let i = 0; i < count; i++) observe(`label ${k} ${i}`, vars.categorical({ probabilities: w }), k);
    });
    const rate = sample("rate", vars.gamma({ concentration: 2, rate: 1 }));
    observe("calls", vars.poisson({ logRate: rate.log() }), [4, 1, 6]);
  });
  const run = await mcmc(nuts(target), { draws: 1500, seed: 13 });
  const total = 4 + 5;
  const expected: Record<string, [number, number]> = {
    p: [11 / 17, Math.sqrt((11 * 6) / (17 ** 2 * 18))],
    ...Object.fromEntries(
      [4, 1, 4].map((alpha, k) => [`w[${k}]`, [alpha / total, Math.sqrt((alpha * (total - alpha)) / (total ** 2 * (total + 1)))]]), // prettier-ignore
    ),
    rate: [13 / 4, Math.sqrt(13) / 4],
  };
  for (const row of run.summary().rows) {
    const [mean, sd] = expected[row.name];
    assert.ok(Math.abs(row.mean - mean) < 4.5 * row.mcseMean, `${row.name}: ${row.mean} of ${mean}`);
    assert.ok(Math.abs(row.sd - sd) < 4.5 * row.mcseSd, `${row.name}: sd ${row.sd} of ${sd}`);
  }
});

test("A run becomes ArviZ's InferenceData: groups by name, [chain][draw], in ArviZ's words.", async () => {
  const run = await mcmc(nuts(model(schools)), { draws: 5, warmup: 50, chains: 2, seed: 1 });
  const data = inferenceData(run);
  const shapeOf = (x: unknown): number[] => (Array.isArray(x) ? [x.length, ...shapeOf(x[0])] : []);
  assert.deepEqual(Object.fromEntries(Object.entries(data.posterior).map(([k, v]) => [k, shapeOf(v)])), {
    mu: [2, 5],
    tau: [2, 5],
    z: [2, 5, 8],
    theta: [2, 5, 8],
  });
  assert.deepEqual(Object.keys(data.sample_stats).sort(), ["acceptance_rate", "diverging", "energy", "lp", "n_steps", "step_size", "tree_depth"]); // prettier-ignore
  assert.deepEqual(shapeOf(data.log_likelihood!.y), [2, 5, 8]);
  assert.deepEqual(data.observed_data, { y });
  const theta = data.posterior.theta as number[][][];
  assert.equal(theta[1][3][7], run.values[(5 + 3) * 18 + 17]);
  const [diverging] = data.sample_stats.diverging as boolean[][];
  assert.ok(diverging.every((value) => typeof value === "boolean"));
  assert.deepEqual(JSON.parse(JSON.stringify(data)), data);
});

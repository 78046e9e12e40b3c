import test from "node:test";
import assert from "node:assert/strict";
import {
  density,
  gibbs,
  hmc,
  mala,
  mcmc,
  nuts,
  parallelTempering,
  randomWalk,
  sgld,
  slice,
  type Run,
  type Sampler,
  type Target,
} from "../../../../../src/runtime/inference/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { pair } from "./targets.ts";

const { target } = pair(0.9);

/** Every mean and standard deviation within 4.5 of its standard errors. */
function expectMoments(run: Run, means: number[], sds: number[]): void {
  run.summary().rows.forEach((row, i) => {
    assert.ok(row.rHat < 1.02, `${run.sampler} ${row.name}: R-hat ${row.rHat}`);
    assert.ok(Math.abs(row.mean - means[i]) < 4.5 * row.mcseMean, `${run.sampler} ${row.name}: ${row.mean}`);
    assert.ok(Math.abs(row.sd - sds[i]) < 4.5 * row.mcseSd, `${run.sampler} ${row.name}: sd ${row.sd}`);
  });
}

const samplers: [(on: Target) => Sampler, number][] = [
  [(on) => nuts(on), 1000],
  [(on) => nuts(on, { dense: true }), 1000],
  [(on) => hmc(on), 1000],
  [(on) => mala(on, { dense: true }), 2000],
  [(on) => randomWalk(on, { dense: true }), 6000],
  [(on) => slice(on), 3000],
];

for (const [sampler, draws] of samplers)
  test(`${sampler(target).name} finds the moments of a correlated pair, of scales it is not told.`, async () => {
    const run = await mcmc(sampler(target), { draws, warmup: 600, seed: 5 });
    expectMoments(run, [1, -2], [1, 3]);
    assert.deepEqual(run.warnings, []);
    assert.equal(run.values.length, 4 * draws * 2);
    const chains = run.summary().rows.map(({ essBulk }) => essBulk);
    assert.ok(Math.min(...chains) > 400, chains.join());
  });

test("The warmup's step size leads to the acceptance that was asked for.", async () => {
  const wide = density({
    dim: 10,
    logDensity: (x) => -x.reduce((sum, a, i) => sum + (a / (i + 1)) ** 2, 0) / 2,
    gradient: (x) => x.map((a, i) => -a / (i + 1) ** 2),
  });
  const asked: [Sampler, number][] = [
    [nuts(wide, { acceptance: 0.7 }), 0.7],
    [hmc(wide, { acceptance: 0.9 }), 0.9],
    [mala(wide), 0.574],
    [randomWalk(wide), 0.234],
  ];
  for (const [sampler, expected] of asked) {
    const { stats } = await mcmc(sampler, { draws: 500, warmup: 800, seed: 1 });
    const found = stats.acceptance.reduce((a, b) => a + b) / stats.acceptance.length;
    // The average over 50 last steps of the warmup is seldom exact: of Stan's it is known to be on the short side.
    assert.ok(found > expected - 0.1 && found < expected + 0.2, `${sampler.name}: ${found}`);
    assert.equal(new Set(stats.stepSize).size, 4, "each chain keeps one step size after its warmup");
  }
});

test("NUTS tells what its paths were, and says where they were cut.", async () => {
  const { stats, warnings } = await mcmc(nuts(target, { maxDepth: 3 }), { draws: 300, seed: 2 });
  stats.treeDepth.forEach((depth, i) => {
    // A doubling that turns back within itself is thrown away, and not counted: its steps were taken all the same.
    assert.ok(depth >= 0 && depth <= 3);
    assert.ok(stats.leapfrogs[i] >= 2 ** depth - 1 && stats.leapfrogs[i] <= 2 ** Math.min(3, depth + 1) - 1);
  });
  const cutPaths = stats.treeDepth.filter((depth) => depth === 3).length;
  assert.equal(warnings.some((text) => text.includes(`${cutPaths} of 1200 paths were cut at 8 steps`)), cutPaths > 12); // prettier-ignore
  const cut = await mcmc(nuts(target, { maxDepth: 1 }), { draws: 100, seed: 2 });
  assert.match(cut.warnings.join("\n"), /400 of 400 paths were cut at 2 steps/);
});

test("Gibbs sampling of a whole number and a rate finds their joint distribution.", async () => {
  // n | r ~ Poisson(r), r ~ Gamma(3, 2): n is negative binomial with mean 3/2 and variance 9/4, r | n ~ Gamma(3 + n, 3).
  const log = (n: number) => Array.from({ length: n }, (_, i) => Math.log(i + 1)).reduce((a, b) => a + b, 0);
  const joint = density({
    dim: 2,
    names: ["n", "r"],
    logDensity: ([n, r]) => (r > 0 ? (n + 2) * Math.log(r) - 3 * r - log(n) : -Infinity),
  });
  const sampler = gibbs(joint, [
    (random, [, r]) => {
      let n = -1;
      for (let total = 0; total < r; n++) total -= Math.log1p(-random.uniform64(1)[0]);
      return Float64Array.of(n, r);
    },
    (random, [n]) => {
      const total = random.uniform64(3 + n).reduce((sum, u) => sum - Math.log1p(-u), 0);
      return Float64Array.of(n, total / 3);
    },
  ]);
  const run = await mcmc(sampler, { draws: 4000, warmup: 50, seed: 3, start: [1, 1] });
  expectMoments(run, [1.5, 1.5], [1.5, Math.sqrt(0.75)]);
  assert.throws(() => gibbs(joint, []), /at least one conditional/);
  await assert.rejects(mcmc(gibbs(joint, [() => Float64Array.of(1)]), { draws: 1, start: [1, 1] }), /Conditional 0 gave 1 numbers of 2/); // prettier-ignore
});

test("SGLD's law is that of its linear recursion on a normal target, with the bias of its step.", async () => {
  // x' = (1 - h/2) x + sqrt(h) z settles at variance h / (1 - (1 - h/2)^2) = 1 / (1 - h/4).
  const normal = density({ dim: 1, logDensity: ([x]) => -x * x / 2, gradient: ([x]) => [-x] }); // prettier-ignore
  const h = 0.8;
  const run = await mcmc(sgld(normal, { stepSize: () => h }), { draws: 8000, warmup: 100, seed: 4 });
  expectMoments(run, [0], [1 / Math.sqrt(1 - h / 4)]);
  // A batch's noise of variance v in the gradient adds h^2 v / 4 to each step's.
  const noisy = sgld(normal, {
    stepSize: () => h,
    gradient: (random, [x]) => [-x + Math.sqrt(2) * random.normal64(1)[0]],
  });
  const blurred = await mcmc(noisy, { draws: 8000, warmup: 100, seed: 4 });
  expectMoments(blurred, [0], [Math.sqrt((h + (h * h * 2) / 4) / (1 - (1 - h / 2) ** 2))]);
  const steps: number[] = [];
  await mcmc(sgld(normal, { stepSize: (t) => (steps.push(t), 0.1) }), { draws: 3, warmup: 2, chains: 1 });
  assert.deepEqual(steps, [0, 1, 2, 3, 4]);
  await assert.rejects(mcmc(sgld(normal, { stepSize: () => 0 }), { draws: 1, warmup: 0 }), /step 0 is above 0, not 0/); // prettier-ignore
});

test("Parallel tempering visits both of two modes as often as they weigh, where NUTS stays in one.", async () => {
  const logAdd = (a: number, b: number) => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  const parts = (x: number) => [Math.log(0.3) - (x + 10) ** 2 / 2, Math.log(0.7) - (x - 10) ** 2 / 2];
  const modes = density({
    dim: 1,
    logDensity: ([x]) => logAdd(...(parts(x) as [number, number])),
    gradient([x]) {
      const [a, b] = parts(x);
      const left = Math.exp(a - logAdd(a, b));
      return [-left * (x + 10) - (1 - left) * (x - 10)];
    },
  });
  const options = { draws: 1500, warmup: 300, seed: 6 };
  const run = await mcmc(parallelTempering(modes), options);
  const [row] = run.summary().rows;
  // The mean is -3 + 7, the standard deviation that of 20 times a Bernoulli(0.7) and of a normal.
  assert.ok(
    Math.abs(row.mean - 4) < 4.5 * row.mcseMean && row.mcseMean < 1.5,
    `${row.mean} (${row.mcseMean})`,
  );
  assert.ok(Math.abs(row.sd - Math.sqrt(1 + 400 * 0.21)) < 4.5 * row.mcseSd, String(row.sd));
  assert.ok(run.stats.exchanged.some((share) => share > 0 && share < 1));
  const alone = await mcmc(nuts(modes), { ...options, start: (chain) => [chain % 2 ? 10 : -10] });
  assert.match(alone.summary().warnings.join("\n"), /have not mixed/);
});

test("Parallel tempering from a base draws the target as well, and refuses a ladder that does not rise to 1.", async () => {
  const base = density({ dim: 2, logDensity: ([x, y]) => -(x * x + y * y) / 200, gradient: ([x, y]) => [-x / 100, -y / 100] }); // prettier-ignore
  const run = await mcmc(parallelTempering(target, { base, betas: [0, 0.1, 0.4, 1] }), { draws: 800, warmup: 300, seed: 7 }); // prettier-ignore
  expectMoments(run, [1, -2], [1, 3]);
  for (const betas of [[1], [0.5, 0.9], [0.5, 0.5, 1], [1, 0.5], [-0.1, 1]])
    assert.throws(() => parallelTempering(target, { betas }), RangeError);
});

test("Slice sampling says where a density does not fall off, and refuses a width that is none.", async () => {
  const flat = density({ dim: 1, logDensity: () => 0 });
  await assert.rejects(mcmc(slice(flat), { draws: 1, warmup: 0 }), /has not fallen off after 1000 steps/);
  assert.throws(() => slice(target, { width: 0 }), /width/);
  const random = stream(1);
  const rough = density({ dim: 1, logDensity: () => -random.uniform64(1)[0] });
  await assert.rejects(mcmc(slice(rough, { width: 1e-300 }), { draws: 10, warmup: 0 }), RangeError);
});

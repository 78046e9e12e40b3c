import test from "node:test";
import assert from "node:assert/strict";
import { stream } from "../../../../../src/runtime/random/index.ts";
import {
  autocorrelation,
  bfmi,
  chainsOf,
  essBulk,
  essMean,
  essQuantile,
  essSd,
  hdi,
  loo,
  mcseMean,
  mcseQuantile,
  mcseSd,
  psis,
  rHat,
  splitRHat,
  summary,
  waic,
  type Draws,
} from "../../../../../src/runtime/inference/index.ts";
import { displaySymbol } from "../../../../../src/protocol/host.ts";
import { ranks } from "../../../../../src/runtime/inference/diagnostics/ranks.ts";

/** x_i = correlation x_(i-1) + noise, of variance 1: its effective size is known. */
function autoregressive(seed: number, correlation: number, length: number): Float64Array {
  const noise = stream(seed).normal64(length);
  const spread = Math.sqrt(1 - correlation ** 2);
  let x = noise[0];
  return noise.map((z, i) => (x = i ? correlation * x + spread * z : x));
}

const many = (count: number, make: (seed: number) => Float64Array) =>
  Array.from({ length: count }, (_, i) => make(i + 1));

test("Equal numbers share their ranks.", () => {
  assert.deepEqual([...ranks(Float64Array.of(3, 1, 3, 2, 3))], [4, 1, 4, 2, 4]);
});

test("The effective size of an autoregressive chain is n (1 - r) / (1 + r), of its squares with r squared.", () => {
  for (const r of [0, 0.5, 0.9, -0.5]) {
    const chains = many(4, (seed) => autoregressive(seed, r, 8_000));
    const expected = (q: number) => (32_000 * (1 - q)) / (1 + q);
    assert.ok(Math.abs(essMean(chains) / expected(r) - 1) < 0.1, `mean, ${r}: ${essMean(chains)}`);
    assert.ok(Math.abs(essBulk(chains) / expected(r) - 1) < 0.1, `bulk, ${r}: ${essBulk(chains)}`);
    assert.ok(Math.abs(essSd(chains) / expected(r ** 2) - 1) < 0.1, `sd, ${r}: ${essSd(chains)}`);
  }
});

test("Standard errors are the spread of what other runs give.", () => {
  const runs = many(300, (seed) => autoregressive(seed, 0.6, 800));
  const spreadOf = (estimate: (x: Float64Array) => number) => {
    const values = runs.map(estimate);
    const centre = values.reduce((a, b) => a + b) / values.length;
    return Math.sqrt(values.reduce((a, b) => a + (b - centre) ** 2, 0) / (values.length - 1));
  };
  const meanOf = (x: Float64Array) => x.reduce((a, b) => a + b) / x.length;
  const sdOf = (x: Float64Array) => {
    const centre = meanOf(x);
    return Math.sqrt(x.reduce((a, b) => a + (b - centre) ** 2, 0) / (x.length - 1));
  };
  const quantileOf = (x: Float64Array) => Float64Array.from(x).sort()[Math.floor(0.9 * x.length)];
  const typical = (error: (x: Float64Array) => number) => meanOf(Float64Array.from(runs, error));
  // Of 300 runs the spread is known to 4 %, and a run's own error is itself noisy.
  const ratios = [
    typical((x) => mcseMean([x])) / spreadOf(meanOf),
    typical((x) => mcseSd([x])) / spreadOf(sdOf),
    typical((x) => mcseQuantile([x], 0.9)) / spreadOf(quantileOf),
  ];
  for (const ratio of ratios) assert.ok(ratio > 0.85 && ratio < 1.15, String(ratios));
});

test("R-hat sees chains apart in place, in scale, and within themselves; and no ranks make it blind to none.", () => {
  const mixed = many(4, (seed) => autoregressive(seed, 0, 500));
  assert.ok(rHat(mixed) < 1.01);
  const shifted = mixed.map((chain, c) => chain.map((x) => x + (c === 3 ? 1 : 0)));
  assert.ok(rHat(shifted) > 1.05 && splitRHat(shifted) > 1.05);
  const wider = mixed.map((chain, c) => chain.map((x) => x * (c === 3 ? 3 : 1)));
  assert.ok(rHat(wider) > 1.05 && splitRHat(wider) < 1.05);
  const drifting = [mixed[0].map((x, i) => x + i / 200)];
  assert.ok(rHat(drifting) > 1.05);
  const infiniteMean = shifted.map((chain) => chain.map((x) => Math.sign(x) * Math.exp(x ** 2)));
  assert.ok(rHat(infiniteMean) > 1.05);
});

test("Chains that do not move are worth all draws and have no R-hat; bad chains are errors that say where.", () => {
  const still = [new Float64Array(10).fill(2), new Float64Array(10).fill(2)];
  assert.equal(essMean(still), 20);
  assert.ok(Number.isNaN(rHat(still)));
  assert.throws(() => rHat([]), /There are no chains/);
  assert.throws(() => rHat([[1, 2, 3]]), /at least 4 draws, not 3/);
  assert.throws(() => rHat([[1, 2, 3, 4], [1, 2, 3, 4, 5]]), /Chain 1 has 5 draws, chain 0 has 4/); // prettier-ignore
  assert.throws(() => essBulk([[1, 2, NaN, 4]]), /Draw 2 of chain 0 is NaN/);
  assert.throws(() => essQuantile([[1, 2, 3, 4]], 2), /essQuantile/);
});

test("Odd lengths, two chains and four draws give numbers.", () => {
  for (const length of [4, 5, 7, 101])
    for (const count of [1, 2, 3]) {
      const chains = many(count, (seed) => autoregressive(seed, 0.3, length));
      for (const value of [rHat(chains), essBulk(chains), mcseMean(chains), mcseSd(chains)])
        assert.ok(Number.isFinite(value) && value > 0, `${count} of ${length}: ${value}`);
    }
});

test("Energy's fraction is 1 or more for energies that forget at once, small for those that creep.", () => {
  assert.ok(Math.abs(bfmi(autoregressive(1, 0, 20_000)) - 2) < 0.05);
  assert.ok(Math.abs(bfmi(autoregressive(1, 0.95, 20_000)) - 0.1) < 0.03);
  assert.throws(() => bfmi([1]), /at least 2 energies/);
});

test("The autocorrelation of an autoregressive chain falls as a power.", () => {
  const found = autocorrelation(autoregressive(4, 0.7, 50_000), 4);
  found.forEach((value, lag) => assert.ok(Math.abs(value - 0.7 ** lag) < 0.03, `lag ${lag}: ${value}`));
  assert.throws(() => autocorrelation([1, 2], 2), /below the chain's 2 draws/);
});

test("The narrowest interval is the middle of a symmetric distribution, and the start of a falling one.", () => {
  const normal = stream(3).normal64(100_000);
  const [low, high] = hdi(normal, 0.9);
  assert.ok(Math.abs(low + 1.645) < 0.06 && Math.abs(high - 1.645) < 0.06, `${low}, ${high}`);
  const falling = Float64Array.from({ length: 10_000 }, (_, i) => -Math.log(1 - (i + 0.5) / 10_000));
  const [first, last] = hdi(falling, 0.94);
  assert.ok(first < 0.001 && Math.abs(last + Math.log(0.06)) < 0.01, `${first}, ${last}`);
});

test("k-hat is the tail's shape, whatever the weights' scale, and weights sum to 1.", () => {
  for (const shape of [0.1, 0.5, 0.9]) {
    const found = many(16, (seed) => stream(seed).uniform64(5_000)).map((u) =>
      psis(u.map((x) => 700 - shape * Math.log1p(-x))),
    );
    // One k-hat spreads by 0.08 where the tail has 212 weights, their mean by 0.02; the prior draws it to 1/2 by a 22nd.
    const mean = found.reduce((sum, each) => sum + each.kHat, 0) / found.length;
    const expected = (212 * shape + 10 * 0.5) / 222;
    assert.ok(Math.abs(mean - expected) < 0.06, `${shape}: ${mean}`);
    for (const { logWeights } of found)
      assert.ok(Math.abs(logWeights.reduce((sum, w) => sum + Math.exp(w), 0) - 1) < 1e-12);
  }
  const equal = psis(new Float64Array(50).fill(-3));
  assert.ok(equal.kHat === Infinity && Math.abs(equal.ess - 50) < 1e-9);
  assert.throws(() => psis([NaN, 1]), /NaN/);
  assert.throws(() => psis([-Infinity, -Infinity]), /none to compare/);
  assert.throws(() => psis([]), /at least one weight/);
});

/** y_i ~ N(mu, 1), mu flat: everything is known in closed form. */
test("Cross-validation of a normal mean is that of refitting without each observation.", () => {
  const random = stream(21);
  const [n, draws] = [30, 40_000];
  const y = random.normal64(n);
  const centre = y.reduce((a, b) => a + b) / n;
  const mu = random.normal64(draws).map((z) => centre + z / Math.sqrt(n));
  const density = (x: number, at: number, variance: number) =>
    -0.5 * Math.log(2 * Math.PI * variance) - (x - at) ** 2 / (2 * variance);
  const logs = Array.from(y, (x) => mu.map((at) => density(x, at, 1)));
  const exact = Array.from(y, (x) => density(x, (n * centre - x) / (n - 1), 1 + 1 / (n - 1)));
  const found = loo(logs);
  found.pointwise.forEach((value, i) =>
    assert.ok(Math.abs(value - exact[i]) < 0.01, `${i}: ${value}, ${exact[i]}`),
  );
  assert.deepEqual(found.doubtful, []);
  const other = waic(logs);
  assert.ok(Math.abs(other.elpd - found.elpd) < 0.1 && Math.abs(other.p - found.p) < 0.1);
  assert.ok(found.se > 0 && Math.abs(found.p - 1) < 0.5, `${found.p}`);
});

test("The summary shows each number with its doubts, and text that cannot become markup.", () => {
  const chains = many(8, (seed) => autoregressive(seed, 0, 400));
  const values = new Float64Array(4 * 400 * 2);
  for (let c = 0; c < 4; c++)
    for (let i = 0; i < 400; i++) {
      values[2 * (400 * c + i)] = chains[c][i];
      values[2 * (400 * c + i) + 1] = chains[4 + c][i] + c;
    }
  const draws: Draws = { names: ["mu", "<b>|tau"], chains: 4, draws: 400, values };
  assert.deepEqual(chainsOf(draws, "mu")[2], chains[2]);
  assert.throws(() => chainsOf(draws, "nu"), /There is no "nu" among the draws: there are mu, <b>\|tau/);
  const found = summary(draws);
  assert.equal(found.rows.length, 2);
  assert.ok(Math.abs(found.rows[1].mean - 1.5) < 0.2);
  assert.match(found.warnings.join(), /chains have not mixed in <b>\|tau/);
  const { "text/markdown": markdown, "text/plain": plain } = found[displaySymbol]();
  assert.match(String(markdown), /\| \\<b\\>\\\|tau \|/);
  const heads = String(plain).split("\n")[found.warnings.length];
  assert.equal(heads.trim().split(/ {2,}/).length, 9);
});

test("A summary is shown with its warnings first, and each number as far as its error tells it.", () => {
  const still = Float64Array.from({ length: 100 }, () => 2);
  const draws: Draws = {
    names: ["x[0]", "still"],
    chains: 2,
    draws: 100,
    values: Float64Array.from({ length: 400 }, (_, i) => (i % 2 ? still[0] : 1000 + (((i / 2) * 37) % 100))),
  };
  const bundle = summary(draws)[displaySymbol]();
  const lines = String(bundle["text/plain"]).split("\n");
  assert.match(lines[0], /^Warning: /);
  const table = lines.slice(lines.findIndex((line) => line.includes("mcse mean")));
  const [, name, mean, , low] = /^(\S+) +(\S+) +(\S+) +(\S+)/.exec(table[1]) ?? [];
  assert.equal(name, "x[0]");
  assert.match(mean, /^1049\.\d$/, "two digits of an error of about 2");
  assert.match(low, /^1\d{3}\.\d$/);
  assert.match(table[2], /^still +2 +0 /, "a number that never differs has no error to round by");
  assert.match(String(bundle["text/markdown"]), /\| x\\\[0\\\] \|/);
});

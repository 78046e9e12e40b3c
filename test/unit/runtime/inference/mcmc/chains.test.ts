import test from "node:test";
import assert from "node:assert/strict";
import {
  chainsOf,
  density,
  mcmc,
  model,
  nuts,
  randomWalk,
  startChains,
  vars,
} from "../../../../../src/runtime/inference/index.ts";
import { displaySymbol } from "../../../../../src/protocol/host.ts";
import { banana, pair } from "./targets.ts";

const { target } = pair(0.5);
const short = { draws: 20, warmup: 30, seed: 9 };

test("A chain's draws depend on its seed and its number, not on how many others there are.", async () => {
  const [one, four, other] = [
    await mcmc(nuts(target), { ...short, chains: 1 }),
    await mcmc(nuts(target), short),
    await mcmc(nuts(target), { ...short, seed: 10 }),
  ];
  assert.deepEqual(chainsOf(one, "x[1]")[0], chainsOf(four, "x[1]")[0]);
  assert.notDeepEqual(chainsOf(four, "x[1]")[0], chainsOf(four, "x[1]")[1]);
  assert.notDeepEqual(chainsOf(four, "x[1]")[0], chainsOf(other, "x[1]")[0]);
});

test("Chains go on where they were: in two parts they draw what they draw in one.", async () => {
  const chains = startChains(nuts(target), short);
  assert.throws(() => chains.run(), /drawn nothing yet/);
  await chains.draw(8);
  const all = await chains.draw(12);
  const whole = await mcmc(nuts(target), short);
  assert.deepEqual(all.values, whole.values);
  assert.deepEqual(all.stats, whole.stats);
  assert.deepEqual(all.logDensities, whole.logDensities);
});

test("An interrupt loses nothing: what was drawn can be read, and the chains go on.", async () => {
  const stop = new AbortController();
  let calls = 0;
  const slow = density({
    dim: 1,
    logDensity([x]) {
      if (++calls === 400) stop.abort();
      const until = performance.now() + 0.2;
      while (performance.now() < until);
      return (-x * x) / 2;
    },
  });
  const options = { chains: 2, warmup: 20, seed: 1 };
  const chains = startChains(randomWalk(slow), { ...options, signal: stop.signal });
  await assert.rejects(chains.draw(100_000), { name: "AbortError" });
  const part = chains.run();
  assert.ok(part.draws > 50 && part.draws < 100_000, String(part.draws));
  const again = await startChains(randomWalk(density({ dim: 1, logDensity: ([x]) => (-x * x) / 2 })), options).draw(part.draws); // prettier-ignore
  assert.deepEqual(part.values, again.values);
});

test("Thinning keeps every so manieth draw.", async () => {
  const all = await mcmc(randomWalk(target), { ...short, draws: 60 });
  const thin = await mcmc(randomWalk(target), { ...short, thin: 3 });
  chainsOf(thin, "x[0]").forEach((chain, c) =>
    assert.deepEqual(
      [...chain],
      [...chainsOf(all, "x[0]")[c]].filter((_, i) => i % 3 === 2),
    ),
  );
});

test("Draws are what the positions stand for, with their log densities.", async () => {
  const bayes = model(({ sample }) => void sample("rate", vars.gamma({ concentration: 2 })));
  const run = await mcmc(nuts(bayes), short);
  run.values.forEach((value, i) => {
    assert.ok(Math.abs(value - Math.exp(run.positions[i])) < 1e-12 * value);
    assert.equal(run.logDensities[i], bayes.logDensity(run.positions.subarray(i, i + 1)));
  });
  assert.equal(run.stats.energy.length, 80);
  assert.ok(run.seconds.warmup > 0 && run.seconds.draws > 0);
});

test("A chain begins where it is told, by its number.", async () => {
  const begins: number[] = [];
  const options = { draws: 1, warmup: 0, chains: 3 };
  const still = randomWalk(target, { stepSize: 1e-12 });
  const run = await mcmc(still, { ...options, start: (chain) => (begins.push(chain), [chain, -chain]) });
  assert.deepEqual(begins, [0, 1, 2]);
  assert.deepEqual(chainsOf(run, "x[0]").map(([x]) => Math.abs(Math.round(x))), [0, 1, 2]); // prettier-ignore
  await assert.rejects(async () => mcmc(still, { ...options, start: [1] }), /Chain 0 begins at 1 numbers, its target is over 2/); // prettier-ignore
});

test("Where there is no density to begin with, the part that has none is named.", async () => {
  const broken = model(({ sample, observe, factor }) => {
    const x = sample("x", vars.normal());
    observe("y", vars.normal({ mean: x }), 1);
    factor("bound", x.mul(0).add(-Infinity));
  });
  const from = (start?: number[]) => mcmc(nuts(broken), { draws: 1, ...(start ? { start } : {}) });
  await assert.rejects(async () => from(), /No place to begin.*100.*the log density is -Infinity: that of "bound" is -Infinity/); // prettier-ignore
  await assert.rejects(async () => from([0.5]), /Chain 0 begins where the log density is -Infinity/);
  const steep = density({ dim: 1, logDensity: () => 0, gradient: () => [NaN] });
  await assert.rejects(async () => mcmc(nuts(steep), { draws: 1 }), /the gradient is not finite/);
});

test("Options out of range are refused.", async () => {
  for (const bad of [{ chains: 0 }, { warmup: -1 }, { thin: 0 }, { draws: 0 }, { draws: 1.5 }])
    await assert.rejects(async () => mcmc(nuts(target), { ...short, ...bad }), RangeError);
});

test("A density without a gradient is walked on without one, and says so to a kernel that needs it.", async () => {
  const blind = density({ dim: 1, logDensity: ([x]) => -Math.abs(x) });
  await mcmc(randomWalk(blind), short);
  await assert.rejects(async () => mcmc(nuts(blind), short), /has no gradient/);
});

test("A funnel's divergences are said, with what to do, and stand under the summary.", async () => {
  // Neal's (2003): v ~ N(0, 9), and nine x ~ N(0, e^v).
  const funnel = density({
    dim: 10,
    logDensity: ([v, ...x]) => -v * v / 18 - x.reduce((sum, a) => sum + (a * a * Math.exp(-v) + v) / 2, 0), // prettier-ignore
    gradient([v, ...x]) {
      const precision = Math.exp(-v);
      const squares = x.reduce((sum, a) => sum + a * a, 0);
      return [-v / 9 + (squares * precision) / 2 - x.length / 2, ...x.map((a) => -a * precision)];
    },
  });
  const run = await mcmc(nuts(funnel), { draws: 500, warmup: 500, seed: 1 });
  const diverged = run.stats.divergent.reduce((a, b) => a + b);
  assert.ok(diverged > 0);
  assert.match(run.warnings.join("\n"), new RegExp(`${diverged} of 2000 steps diverged`));
  const shown = run[displaySymbol]();
  assert.match(String(shown["text/plain"]), /steps diverged/);
  assert.match(String(shown["text/markdown"]), /⚠ \d+ of 2000 steps diverged/);
});

test("A kernel that takes next to nothing is said to.", async () => {
  const run = await mcmc(randomWalk(banana.target, { stepSize: 1e4 }), { draws: 200, warmup: 0, seed: 2 });
  assert.match(run.warnings.join("\n"), /Only .* % of the proposals were taken/);
});

import assert from "node:assert/strict";
import test from "node:test";
import { Chains, chainsMime, displaySymbol, packFloats, unpackFloats } from "../../../src/protocol/index.ts";
import { autocorrelations } from "../../../src/renderers/chains/autocorrelation.ts";
import { closest, correlation } from "../../../src/renderers/chains/correlation.ts";
import { divergedOf, drawsOf } from "../../../src/renderers/chains/draws-of.ts";
import { columns, placesOf } from "../../../src/renderers/chains/figures.ts";
import { rankCounts } from "../../../src/renderers/chains/ranks.ts";
import { readPayload } from "../../../src/renderers/payload.ts";
import { autocorrelation } from "../../../src/runtime/inference/diagnostics/autocorrelation.ts";
import { summaryOf } from "../../../src/runtime/inference/diagnostics/summary.ts";
import { summary, type Draws } from "../../../src/runtime/inference/index.ts";
import { stream } from "../../../src/runtime/random/index.ts";

const drawn = (names: number, chains: number, draws: number): Draws => ({
  names: Array.from({ length: names }, (_, i) => `x[${i}]`),
  chains,
  draws,
  values: stream(1).normal64(names * chains * draws),
});

/** As a saved notebook gives it back. */
const payloadOf = (draws: Draws): Chains =>
  readPayload(Chains, JSON.parse(JSON.stringify(summary(draws)[displaySymbol]()[chainsMime])));

test("Draws travel to their viewer chain by chain, with what they say.", () => {
  const draws = drawn(3, 4, 50);
  const payload = payloadOf(draws);
  assert.equal(payload.every, 1);
  assert.deepEqual(payload.options, [["chains", "4"], ["draws", "50 each"]]); // prettier-ignore
  const [, second] = summary(draws).rows;
  assert.equal(payload.numbers[1].mean, second.mean);
  const chains = drawsOf(payload, 1);
  assert.equal(chains?.length, 4);
  // draw 7 of chain 2
  assert.equal(chains[2][7], Math.fround(draws.values[(2 * 50 + 7) * 3 + 1]));
});

test("However many draws there are, a saved output stays below 256 KB, and keeps enough of each chain to see it move.", () => {
  for (const [names, chains, draws] of [
    [2, 4, 8_000],
    [100, 4, 300],
    [800, 2, 104],
    [1, 1, 5],
  ] as const) {
    // prettier-ignore
    const payload = payloadOf(drawn(names, chains, draws));
    const bytes = payload.numbers.reduce((sum, number) => sum + (number.draws?.data.length ?? 0), 0);
    assert.ok(bytes <= 256 * 1024, `${names}: ${bytes}`);
    const first = payload.numbers[0].draws;
    assert.ok(first && unpackFloats(first).length / chains >= Math.min(draws, 100), String(names));
    assert.equal(payload.numbers.length, names, "the table has every number");
    if (names === 800) assert.equal(drawsOf(payload, 799), null);
  }
});

test("NaN and draws that stand still survive the way through JSON.", () => {
  const draws = { ...drawn(2, 2, 20), values: new Float64Array(80).map((_, i) => (i % 2 ? 3 : NaN)) };
  const payload = payloadOf(draws);
  assert.equal(payload.numbers[0].mean, null);
  assert.ok(drawsOf(payload, 0)?.every((chain) => chain.every(Number.isNaN)));
  assert.equal(columns[0].figure(payload.numbers[0], 2).text, "NaN");
  const rHat = columns.at(-1)!.figure(payload.numbers[1], 2);
  assert.match(String(rHat.doubt), /not mixed/);
});

test("A figure has two digits of its error, and a doubt is said beside it.", () => {
  const number = { name: "x", mean: -1.23456, sd: 2, hdi: [0, 1] as [number, number], mcseMean: 0.0703, essBulk: 399, essTail: 400, rHat: 1.011, draws: null }; // prettier-ignore
  assert.equal(placesOf(number), 3);
  assert.equal(placesOf({ ...number, mcseMean: 12 }), 0);
  const [mean, , , , , bulk, tail, rHat] = columns.map(({ figure }) => figure(number, 4));
  assert.equal(mean.text, "−1.235");
  assert.deepEqual([bulk.doubt !== null, tail.doubt !== null, rHat.doubt !== null], [true, false, true]);
});

test("Draws that do not fit what was announced are refused.", () => {
  const payload = payloadOf(drawn(1, 2, 10));
  const damaged = {
    ...payload,
    numbers: [{ ...payload.numbers[0], draws: packFloats([1, 2, 3], "float32") }],
  };
  assert.throws(() => drawsOf(damaged, 0), /"x\[0\]" has 3 draws where 2 chains of 10 were announced/);
  assert.throws(() => readPayload(Chains, { ...payload, chains: 0 }), /chains/);
  assert.throws(() => readPayload(Chains, { ...payload, every: 0.5 }), /every/);
});

test("Ranks count each draw once; equal draws share theirs.", () => {
  const chains = [stream(2).normal64(300), stream(3).normal64(300)];
  const counts = rankCounts(chains, 20);
  const sum = (x: ArrayLike<number>) => Array.from(x).reduce((a, b) => a + b, 0);
  counts.forEach((of) => assert.ok(Math.abs(sum(of) - 300) < 1e-9));
  for (let bin = 0; bin < 20; bin++) assert.ok(Math.abs(counts[0][bin] + counts[1][bin] - 30) < 1e-9);
  const [low, high] = rankCounts([Float64Array.of(1, 2), Float64Array.of(3, 4)], 2);
  assert.deepEqual([[...low], [...high]], [[2, 0], [0, 2]]); // prettier-ignore
  // As many as a saved output holds, all equal: a number that stands still.
  rankCounts([new Float64Array(20_000), new Float64Array(20_000)], 4).forEach((of) =>
    of.forEach((value) => assert.ok(Math.abs(value - 5_000) < 1e-6)),
  );
  rankCounts([new Float64Array(40).fill(NaN), new Float64Array(40).fill(NaN)], 4).forEach((of) =>
    assert.ok(Math.abs(sum(of) - 40) < 1e-9),
  );
  rankCounts([new Float64Array(40), new Float64Array(40)], 4).forEach((of) =>
    of.forEach((value) => assert.ok(Math.abs(value - 10) < 1e-9)),
  );
});

test("The autocorrelation that is drawn is the runtime's, averaged over chains.", () => {
  const chains = [stream(4).normal64(200), stream(5).normal64(200).map((z, i, all) => z + (all[i - 1] ?? 0))]; // prettier-ignore
  const found = autocorrelations(chains, 30);
  const expected = chains.map((chain) => autocorrelation(chain));
  found.forEach((value, lag) =>
    assert.ok(Math.abs(value - (expected[0][lag] + expected[1][lag]) / 2) < 1e-9, String(lag)),
  );
  assert.ok(Number.isNaN(autocorrelations([new Float64Array(10)], 2)[0]));
});

/** Draws of which these steps diverged, as a saved notebook gives them back. */
function divergedPayload(draws: Draws, diverged: number[]): Chains {
  const { rows } = summary(draws);
  const bundle = summaryOf(draws, rows, [], { title: "NUTS", options: [], diverged })[displaySymbol]();
  return readPayload(Chains, JSON.parse(JSON.stringify(bundle[chainsMime])));
}

test("Steps that diverged travel with their values, also where the draws beside them are thinned out.", () => {
  const draws = drawn(2, 4, 20_000);
  const diverged = [3, 7_001, 20_005, 79_999];
  const payload = divergedPayload(draws, diverged);
  assert.ok(payload.every > 1);
  assert.deepEqual(payload.diverged, { count: 4, at: diverged });
  assert.deepEqual(
    [...divergedOf(payload, 1)],
    diverged.map((step) => Math.fround(draws.values[step * 2 + 1])),
  );
  const many = divergedPayload(
    draws,
    Array.from({ length: 30_000 }, (_, i) => 2 * i),
  );
  assert.equal(many.diverged?.count, 30_000);
  assert.equal(many.diverged.at.length, 500);
  assert.ok(many.diverged.at.at(-1)! > 59_000, "of all the run, not of its beginning");
  const damaged = { ...payload, diverged: { count: 4, at: [1] } };
  assert.throws(() => divergedOf(damaged, 0), /"x\[0\]" has 4 values where 1 diverged steps were announced/);
});

test("A number stands against the one that tells most of it, up or down.", () => {
  const x = stream(6).normal64(400);
  const noise = stream(7).normal64(400);
  const mixed = (a: number, b: number) => x.map((v, i) => a * v + b * noise[i]);
  assert.ok(Math.abs(correlation(x, mixed(3, 0)) - 1) < 1e-12);
  assert.ok(Math.abs(correlation(x, mixed(-3, 0)) + 1) < 1e-12);
  // By hand: deviations (-1, 0, 1) and (-4/3, 5/3, -1/3), so 1 / sqrt(2 * 14/3); what is no number is left out.
  assert.ok(Math.abs(correlation([1, NaN, 2, 3], [1, 9, 4, 2]) - 1 / Math.sqrt(28 / 3)) < 1e-12);
  assert.equal(closest(x, [null, mixed(1, 1), mixed(-1, 0.1), noise]), 2);
  assert.equal(closest(x, [null, new Float64Array(400)]), null);
});

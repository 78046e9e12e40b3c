import assert from "node:assert/strict";
import test from "node:test";
import * as v from "valibot";
import { Training, trainingMime, unpackFloats } from "../../../../src/protocol/index.ts";
import { moons } from "../../../../src/runtime/data/index.ts";
import { gaussian, minSnr } from "../../../../src/runtime/diffusion/index.ts";
import { mlp } from "../../../../src/runtime/networks/index.ts";
import { cosine, linear } from "../../../../src/runtime/schedules/index.ts";
import { fit, type Loss } from "../../../../src/runtime/training/index.ts";
import { movingAverage } from "../../../../src/runtime/training/history.ts";
import { inNotebook } from "../fake-host.ts";

const data = moons(64);
const diffusion = gaussian({ schedule: linear({ steps: 50 }) });
const small = () => mlp({ dim: 2, width: 8, depth: 1 });
const train = (loss: Loss, more: Partial<Parameters<typeof fit>[2]> = {}) =>
  fit(small(), loss, { data, batch: 16, steps: 12, ...more });
const one: Loss = (model, x) => model(x, x.slice([0, 0], [-1, 1]).reshape([-1])).square().mean(); // prettier-ignore
const other: Loss = (...of) => one(...of);

/** The overlay of a second run over a first. */
async function overlay(first: Loss, second: Loss, measures: { first?: string; second?: string } = {}) {
  let shown: Training["overlay"];
  await inNotebook(async (host) => {
    const of = (measure?: string) => (measure === undefined ? {} : { measure });
    const earlier = await train(first, { name: "earlier", ...of(measures.first) });
    await train(second, { name: "later", over: earlier, ...of(measures.second) });
    shown = v.parse(Training, host.updates[1][trainingMime]).overlay;
    const [run] = shown?.runs ?? [];
    const series = shown?.by === "eps" ? earlier.record.history.eps : earlier.record.history.loss;
    assert.deepEqual([...unpackFloats(run.compared.values)], [...Float32Array.from(series)]);
    assert.deepEqual([run.name, run.progress.state, run.progress.step], ["earlier", "finished", 12]);
  });
  return shown!;
}

test("Runs are compared by their loss where it weighs alike, and by eps's error where only that is common.", async () => {
  assert.equal((await overlay(diffusion.loss, diffusion.with({}).loss)).by, "loss");
  const shown = await overlay(diffusion.loss, diffusion.with({ predict: "v", weight: minSnr(5) }).loss);
  assert.equal(shown.by, "eps");
  assert.match(shown.why, /simple error of eps of both/);
});

test("Runs that cannot be compared are not, in words.", async () => {
  const levels = await overlay(diffusion.loss, gaussian({ schedule: cosine({ steps: 50 }) }).loss);
  assert.deepEqual(
    [levels.by, /“earlier” is trained on other levels of noise/.test(levels.why)],
    [null, true],
  );
  const unknown = await overlay(one, other);
  assert.deepEqual(
    [unknown.by, /nothing says that the losses measure the same/.test(unknown.why)],
    [null, true],
  );
  assert.equal((await overlay(one, diffusion.loss)).by, null);
});

test("A person can say what a loss measures, and the same function is the same measure.", async () => {
  assert.equal((await overlay(one, other, { first: "energy", second: "energy" })).by, "loss");
  assert.equal((await overlay(one, other, { first: "energy", second: "heat" })).by, null);
  assert.equal((await overlay(one, one)).by, "loss");
});

test("Up to three earlier runs are shown, a run that was stopped among them; a fourth is refused.", async () => {
  const runs = [await train(one), await train(one), await train(one), await train(one)];
  await assert.rejects(train(one, { over: runs }), /up to 3 earlier runs, not 4/);
  await inNotebook(async (host) => {
    await train(one, { over: runs.slice(1) });
    assert.equal(v.parse(Training, host.updates[0][trainingMime]).overlay?.runs.length, 3);
  });
});

test("The moving average of a series is its definition's: weights fall by 0.96 a step and add up to 1.", () => {
  const values = [3, -1, 4, 1, 5];
  const expected = values.map((_, n) => {
    const weights = values.slice(0, n + 1).map((_, i) => 0.96 ** (n - i));
    const total = weights.reduce((a, b) => a + b, 0);
    return weights.reduce((sum, weight, i) => sum + (weight / total) * values[i], 0);
  });
  movingAverage(values).forEach((value, n) => assert.ok(Math.abs(value - expected[n]) < 1e-12));
});

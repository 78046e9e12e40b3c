import assert from "node:assert/strict";
import test from "node:test";
import { packFloats, Training, type TrainingChunk } from "../../../src/protocol/index.ts";
import { readPayload } from "../../../src/renderers/payload.ts";
import { chooseSamples } from "../../../src/renderers/training/choose.ts";
import { averaged, noAverage, valueOf } from "../../../src/renderers/training/ema.ts";
import { noticeOf } from "../../../src/renderers/training/notices.ts";
import { addTo, beginRun } from "../../../src/renderers/training/run.ts";
import { append, empty } from "../../../src/renderers/training/series.ts";
import { statsOf } from "../../../src/renderers/training/stats.ts";
import { fitsLog, grown, needed } from "../../../src/renderers/scale/window.ts";

const series = (steps: number[], values: number[]) => ({
  steps: packFloats(steps, "float32"),
  values: packFloats(values, "float32"),
});

const chunk = (from: number, to: number): TrainingChunk => {
  const steps = Array.from({ length: to - from }, (_, i) => from + i + 1);
  const all = series(
    steps,
    steps.map((step) => 1 / step),
  );
  return {
    progress: { step: to, elapsed: to * 10, loss: 0.5, best: null, state: "running", reason: null },
    loss: all,
    gradNorm: all,
    learningRate: all,
    samples: [],
  };
};

const training = (parts: Partial<Training> = {}): Training => ({
  version: 1,
  title: "Training",
  options: [],
  steps: 100,
  batch: 256,
  examples: "images",
  smoothing: 0.9,
  stream: "s",
  ...chunk(0, 10),
  ...parts,
});

test("The moving average of a constant is the constant from its first value on.", () => {
  let average = noAverage;
  for (let step = 1; step <= 50; step++) {
    average = averaged(average, step, 3, 0.98);
    assert.ok(Math.abs(valueOf(average) - 3) < 1e-12);
  }
});

test("The moving average weighs as its definition says, passes over NaN and counts steps left out.", () => {
  const beta = 0.5;
  const two = averaged(averaged(noAverage, 1, 1, beta), 2, 4, beta);
  assert.ok(Math.abs(valueOf(two) - (0.5 * 0.5 * 1 + 0.5 * 4) / 0.75) < 1e-12);
  assert.equal(averaged(two, 3, NaN, beta), two);
  const gap = averaged(averaged(noAverage, 1, 1, beta), 4, 4, beta);
  assert.ok(Math.abs(valueOf(gap) - (0.125 * 0.5 * 1 + 0.5 * 4) / 0.5625) < 1e-12);
});

test("A series takes what is new and leaves out what it has, however chunks overlap.", () => {
  const growing = empty();
  assert.equal(append(growing, series([1, 2, 3], [9, 8, 7])), 3);
  assert.equal(append(growing, series([2, 3, 4], [0, 0, 6])), 1);
  assert.deepEqual(growing, { steps: [1, 2, 3, 4], values: [9, 8, 7, 6] });
  assert.throws(() => append(growing, series([5, 6], [1])), /2 steps but 1 values/);
});

test("A run is the same whether it comes at once or in overlapping chunks.", () => {
  const pieces = beginRun(training());
  for (const part of [chunk(5, 30), chunk(20, 60)]) addTo(pieces, part);
  const once = beginRun(training(chunk(0, 60)));
  assert.deepEqual(pieces.loss, once.loss);
  assert.deepEqual(pieces.loss.smooth, once.loss.smooth);
  assert.equal(pieces.progress.step, 60);
});

test("Of a run that time ends, the steps that it will have are what the last chunk says.", () => {
  const run = beginRun(training());
  assert.equal(run.planned, 100);
  const later = chunk(0, 30);
  addTo(run, { ...later, progress: { ...later.progress, planned: 74 } });
  assert.equal(run.planned, 74);
  addTo(run, chunk(30, 40));
  assert.equal(run.planned, 74);
});

test("The y-range holds the smooth curve, is not flattened by one outlier, and only grows.", () => {
  const steps = Array.from({ length: 1000 }, (_, i) => i);
  const values = steps.map((i) => 1 + 0.1 * Math.sin(i));
  values[500] = 1e6;
  const smooth = values.map(() => 1);
  const window = needed({ steps, values }, smooth, true);
  assert.ok(window && window[0] < 0.9 && window[0] > 0.5 && window[1] < 2);
  assert.deepEqual(grown([0.2, 1], [0.5, 3]), [0.2, 3]);
  assert.equal(needed(empty(), [], true), null);
  assert.equal(needed({ steps: [1], values: [-1] }, [-1], true), null);
  assert.deepEqual([[0.3, 0.1], [0.3, -0.1], [0, 1], [], [NaN, 2]].map(fitsLog), [true, false, false, true, true]); // prettier-ignore
});

test("While a run goes on the newest samples are shown, afterwards the first, a middle and the last.", () => {
  const sets = [1, 2, 3, 4, 5].map((step) => ({ step: step * 100 }));
  assert.deepEqual(
    chooseSamples(sets, true).map(({ step }) => step),
    [300, 400, 500],
  );
  assert.deepEqual(
    chooseSamples(sets, false).map(({ step }) => step),
    [100, 300, 500],
  );
  assert.equal(chooseSamples(sets.slice(0, 2), false).length, 2);
});

test("The figures say where a run stands and how long it will take.", () => {
  const payload = training();
  const stats = statsOf(beginRun(payload), payload, 45, true).map(({ name, value }) => `${name} ${value}`);
  assert.deepEqual(stats, [
    "step 10",
    "loss 0.500",
    "throughput 45",
    "images 11.5 k/s",
    "elapsed 0:00",
    "remaining 0:02",
  ]);
});

test("How a run ended is said with its numbers.", () => {
  const progress = { step: 100, elapsed: 13_500, loss: 0.34, best: { loss: 0.33, step: 90 }, reason: null };
  const run = beginRun(training({ progress: { ...progress, state: "finished" } }));
  assert.equal(noticeOf(run, "heard")?.detail, "100 steps in 13.5 s, best loss 0.330 at step 90");
  const failed = { ...progress, state: "failed" as const, reason: "The loss is NaN at step 12." };
  assert.equal(
    noticeOf(beginRun(training({ progress: failed })), "none")?.detail,
    "The loss is NaN at step 12.",
  );
  assert.equal(noticeOf(beginRun(training()), "asked"), null);
});

test("A damaged payload is refused in words that name the field.", () => {
  const broken = { ...training(), steps: undefined };
  assert.throws(() => readPayload(Training, broken), /its field steps is missing/);
  assert.throws(
    () => readPayload(Training, { ...training(), batch: "x" }),
    /its field batch is "x" where number is needed/,
  );
  assert.throws(() => readPayload(Training, { version: 2 }), /newer Noisebook \(format 2\)/);
  assert.throws(() => readPayload(Training, null), /its data is null/);
});

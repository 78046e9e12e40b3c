import assert from "node:assert/strict";
import test from "node:test";
import { packFloats, type EarlierRun, type Training } from "../../../src/protocol/index.ts";
import { averageAt, earlierRuns } from "../../../src/renderers/training/earlier.ts";
import { addTo, beginRun } from "../../../src/renderers/training/run.ts";
import { rowsOf } from "../../../src/renderers/training/runs-table.ts";
import { totalNats } from "../../../src/renderers/training/terms-chart.ts";
import { union } from "../../../src/renderers/scale/window.ts";

const series = (steps: number[], values: number[]) => ({
  steps: packFloats(steps, "float32"),
  values: packFloats(values, "float32"),
});

/** A run whose average is 1 / step, kept at every tenth step. */
const before = (name: string, steps: number, state: "finished" | "stopped" = "finished"): EarlierRun => {
  const kept = Array.from({ length: Math.floor(steps / 10) }, (_, i) => 10 * (i + 1));
  const values = series(kept, kept.map((step) => 1 / step)); // prettier-ignore
  return {
    name,
    steps: 100,
    progress: { step: steps, elapsed: steps * 20, loss: 0.1, best: null, state, reason: null },
    compared: values,
    smooth: values,
    gradNorm: values,
    learningRate: values,
  };
};

const training = (parts: Partial<Training> = {}): Training => ({
  version: 1,
  title: "v",
  options: [],
  steps: 100,
  batch: 4,
  examples: "points",
  smoothing: 0.9,
  progress: { step: 45, elapsed: 4500, loss: 0.5, best: null, state: "running", reason: null },
  loss: series([45], [0.5]),
  gradNorm: series([45], [1]),
  learningRate: series([45], [1]),
  samples: [],
  stream: "s",
  ...parts,
});

test("A run's average is looked up at the nearest step before, and is unknown after its end.", () => {
  const [run] = earlierRuns({ by: "loss", why: "", runs: [before("eps", 60)] });
  assert.deepEqual(
    [5, 10, 19, 20, 45, 60].map((step) => averageAt(run, step)),
    [null, 1 / 10, 1 / 10, 1 / 20, 1 / 40, 1 / 60].map((x) => x && Math.fround(x)),
  );
  assert.equal(averageAt(run, 61), null);
});

test("The table sets runs side by side at the step that this one has reached.", () => {
  const earlier = earlierRuns({
    by: "loss",
    why: "",
    runs: [before("eps", 100), before("cut", 30, "stopped")],
  });
  const about = { name: "v", run: beginRun(training()), by: "loss" as const, rate: 10, live: true };
  const rows = rowsOf(about, earlier).map((row) => Object.values(row).join(" | "));
  assert.deepEqual(rows, [
    "v | 0.500 |  | 10 | 0:05 | step 45 of 100",
    "eps | 0.025 | \u22120.475 | 50 | 0:02 | finished",
    "cut | \u2013 |  | 50 | 0:01 | stopped at 30",
  ]);
});

test("Nothing is compared of runs that nothing can be compared by.", () => {
  const earlier = earlierRuns({ by: null, why: "", runs: [before("eps", 100)] });
  const about = { name: "v", run: beginRun(training()), by: null, rate: null, live: false };
  assert.deepEqual(
    rowsOf(about, earlier).map(({ value, difference }) => [value, difference]),
    [
      ["0.500", ""],
      ["\u2013", ""],
    ],
  );
});

test("A damaged earlier run is refused with its name.", () => {
  const run = { ...before("eps", 100), smooth: series([1], [1]) };
  assert.throws(
    () => earlierRuns({ by: "loss", why: "", runs: [run] }),
    /“eps” has an average of other steps/,
  );
});

test("Metrics and errors of eps gather chunk by chunk, each value once.", () => {
  const run = beginRun(
    training({ eps: series([45], [2]), metrics: [{ name: "fid", series: series([], []) }] }),
  );
  const { progress, loss, gradNorm, learningRate } = training();
  const chunk = { progress, loss, gradNorm, learningRate, samples: [] };
  addTo(run, { ...chunk, eps: series([46], [4]), metrics: [{ name: "fid", series: series([40], [7]) }] });
  addTo(run, { ...chunk, metrics: [{ name: "fid", series: series([40, 50], [7, 6]) }] });
  assert.deepEqual(run.metrics.get("fid"), { steps: [40, 50], values: [7, 6] });
  assert.deepEqual(run.eps.values, [2, 4]);
  // 0.9 of the past and 0.1 of the new, by the weights that they have together.
  assert.ok(Math.abs(run.eps.smooth[1] - (0.09 * 2 + 0.1 * 4) / 0.19) < 1e-12);
});

test("All terms together are the sum over steps, or the integral over continuous time, once every part is known.", () => {
  const part = (from: number, to: number, nats: number | null) => ({ from, to, count: 1, nats });
  assert.equal(totalNats({ steps: 10, parts: [part(2, 4, 5), part(5, 10, 1)] }), 3 * 5 + 6 * 1);
  assert.equal(totalNats({ steps: null, parts: [part(0, 0.25, 8), part(0.25, 1, 4)] }), 2 + 3);
  assert.equal(totalNats({ steps: 10, parts: [part(2, 4, 5), part(5, 10, null)] }), null);
});

test("The axis of several runs holds all of them.", () => {
  assert.deepEqual(union([[1, 2], null, [0.5, 1.5]]), [0.5, 2]);
  assert.equal(union([null]), null);
});

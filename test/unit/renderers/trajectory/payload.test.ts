import assert from "node:assert/strict";
import test from "node:test";
import { packFloats, type Trajectory, type TrajectoryFrame } from "../../../../src/protocol/index.ts";
import { BadPayload } from "../../../../src/renderers/payload.ts";
import { checkFrames } from "../../../../src/renderers/trajectory/check.ts";
import { decode } from "../../../../src/renderers/trajectory/decode.ts";
import { endsOf, isForward } from "../../../../src/renderers/trajectory/direction.ts";
import { fitGrid, pixelAt } from "../../../../src/renderers/trajectory/grid.ts";
import { mergeFrames, mergeTrajectories, withShown } from "../../../../src/renderers/trajectory/merge.ts";
import { cleanData, logSnr, predictedNoise, scoreOf } from "../../../../src/renderers/trajectory/noise.ts";
import { isLive, noticeOf } from "../../../../src/renderers/trajectory/notices.ts";
import { noisyRange, pixelValue, toPixels } from "../../../../src/renderers/trajectory/pixels.ts";
import { sameNumbers } from "../../../../src/renderers/trajectory/same.ts";

const frame = (
  step: number,
  values = [1, 2, 3, 4],
  parts: Partial<TrajectoryFrame> = {},
): TrajectoryFrame => ({
  step,
  t: 10 - step,
  alpha: 0.6,
  sigma: 0.8,
  kl: null,
  x: packFloats(values, "float32"),
  x0: packFloats(values, "float32"),
  ...parts,
});

const trajectory = (frames: TrajectoryFrame[], parts: Partial<Trajectory> = {}): Trajectory => ({
  version: 1,
  sampler: "ddim",
  options: [],
  kind: "points",
  sampleShape: [2],
  shown: 2,
  batch: 2,
  steps: 10,
  range: [-2, 2],
  reference: null,
  state: "finished",
  framesMade: frames.length,
  stream: "s",
  frames,
  ...parts,
});

test("The predicted noise completes x = alpha x0 + sigma eps.", () => {
  const x0 = Float32Array.of(0.5, -1, 2);
  const eps = Float32Array.of(-0.3, 1.2, 0);
  const level = { alpha: 0.6, sigma: 0.8 };
  const x = x0.map((value, i) => level.alpha * value + level.sigma * eps[i]);
  const found = predictedNoise(x, x0, level);
  assert.ok(found?.every((value, i) => Math.abs(value - eps[i]) < 1e-6));
});

test("The score is the slope of log p, which for normal data is -x / (alpha² s² + sigma²).", () => {
  const [alpha, sigma, s] = [0.6, 0.8, 1.5];
  const variance = alpha ** 2 * s ** 2 + sigma ** 2;
  const x = Float32Array.of(-1.3, 0, 0.4, 2);
  // E[x0 | x] of x0 ~ N(0, s²), by Bayes' rule.
  const x0 = x.map((value) => (alpha * s ** 2 * value) / variance);
  const score = scoreOf(x, x0, { alpha, sigma });
  x.forEach((value, i) => assert.ok(Math.abs(score![i] + value / variance) < 1e-5));
  assert.equal(scoreOf(x, x0, { alpha: 1, sigma: 0 }), null);
});

test("Without noise there is no predicted noise, and x is the data.", () => {
  const x = Float32Array.of(1, 2);
  assert.equal(predictedNoise(x, x, { alpha: 1, sigma: 0 }), null);
  assert.equal(cleanData(x, { alpha: 1, sigma: 0 }), x);
  assert.equal(cleanData(x, { alpha: 0.9, sigma: 0.1 }), null);
  const last = decode(frame(10, [1, 2, 3, 4], { alpha: 1, sigma: 0, x0: null }));
  assert.deepEqual([last.x0, last.eps], [last.x, null]);
});

test("log-SNR is 2 ln(alpha / sigma) and infinite at the ends.", () => {
  assert.ok(Math.abs(logSnr({ alpha: 0.6, sigma: 0.8 }) - Math.log(0.36 / 0.64)) < 1e-12);
  assert.equal(logSnr({ alpha: 1, sigma: 0 }), Infinity);
  assert.equal(logSnr({ alpha: 0, sigma: 1 }), -Infinity);
});

test("A finished, thinned output keeps the frames that arrived while it ran.", () => {
  const live = Array.from({ length: 11 }, (_, step) => frame(step));
  const running = trajectory(live, { state: "running" });
  const merged = mergeTrajectories(
    running,
    trajectory([frame(0), frame(5), frame(10)], { framesMade: 11 }),
    sameNumbers,
  );
  assert.deepEqual(merged.frames, live);
  assert.equal(merged.state, "finished");
});

test("Frames with more samples than are saved stay when the output ends, and take the place of those with fewer.", () => {
  const six = [1, 2, 3, 4, 5, 6];
  const live = trajectory([frame(0, six), frame(1, six)], { state: "running", shown: 3 });
  const merged = mergeTrajectories(live, trajectory([frame(0), frame(1)]), sameNumbers);
  assert.deepEqual([merged.shown, merged.state, merged.frames], [3, "finished", live.frames]);
  const other = trajectory([frame(0, [9, 9, 9, 9])]);
  assert.equal(mergeTrajectories(live, other, sameNumbers), other);
  const begun = withShown(trajectory([frame(0)]), 3);
  assert.deepEqual([begun.shown, begun.frames], [3, []]);
  assert.equal(withShown(live, 0), live);
});

test("A run from other noise replaces the one before.", () => {
  const other = trajectory([frame(0, [9, 9, 9, 9])]);
  assert.equal(mergeTrajectories(trajectory([frame(0), frame(1)]), other, sameNumbers), other);
});

test("Frames merge by step, in order, and the first list's stay.", () => {
  const [a, b] = [frame(4), frame(4, [0, 0, 0, 0])];
  const merged = mergeFrames([a, frame(8)], [frame(2), b]);
  assert.deepEqual(
    merged.map(({ step }) => step),
    [2, 4, 8],
  );
  assert.equal(merged[1], a);
});

test("Data that ends early is found before it is decoded, and named.", () => {
  const cut = frame(3);
  cut.x = { ...cut.x, data: cut.x.data.slice(0, 8) };
  assert.throws(
    () => checkFrames(trajectory([cut]), [cut]),
    (error: unknown) => {
      assert.ok(error instanceof BadPayload);
      assert.match(error.message, /the x of step 3 ends early: 6 of 16 bytes/);
      return true;
    },
  );
  const foreign = frame(3);
  foreign.x = { ...foreign.x, data: foreign.x.data.replace("A", "*") };
  assert.throws(() => checkFrames(trajectory([foreign]), [foreign]), /the x of step 3 is not base64/);
  const few = frame(2, [1, 2]);
  assert.throws(() => checkFrames(trajectory([few]), [few]), /2 numbers where 4 are announced/);
  const images = trajectory([], { kind: "images" });
  assert.throws(() => checkFrames(images, []), /\[2\] where images need \[height, width, channels\]/);
  checkFrames(trajectory([frame(0)]), [frame(0)]);
});

test("Pixels run from black to white, colours stay colours, and NaN is no grey.", () => {
  const grey = toPixels([-1, 0, 1, NaN], 0, [2, 2, 1], [-1, 1], [200, 10, 20]);
  assert.deepEqual([...grey], [0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255, 200, 10, 20, 255]);
  assert.deepEqual([...toPixels([9, 0, 0.5, 1], 1, [1, 1, 3], [0, 1], [0, 0, 0])], [0, 128, 255, 255]);
  const stack = toPixels([-1, 1, 0.5, 0], 0, [2 * 2, 1, 1], [-1, 1], [0, 0, 0]);
  assert.deepEqual(
    [0, 4, 8, 12].map((at) => stack[at]),
    [0, 255, 191, 128],
  );
  assert.equal(pixelValue([0, 0.3, 0.6, 0.9], 1, 3).toFixed(6), "0.600000");
});

test("The window of x_t is the data's own at the end and holds the noise at the start.", () => {
  assert.deepEqual(noisyRange([-1, 1], 1, 0), [-1, 1]);
  assert.deepEqual(noisyRange([0, 1], 0, 1), [-1.1, 2.1]);
});

test("A batch stands in a grid without holes where that is not a long row.", () => {
  const shape = [1, 2, 5, 8, 12, 16]
    .map((count) => fitGrid(count, [8, 8], 400))
    .map(({ columns, rows }) => [columns, rows]);
  assert.deepEqual(shape, [
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 2],
    [4, 3],
    [4, 4],
  ]);
});

test("A click finds its pixel, and none between pictures or beyond the last.", () => {
  const grid = fitGrid(7, [8, 8], 152);
  assert.deepEqual([grid.columns, grid.rows, grid.scale], [3, 3, 6]);
  assert.deepEqual(pixelAt([52 + 13, 20], 7, grid, [8, 8]), { sample: 1, row: 3, column: 2 });
  assert.equal(pixelAt([50, 20], 7, grid, [8, 8]), null);
  assert.equal(pixelAt([60, 110], 7, grid, [8, 8]), null);
});

test("Each state is said once and only where something is to be said.", () => {
  const full = trajectory([frame(0), frame(10)]);
  assert.equal(noticeOf(full, "none"), null);
  assert.match(noticeOf({ ...full, framesMade: 1001 }, "unknown")?.detail ?? "", /^2 of 1,001 frames/);
  assert.equal(noticeOf({ ...full, framesMade: 1001 }, "asked"), null);
  const running = trajectory([frame(0)], { state: "running" });
  assert.equal(noticeOf(running, "asked"), null);
  assert.equal(noticeOf(running, "unknown")?.rerun, "Start kernel and run cell");
  assert.equal(noticeOf(running, "broken")?.finding, "The kernel that made this was restarted.");
  assert.match(noticeOf(trajectory([], { steps: 0 }), "none")?.detail ?? "", /steps is 0/);
  assert.deepEqual(
    [isLive(running, "heard"), isLive(running, "broken"), isLive(full, "heard")],
    [true, false, false],
  );
});

test("The time axis is named for the way it goes, and its end only where it is known.", () => {
  const reverse = trajectory([frame(0)], { state: "running" });
  assert.deepEqual(endsOf(reverse), [
    { what: "noise", t: 10 },
    { what: "data", t: 0 },
  ]);
  const forward = trajectory([
    frame(0, undefined, { t: 0, alpha: 1, sigma: 0 }),
    frame(10, undefined, { t: 1000 }),
  ]);
  assert.deepEqual([isForward(forward), isForward(reverse)], [true, false]);
  assert.deepEqual(endsOf(forward)[1], { what: "noise", t: 1000 });
  assert.deepEqual(endsOf({ ...forward, state: "running" })[1], { what: "noise", t: null });
});

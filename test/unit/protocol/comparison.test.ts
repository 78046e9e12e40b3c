import assert from "node:assert/strict";
import test from "node:test";
import * as v from "valibot";
import {
  appendToRuns,
  axisOf,
  Comparison,
  frameAt,
  packFloats,
  placesOf,
  stateOfRuns,
  timeAt,
  type Trajectory,
  type TrajectoryFrame,
} from "../../../src/protocol/index.ts";

const frame = (step: number, t: number, level = { alpha: 0.6, sigma: 0.8 }): TrajectoryFrame => ({
  step,
  t,
  ...level,
  kl: null,
  x: packFloats([step, t]),
  x0: null,
});

const run = (ts: readonly number[], parts: Partial<Trajectory> = {}): Trajectory => ({
  version: 1,
  sampler: "DDIM",
  options: [],
  kind: "points",
  sampleShape: [2],
  shown: 1,
  batch: 1,
  steps: ts.length - 1,
  range: [-3, 3],
  reference: null,
  state: "finished",
  framesMade: ts.length,
  stream: null,
  frames: ts.map((t, step) => frame(step, t)),
  ...parts,
});

const down = (from: number, steps: number): number[] =>
  Array.from({ length: steps + 1 }, (_, k) => (from * (steps - k)) / steps);

test("Runs of other steps meet where their t is the same.", () => {
  const [many, few] = [run(down(1000, 1000)), run(down(1000, 20))];
  const axis = axisOf([many, few]);
  assert.deepEqual(axis, { from: 1000, to: 0 });
  const [a, b] = [placesOf(many, axis), placesOf(few, axis)];
  for (const t of [1000, 750, 50, 0]) {
    const place = 1000 - t;
    assert.equal(many.frames[frameAt(a, place)].t, t);
    assert.equal(few.frames[frameAt(b, place)].t, t);
    assert.equal(timeAt(axis, place), t);
  }
  // Between its steps a run is where it had come: t = 750 until 700 is reached.
  assert.equal(few.frames[frameAt(b, 299.9)].t, 750);
});

test("The frame at a place is the last that is not beyond it, by brute force.", () => {
  for (const places of [[], [0], [0, 0, 3], [2, 5, 5, 9]]) {
    for (let place = -1; place < 11; place += 0.5) {
      const expected = places.reduce((found, each, i) => (each <= place ? i : found), -1);
      assert.equal(frameAt(places, place), expected, `${places.join()} at ${place}`);
    }
  }
});

test("A run that begins at a lower t has no frame before it does.", () => {
  const [whole, half] = [run(down(1000, 10)), run(down(500, 5))];
  const axis = axisOf([half, whole]);
  const places = placesOf(half, axis);
  assert.deepEqual([frameAt(places, 499), frameAt(places, 500)], [-1, 0]);
});

test("A sampler that goes back in t stays where it had come; one that stays at a t shares the way to the next.", () => {
  const axis = { from: 1000, to: 0 };
  assert.deepEqual(placesOf(run([1000, 600, 700, 0]), axis), [0, 400, 700, 1000]);
  assert.deepEqual(placesOf(run([1000, 1000, 1000, 1000, 200, 0]), axis), [0, 200, 400, 600, 800, 1000]);
  // Dynamics at one level: their steps are all the time there is, those to come as well.
  const still = run([1, 1, 1], { steps: 4, state: "running" });
  assert.deepEqual(placesOf(still, axisOf([still])), [0, 250, 500]);
});

test("The way to noise is told from the first frame and ends where the runs have come.", () => {
  const clean = { alpha: 1, sigma: 0 };
  const forward = run([], { frames: [frame(0, 0, clean), frame(1, 40), frame(2, 80)] });
  const axis = axisOf([forward]);
  assert.deepEqual(axis, { from: 0, to: 80 });
  assert.deepEqual(placesOf(forward, axis), [0, 500, 1000]);
});

test("A chunk's frames go to their runs, and one run that fails says it of all.", () => {
  const comparison: Comparison = {
    version: 1,
    runs: ["a", "b"].map((name) => ({ name, trajectory: run([10], { steps: 2, state: "running" }) })),
    stream: "s",
  };
  const grown = appendToRuns(comparison, {
    runs: [
      { frames: [frame(0, 10), frame(1, 5)], state: "running" },
      { frames: [], state: "failed" },
    ],
  });
  assert.deepEqual(
    grown.runs.map(({ trajectory }) => trajectory.frames.length),
    [2, 1],
  );
  assert.deepEqual([stateOfRuns(comparison.runs), stateOfRuns(grown.runs)], ["running", "failed"]);
});

test("One run and five are no comparison.", () => {
  const of = (count: number): boolean =>
    v.is(Comparison, {
      version: 1,
      runs: Array.from({ length: count }, () => ({ name: "a", trajectory: run([1, 0]) })),
      stream: null,
    });
  assert.deepEqual([1, 2, 4, 5].map(of), [false, true, true, false]);
});
